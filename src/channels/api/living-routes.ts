import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type FactField, factFields } from '#catalog'
import { answerOnce } from '#http'
import { Fault, inWords } from '#kernel'
import type { ApiContext, ApiEnv } from './context.ts'
import * as present from './living-present.ts'
import * as schemas from './living-schemas.ts'
import { askRoute, makeRoute, readRoute, settleRoute } from './route.ts'
import { listOf } from './schemas.ts'

const none = z.object({})
const byId = z.object({ id: z.string().max(200) })
const tag = 'Catalogue'
const staff = 'Catalogue, staff'

const readPlan = readRoute(
  '/v1/plans/{id}',
  {
    tag,
    summary: 'One plan, every fact with its own source',
    description: 'Also a plan that is no longer sold. `scheduled` changes come by themselves.',
  },
  { query: none, params: byId, answer: schemas.planRecord },
)
const readHistory = readRoute(
  '/v1/plans/{id}/history',
  {
    tag,
    summary: 'The prices of a plan, oldest first',
    description: 'What was stated by day, and beside it what the tariff of the operator said.',
  },
  { query: none, params: byId, answer: listOf(schemas.priceStep) },
)
const review = readRoute(
  '/v1/catalog/review',
  { tag: staff, summary: 'What needs a look: disputed, scheduled, not verified' },
  { query: none, params: none, answer: schemas.reviewList },
)
const changes = readRoute(
  '/v1/catalog/changes',
  { tag: staff, summary: 'Who changed what and why, newest first' },
  { query: schemas.changeQuery, params: none, answer: schemas.changeList },
)
const preview = askRoute(
  '/v1/catalog/changes/preview',
  { tag: staff, summary: 'What a change would do' },
  { body: schemas.previewRequest, answer: schemas.changePreview },
)
const change = makeRoute(
  '/v1/catalog/changes',
  {
    tag: staff,
    summary: 'Change plans, now or from a day to come',
    description:
      'All of it or nothing. What is most likely a slip (a price × 100) is refused until its plan ' +
      'is named in `accept`. A day that is to come needs nobody to act on it.',
  },
  { body: schemas.changeRequest, answer: schemas.appliedChange },
)
const takeBack = settleRoute(
  '/v1/catalog/changes/{id}/take-back',
  { tag: staff, summary: 'Undo a change, also one that is only scheduled' },
  { params: byId, body: schemas.takeBackRequest, answer: schemas.takenBack },
)
const verify = settleRoute(
  '/v1/catalog/plans/{id}/verify',
  {
    tag: staff,
    summary: 'Say that facts are as the source has them',
    description: 'What is verified already stays as it is, so repeating it is harmless.',
  },
  { params: byId, body: schemas.verifyRequest, answer: schemas.appliedChange },
)
const withdraw = settleRoute(
  '/v1/catalog/plans/{id}/withdraw',
  { tag: staff, summary: 'Sell a plan no longer, now or from a day to come' },
  { params: byId, body: schemas.withdrawRequest, answer: schemas.appliedChange },
)
const restore = settleRoute(
  '/v1/catalog/plans/{id}/restore',
  { tag: staff, summary: 'Sell a withdrawn plan again' },
  { params: byId, body: schemas.withdrawRequest, answer: schemas.appliedChange },
)

/** What anybody with a key may read of a plan. */
export function mountPlanRecords(app: OpenAPIHono<ApiEnv>, { records, clock }: ApiContext) {
  const find = async (id: string) => {
    const record = await records.describePlan(id, clock.now())
    if (!record) throw new Fault('missing', 'plan_unknown', { details: { plan: id.slice(0, 80) } })
    return record
  }
  app.openapi(readPlan, async (c) =>
    c.json(present.presentRecord(await find(c.req.valid('param').id)), 200),
  )
  app.openapi(readHistory, async (c) => {
    const { prices } = await find(c.req.valid('param').id)
    return c.json({ data: prices.map(present.presentStep), next_cursor: null }, 200)
  })
}

