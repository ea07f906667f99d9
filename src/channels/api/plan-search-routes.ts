import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { type Advice, saySentence } from '#advice'
import type { Catalog } from '#catalog'
import { negotiate, say } from '#i18n'
import { Fault, moneyToJson, pkr } from '#kernel'
import { readMsisdn } from '#lines'
import type { Filters, Found, Part, SearchQuery, Understood, Worth } from '#search'
import type { ApiContext, ApiEnv } from './context.ts'
import { refuseOthers } from './known-choices.ts'
import * as schemas from './plan-search-schemas.ts'
import { presentPlan } from './present.ts'
import { readRoute } from './route.ts'

const pageLimit = 200

const plans = readRoute(
  '/v1/plans',
  {
    tag: 'Catalogue',
    summary: 'Find plans, those that can be quoted first',
    description:
      '`q` is read as people write it: operators, lengths, volumes, prices and places in it ' +
      'count as filters and are told in `understood`; other words are looked for in names, ' +
      'misspelt or not. "Jio" finds Jazz.',
  },
  { query: schemas.planQuery, params: schemas.planQuery.pick({}), answer: schemas.foundPlans },
)

export function mountPlanSearch(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { advice, catalog, search, clock } = context

  app.openapi(plans, async (c) => {
    const query = c.req.valid('query')
    const now = clock.now()
    const found = await search.find(await searchQuery(query, catalog, now), now)
    const after = query.cursor
    const start = after === undefined ? 0 : found.plans.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && start === 0)
      throw new Fault('invalid', 'query_invalid', {
        field: 'cursor',
        details: { reason: { key: 'expected.cursor' } },
      })
    const end = start + (query.limit ?? pageLimit)
    const page = found.plans.slice(start, end)
    return c.json(
      {
        data: page.map((plan) => ({ ...presentPlan(plan), ...presentWorth(search.worthOf(plan)) })),
        next_cursor: end < found.plans.length ? (page.at(-1)?.id ?? null) : null,
        ...presentFound(found),
        msisdn: numberIn(found),
        notices: noticesOf(found, advice, c.req.header('accept-language'), now),
      },
      200,
    )
  })
}

type Query = z.output<typeof schemas.planQuery>

/** @throws Fault choice_unknown, with the operators there are. */
async function searchQuery(query: Query, catalog: Catalog, at: Date): Promise<SearchQuery> {
  const { q, operator, min_days, max_days, min_data_mb, min_minutes, min_sms } = query
  const { kind, region, max_total, territory, sort } = query
  return {
    ...(q !== undefined && { text: q }),
    ...(operator !== undefined && { operators: await readOperators(operator, catalog, at) }),
    ...(min_days !== undefined && { minDays: min_days }),
    ...(max_days !== undefined && { maxDays: max_days }),
    ...(min_data_mb !== undefined && { minDataMb: min_data_mb }),
    ...(min_minutes !== undefined && { minMinutes: min_minutes }),
    ...(min_sms !== undefined && { minSms: min_sms }),
    ...(kind && { trait: kind }),
    ...(region && { region }),
    ...(max_total !== undefined && { maxTotal: max_total }),
    ...(territory && { territory }),
    ...(sort && { sort }),
  }
}

async function readOperators(text: string, catalog: Catalog, at: Date): Promise<string[]> {
  const known = (await catalog.listPlans({}, at)).operators.map(({ id }) => id)
  const asked = text.split(',').map((id) => id.trim())
  refuseOthers(asked, known, 'operator')
  return asked
}

function presentWorth({ usableMb, perGb }: Worth) {
  return {
    usable_data_mb: usableMb,
    per_usable_gb: perGb === null ? null : moneyToJson(pkr(BigInt(perGb))),
  }
}

function presentFound({ plans, sort, territory, understood, asked, unmatched, waysOut }: Found) {
  return {
    count: plans.length,
    sort,
    territory: territory ?? null,
    understood: understood.map(presentUnderstood),
    words: asked.words.filter(({ use }) => use === 'must').map(({ text }) => text),
    unmatched: [...unmatched],
    ways_out: waysOut.map(({ without, count }) => ({ without: presentPart(without), count })),
    ...(asked.alias && { alias: asked.alias }),
  }
}

/** Null also where what looks like a number is none that can be renewed here. */
function numberIn({ asked }: Found): string | null {
  if (asked.number === undefined) return null
  try {
    return readMsisdn(asked.number, 'q').msisdn
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

function noticesOf(
  { asked, notices }: Found,
  { keepNumber }: Advice,
  accepted: string | undefined,
  now: Date,
) {
  const language = negotiate(undefined, accepted)
  const codes = [...(asked.number === undefined ? [] : ['number' as const]), ...notices]
  return codes.map((code) => {
    const text = say(language, `search.notice_${code}`)
    const why = code === 'keep_number' ? ` ${saySentence(language, keepNumber, now)}` : ''
    return { code, text: text + why }
  })
}

type Told = z.output<typeof schemas.foundPlans>['understood'][number]

function presentUnderstood({ text, means, corrected }: Understood): Told {
  const told: Told = { text, kind: means.kind, corrected }
  if (means.kind === 'operator') return { ...told, operators: [...means.operators] }
  if (means.kind === 'sold_in') return { ...told, territories: [...means.territories] }
  if ('from' in means) {
    // Infinity has no JSON, and nothing is less than none.
    const to = means.to === Infinity ? null : means.to
    return { ...told, from: means.from === 0 ? null : means.from, to }
  }
  const { kind: _, ...rest } = means
  return { ...told, ...rest }
}

/** A filter by the name that the caller used. */
const names: Readonly<Record<keyof Filters, string>> = {
  operators: 'operator',
  minDays: 'min_days',
  maxDays: 'max_days',
  minDataMb: 'min_data_mb',
  minMinutes: 'min_minutes',
  minSms: 'min_sms',
  trait: 'kind',
  region: 'region',
  maxTotal: 'max_total',
}

function presentPart(part: Part) {
  return part.kind === 'text' ? { text: part.text } : { filter: names[part.name] }
}
