import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { plusMs } from '#kernel'
import { type LinePicture, type LineQuestion, readMsisdn } from '#lines'
import type { ApiContext, ApiEnv } from './context.ts'
import * as schemas from './line-schemas.ts'
import { actRoute, askAboutRoute, readRoute } from './route.ts'

const byNumber = z.object({
  msisdn: z.string().max(40).openapi({ example: '+923001234010' }),
})
const dayMs = 86_400_000
const defaultDays = 7

const read = readRoute(
  '/v1/lines/{msisdn}',
  {
    tag: 'Lines',
    summary: 'What a line holds, uses, and when that ends',
    description:
      'As its operator counted it, with the age of the count. The operator is asked at most every ' +
      'ten minutes; when it is silent, what it last told is answered. Needs `lines:read`.',
  },
  { query: schemas.lineQuery, params: byNumber, answer: schemas.line },
)
const link = askAboutRoute(
  '/v1/lines/{msisdn}/link',
  {
    tag: 'Lines',
    summary: 'A login-free address of the page of a line',
    description:
      'For whoever you know to hold the line. Nothing is kept of it, so it takes no ' +
      'Idempotency-Key; before it expires it ends only with all links of the line. Needs ' +
      '`lines:read`.',
  },
  { params: byNumber, body: schemas.linkRequest, answer: schemas.lineLink },
)

const revoke = actRoute(
  '/v1/lines/{msisdn}/link/revoke',
  {
    tag: 'Lines',
    summary: 'End every link of a line',
    description:
      'All that were given out until now, by whomever and for however long: a link in wrong hands ' +
      'or a number that has a new holder. Links given out afterwards open. Needs `lines:read`.',
  },
  { params: byNumber, answer: schemas.linksRevoked },
)

export function mountLines(app: OpenAPIHono<ApiEnv>, { lines, clock, publicUrl }: ApiContext) {
  app.openapi(read, async (c) => {
    const { operator } = c.req.valid('query')
    const asked = readAsked(c.req.valid('param').msisdn, operator)
    return c.json(presentLine(await lines.readLine(asked)), 200)
  })
  app.openapi(link, async (c) => {
    const { operator, expires_in_days: days = defaultDays } = c.req.valid('json')
    const { msisdn } = readAsked(c.req.valid('param').msisdn, operator)
    const expiresAt = plusMs(clock.now(), days * dayMs)
    const url = `${publicUrl}/l/${await lines.sealLink({ msisdn, operator, expiresAt })}`
    return c.json({ url, expires_at: expiresAt.toISOString() }, 200)
  })
  app.openapi(revoke, async (c) => {
    const { msisdn } = readAsked(c.req.valid('param').msisdn, undefined)
    const { revokedAt } = await lines.revokeLinks(msisdn, c.get('caller').name)
    return c.json({ msisdn, links_revoked_at: revokedAt.toISOString() }, 200)
  })
}

/** @throws Fault msisdn_* */
export function readAsked(
  number: string,
  operator: string | undefined,
  field = 'msisdn',
): LineQuestion {
  return { msisdn: readMsisdn(number, field).msisdn, operator }
}

const textOf = (at: Date | null) => at?.toISOString() ?? null

function presentLine(picture: LinePicture): z.output<typeof schemas.line> {
  const { msisdn, operator, confidence, state, usage, standing, isStale, deadline } = picture
  const plans = usage?.plans ?? null
  return {
    ...{ msisdn, operator: operator.id, confidence, state },
    plan: picture.plan?.plan ?? null,
    plans:
      plans?.map(({ plan, name, startsAt, endsAt }) => {
        return { plan, name, starts_at: startsAt.toISOString(), ends_at: endsAt.toISOString() }
      }) ?? null,
    usage: {
      as_of: usage?.asOf.toISOString() ?? null,
      stale: isStale,
      standing,
      buckets:
        usage?.buckets.map(({ validUntil, ...bucket }) => {
          return { ...bucket, valid_until: textOf(validUntil) }
        }) ?? null,
      days: (usage?.days ?? []).map(({ dataMb, ...day }) => ({ ...day, data_mb: dataMb })),
    },
    clocks: picture.clocks.map(({ at, earliest, latest, movedBy, ...clock }) => ({
      ...clock,
      at: textOf(at),
      earliest: textOf(earliest),
      latest: textOf(latest),
      moved_by: [...movedBy],
    })),
    deadline: deadline && { ...deadline, at: deadline.at.toISOString() },
  }
}