/** What staff may do; every deed is kept with the person, the key and the reason. */
export function mountCatalogDesk(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { catalogDesk: desk } = context
  app.openapi(review, async (c) => {
    const items = await desk.listReview()
    return c.json({ data: items.map(present.presentReview), next_cursor: null }, 200)
  })
  app.openapi(changes, async (c) => {
    const { plan, cursor, limit = 50 } = c.req.valid('query')
    const before = cursor === undefined ? undefined : BigInt(cursor)
    const found = await desk.listChanges({ plan, before, limit: limit + 1 })
    const page = found.slice(0, limit)
    const next = found.length > limit ? String(page.at(-1)!.id) : null
    return c.json({ data: page.map(present.presentChange), next_cursor: next }, 200)
  })
  app.openapi(preview, async (c) =>
    c.json(
      present.presentPreview(await desk.preview(c.req.valid('json').plans), tellerOf(c, context)),
      200,
    ),
  )
  app.openapi(takeBack, async (c) => {
    const { id } = c.req.valid('param')
    if (!/^\d{1,18}$/.test(id)) throw new Fault('missing', 'change_unknown')
    const by = await desk.takeBack(BigInt(id), deedOf(c.req.valid('json'), c.get('caller')))
    return c.json({ change: String(by), taken_back: id }, 200)
  })
  app.openapi(verify, async (c) => {
    const body = c.req.valid('json')
    const deed = deedOf(body, c.get('caller'))
    const fields = body.facts.map(fieldOf)
    const { id } = c.req.valid('param')
    return c.json(
      present.presentApplied(
        await desk.verify(id, fields, sourceOf(body), deed),
        tellerOf(c, context),
      ),
      200,
    )
  })
  for (const [route, withdrawn] of [
    [withdraw, true],
    [restore, false],
  ] as const)
    app.openapi(route, async (c) => {
      const body = c.req.valid('json')
      const { id } = c.req.valid('param')
      const deed = deedOf(body, c.get('caller'))
      const wish = { withdrawn, from: body.from, accept: body.accept }
      const done = await desk.setWithdrawn(id, wish, sourceOf(body), deed)
      return c.json(present.presentApplied(done, tellerOf(c, context)), 200)
    })
  mountChange(app, context)
}

/** The only one that makes something anew each time: so it is done once per Idempotency-Key. */
function mountChange(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { catalogDesk, ownerDb, clock } = context
  app.openapi(change, async (c) => {
    const { plans, accept = [], revision, ...who } = c.req.valid('json')
    const deed = deedOf(who, c.get('caller'))
    const looked = revision === undefined ? undefined : BigInt(revision)
    const { body, replayed } = await answerOnce(
      ownerDb,
      {
        caller: c.get('caller').id,
        key: c.req.header('idempotency-key'),
        what: `${c.req.method} ${c.req.path}`,
        body: await c.req.json(),
        clock,
      },
      async () => undefined,
      async (within) => {
        const done = await catalogDesk.revise(plans, deed, { accept, revision: looked, within })
        return { status: 201, body: present.presentApplied(done, tellerOf(c, context)) }
      },
    )
    if (replayed) c.header('Idempotent-Replayed', 'true')
    return c.json(body as z.output<typeof schemas.appliedChange>, 201)
  })
}

function tellerOf(c: Context<ApiEnv>, { translate }: ApiContext): present.Tell {
  const to = (key: string, values: Readonly<Record<string, string | number>>) =>
    translate(c.req.header('accept-language'), key, values)
  return ({ key, values = {} }) => to(key, inWords(values, to))
}

function deedOf({ by, because }: { by: string; because: string }, caller: { name: string }) {
  return { by, because, caller: caller.name }
}

function sourceOf(body: { source: string; source_url?: string | null | undefined; as_of: string }) {
  return { source: body.source, sourceUrl: body.source_url ?? null, asOf: body.as_of }
}

function fieldOf(name: string): FactField {
  return factFields.find((field) => schemas.wireName(field) === name)!
}
