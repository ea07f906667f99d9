import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { SwitchEntry, UpstreamStanding } from '#engine'
import { Fault } from '#kernel'
import type { ApiContext, ApiEnv } from './context.ts'
import { readRoute, settleRoute } from './route.ts'
import { listOf } from './schemas.ts'
import * as schemas from './upstream-schemas.ts'

const byId = z.object({ id: z.string().max(100) })
const none = z.object({})
const tag = 'Upstreams'
const answer = schemas.upstreamWithHistory

const list = readRoute(
  '/v1/upstreams',
  { tag, summary: 'How each connected party stands' },
  { query: none, params: none, answer: listOf(schemas.upstream) },
)
const read = readRoute(
  '/v1/upstreams/{id}',
  { tag, summary: 'One party, and who turned its switch' },
  { query: none, params: byId, answer },
)
const stop = settleRoute(
  '/v1/upstreams/{id}/stop',
  {
    tag,
    summary: 'Stop a party',
    description:
      'Within seconds no process calls it any more, for looks neither. Quotes for it are refused; ' +
      'what is under way waits as it is and goes to a person at its deadline. Nothing is lost.',
  },
  { params: byId, body: schemas.switchRequest, answer },
)
const start = settleRoute(
  '/v1/upstreams/{id}/start',
  {
    tag,
    summary: 'Start a party again',
    description: 'What waited goes on, oldest first, no faster than the party takes it.',
  },
  { params: byId, body: schemas.switchRequest, answer },
)

export function mountUpstreams(app: OpenAPIHono<ApiEnv>, { renewals }: ApiContext) {
  const whole = async (standing: UpstreamStanding) => ({
    ...presentUpstream(standing),
    history: (await renewals.upstreams.history(standing.party)).map(presentEntry),
  })

  app.openapi(list, async (c) => {
    const data = (await renewals.upstreams.list()).map(presentUpstream)
    return c.json({ data, next_cursor: null }, 200)
  })
  app.openapi(read, async (c) => {
    const standing = await renewals.upstreams.find(c.req.valid('param').id)
    if (!standing) throw new Fault('missing', 'upstream_unknown')
    return c.json(await whole(standing), 200)
  })
  app.openapi(stop, async (c) => {
    const deed = { ...c.req.valid('json'), caller: c.get('caller').name }
    return c.json(await whole(await renewals.upstreams.stop(c.req.valid('param').id, deed)), 200)
  })
  app.openapi(start, async (c) => {
    const deed = { ...c.req.valid('json'), caller: c.get('caller').name }
    return c.json(await whole(await renewals.upstreams.start(c.req.valid('param').id, deed)), 200)
  })
}

function presentUpstream(standing: UpstreamStanding): z.output<typeof schemas.upstream> {
  const { party, kind, state, since, retryAt, seen, ill, stopped } = standing
  return {
    ...{ id: party, kind, state, seen, ill },
    since: since?.toISOString() ?? null,
    retry_at: retryAt?.toISOString() ?? null,
    calls_per_second: standing.callsPerSecond,
    calls_at_once: standing.callsAtOnce,
    stopped: stopped && {
      by: stopped.by,
      because: stopped.because,
      at: stopped.since.toISOString(),
    },
  }
}

function presentEntry({ at, stopped, by, because, caller }: SwitchEntry) {
  const turned = stopped ? ('stopped' as const) : ('started' as const)
  return { at: at.toISOString(), turned, by, because, caller }
}
