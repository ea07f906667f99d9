import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { type FitRequest, payers, saySentence } from '#advice'
import { type Territory, territories } from '#catalog'
import { natureOf, negotiate } from '#i18n'
import type { Caller } from '#identity'
import { Fault } from '#kernel'
import { wholeDays } from '#lines'
import type { ApiContext, ApiEnv } from './context.ts'
import { refuseOthers } from './known-choices.ts'
import { readAsked } from './line-routes.ts'
import { presentPlanFit } from './plan-fit-present.ts'
import * as schemas from './plan-fit-schemas.ts'
import { askRoute } from './route.ts'

const planFit = askRoute(
  '/v1/plan-fit',
  {
    tag: 'Catalogue',
    summary: 'Which plans fit a use',
    description:
      'Ranks everything that is offered by what the customer would pay in all for what they would ' +
      'use, upper end included. It makes nothing and keeps nothing, so it takes no Idempotency-Key. ' +
      'Texts are in the language of Accept-Language.',
  },
  { body: schemas.planFitRequest, answer: schemas.planFit },
)

export function mountPlanFit(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { advice, clock, log } = context

  app.openapi(planFit, async (c) => {
    const body = c.req.valid('json')
    const operators = await context.catalog.listOperators()
    const ids = operators.map(({ id }) => id)
    refuseOthers(body.operators ?? [], ids, 'operators')
    refuseOthers(body.payer === undefined ? [] : [body.payer], payers, 'payer')
    const own = body.line && (await ownDays(body.line, c.get('caller'), context))
    const now = clock.now()
    const language = negotiate(undefined, c.req.header('accept-language'))
    const shape = body.sms_text === undefined ? undefined : advice.shapeOf(body.sms_text)
    // New wordings are learnt from their shape alone: no word that might name somebody is in it.
    if (shape !== undefined) log.info('message wording not known', { shape })
    try {
      const answer = await advice.advise({ ...requestOf(body), ...own }, now)
      c.header('Content-Language', natureOf(language).tag)
      c.header('Vary', 'Accept-Language', { append: true })
      return c.json(presentPlanFit(answer, language, now), 200)
    } catch (error) {
      const heard = body.sms_text === undefined ? undefined : advice.heardIn(body.sms_text)
      if (!heard || !(error instanceof Fault)) throw error
      const { kind, code, field } = error
      const details = { heard: saySentence(language, heard, now) }
      throw new Fault(kind, code, { ...(field !== undefined && { field }), details, cause: error })
    }
  })
}

/**
 * What a line really used is told to whoever may read lines, and to nobody who may only ask for
 * plans.
 */
async function ownDays(
  line: NonNullable<z.output<typeof schemas.planFitRequest>['line']>,
  { permissions }: Caller,
  { lines }: ApiContext,
): Promise<Pick<FitRequest, 'history' | 'home'>> {
  if (!permissions.includes('lines:read'))
    throw new Fault('denied', 'permission_missing', { details: { permission: 'lines:read' } })
  const asked = readAsked(line.msisdn, line.operator, 'line.msisdn')
  const { usage, operator } = await lines.readLine(asked)
  return { history: wholeDays(usage?.days ?? []), home: operator.id }
}

function requestOf(body: z.output<typeof schemas.planFitRequest>): FitRequest {
  const { usage } = body
  return {
    ...(usage && {
      usage: {
        dataMb: usage.data_mb_per_month,
        minutes: usage.minutes_per_month,
        sms: usage.sms_per_month,
      },
    }),
    ...(usage?.offpeak_percent !== undefined && { offpeakPercent: usage.offpeak_percent }),
    ...(usage?.apps_percent !== undefined && { appsPercent: usage.apps_percent }),
    ...(body.sms_text !== undefined && { text: body.sms_text }),
    ...(body.days !== undefined && { days: body.days }),
    ...(body.visa_ends !== undefined && { visaEnds: body.visa_ends }),
    ...(body.operators && { operators: body.operators }),
    ...(body.territory !== undefined && { territory: readTerritory(body.territory) }),
    ...(body.payer !== undefined && { payer: body.payer }),
  }
}

function readTerritory(text: string): Territory {
  const territory = territories.find((id) => id === text)
  if (!territory)
    throw new Fault('invalid', 'territory_unknown', {
      field: 'territory',
      details: { known: territories.join(', ') },
    })
  return territory
}
