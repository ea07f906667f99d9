import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Tx } from '#db'
import { type Answer, answerOnce, takeOrRefuse } from '#http'
import { Fault, parsePublicId, type Uuid } from '#kernel'
import { type ApiContext, type ApiEnv, receiptUrl } from './context.ts'
import { createHeldWaits } from './held-waits.ts'
import { presentQuote, presentRenewal } from './present.ts'
import { actRoute, makeRoute, readRoute } from './route.ts'
import * as schemas from './schemas.ts'
import { findLast, presentSince } from './since-last.ts'

const byId = z.object({ id: z.string().max(64) })
const none = z.object({})

const quotes = makeRoute(
  '/v1/quotes',
  {
    tag: 'Renewals',
    summary: 'Lock a price',
    description:
      'Price, tax rule and stated effect hold until `expires_at`. `effect` follows from the ' +
      "plan's rule and the clock; what the line really holds is not read. " +
      'More than a key may make in a minute is refused with 429 and `Retry-After`.',
  },
  { body: schemas.quoteRequest, answer: schemas.quote, limited: true },
)
const place = makeRoute(
  '/v1/renewals',
  {
    tag: 'Renewals',
    summary: 'Place a renewal',
    description:
      'Answers before any gateway is asked: `paying`; `payment.next_action` appears on GET. ' +
      'With method `wallet` and the id of your wallet as its token it is `paid` at once. ' +
      'One live renewal per quote; a second is 409.',
  },
  { body: schemas.renewalRequest, answer: schemas.renewal },
)
const read = readRoute(
  '/v1/renewals/{id}',
  {
    tag: 'Renewals',
    summary: 'One renewal',
    description:
      'With the header `Prefer: wait=10` (RFC 7240, 30 at most) the answer comes when nothing is ' +
      'pending any more, or when so many seconds have passed; `Preference-Applied` says so. ' +
      'Without that header it came at once: a key may have 500 such answers waited for, or as many ' +
      'as this installation says.',
  },
  { query: none, params: byId, answer: schemas.renewal },
)
const list = readRoute(
  '/v1/renewals',
  { tag: 'Renewals', summary: 'Renewals, newest first' },
  { query: schemas.renewalQuery, params: none, answer: schemas.listOf(schemas.renewal) },
)
const cancel = actRoute(
  '/v1/renewals/{id}/cancel',
  {
    tag: 'Renewals',
    summary: 'Cancel while it waits for the payer',
    description: 'Cancelled once the gateway confirms it; a payment that was faster wins.',
  },
  { params: byId, answer: schemas.renewal },
)

export function mountRenewals(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { renewals, quoteLimit } = context
  const waits = createHeldWaits(context.mostWaits)
  const present = (renewal: Parameters<typeof presentRenewal>[0]) =>
    presentRenewal(renewal, receiptUrl(context, renewal.id))

  app.openapi(quotes, async (c) => {
    const { line, changes_since_last: sinceLast, ...rest } = c.req.valid('json')
    const request = defined({ ...rest, msisdn: line.msisdn, iccid: line.iccid })
    const answer = await once(
      c,
      context,
      async () => {
        takeOrRefuse(quoteLimit, c.get('caller').id, 'quotes_too_many')
        const prepared = await renewals.prepareQuote({ ...request, plan: rest.plan })
        const last = sinceLast ? await findLast(renewals, prepared, c.get('caller')) : undefined
        return { prepared, last }
      },
      async (tx, { prepared, last }) => {
        const quote = await renewals.saveQuote(prepared, tx)
        const since = last !== undefined && { changes_since_last: presentSince(last, quote) }
        return { status: 201, body: { ...presentQuote(quote), ...since } }
      },
    )
    return c.json(answer as z.output<typeof schemas.quote>, 201)
  })

  app.openapi(place, async (c) => {
    const { quote, payment, return_url } = c.req.valid('json')
    const quoteId = parsePublicId('quote', quote)
    if (!quoteId) throw new Fault('missing', 'quote_unknown', { field: 'quote' })
    const request = {
      quote: quoteId,
      method: payment.method,
      payer: c.get('caller').id,
      ...defined({ token: payment.token, returnUrl: return_url }),
    }
    let placed: Uuid | undefined
    const answer = await once(
      c,
      context,
      async () => undefined,
      async (tx) => {
        const renewal = await renewals.placeRenewal(request, tx)
        placed = renewal.id
        return { status: 201, body: present(renewal) }
      },
    )
    if (placed) renewals.nudge(placed)
    return c.json(answer as z.output<typeof schemas.renewal>, 201)
  })

  app.openapi(read, async (c) => {
    const id = readId(c.req.valid('param').id)
    const wait = readWait(c.req.header('prefer'))
    const wanted = wait > 0 ? () => renewals.awaitEnd(id, wait * 1000) : undefined
    const waited = wanted && (await waits.hold(c.get('caller').id, wanted))
    const renewal = waited ?? (await renewals.findRenewal(id))
    if (!renewal) throw new Fault('missing', 'renewal_unknown')
    if (waited) c.header('Preference-Applied', `wait=${wait}`)
    return c.json(present(renewal), 200)
  })

  app.openapi(list, async (c) => {
    const { renewals: page, nextCursor } = await renewals.listRenewals(
      defined(c.req.valid('query')),
    )
    return c.json({ data: page.map(present), next_cursor: nextCursor }, 200)
  })

  app.openapi(cancel, async (c) => {
    const renewal = await renewals.cancelRenewal(readId(c.req.valid('param').id))
    return c.json(present(renewal), 200)
  })
}

/** Longer than any renewal of a healthy party takes, shorter than proxies allow a silence. */
const longestWaitSeconds = 30

/** Seconds of `Prefer: wait=N`; 0 without one. A preference that cannot be read is none. */
function readWait(prefer: string | undefined): number {
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i.exec(prefer ?? '')
  return Math.min(Number(match?.[1] ?? 0), longestWaitSeconds)
}

function readId(text: string): Uuid {
  const id = parsePublicId('renewal', text)
  if (!id) throw new Fault('missing', 'renewal_unknown')
  return id
}

/** Runs a making POST once for its caller and key, and says so when it replays. */
async function once<Prepared>(
  c: Context<ApiEnv>,
  { db, clock }: ApiContext,
  prepare: () => Promise<Prepared>,
  write: (tx: Tx, prepared: Prepared) => Promise<Answer>,
): Promise<unknown> {
  const { body, replayed } = await answerOnce(
    db,
    {
      caller: c.get('caller').id,
      key: c.req.header('idempotency-key'),
      what: `${c.req.method} ${c.req.path}`,
      body: await c.req.json(),
      clock,
    },
    prepare,
    write,
  )
  if (replayed) c.header('Idempotent-Replayed', 'true')
  return body
}

/** Without the keys whose value is undefined: optional means absent, not present and undefined. */
function defined<Shape extends object>(shape: Shape) {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]: Exclude<Shape[Key], undefined>
  }
}
