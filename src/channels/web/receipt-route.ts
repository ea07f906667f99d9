import type { Context, Hono } from 'hono'
import { isPending } from '#attempts'
import type { FaultCode } from '#i18n'
import { Fault, type Uuid } from '#kernel'
import type { Quote } from '#quotes'
import type { Renewal } from '#receipts'
import { faultStatus } from './error-route.ts'
import { quotePlace } from './quote-model.ts'
import { receiptPage } from './receipt-view.ts'
import { answer, missing, quoteFor, type Room, readerOf, readForm, seeOther } from './room.ts'

export function receiptRoutes(app: Hono, room: Room, language: string): void {
  for (const path of ['/r/:token', `/${language}/r/:token`])
    app.get(path, async (c) => {
      const token = c.req.param('token') ?? ''
      const renewal = inWholeMinutes(await freshRenewal(room, openToken(room, token)))
      const still = c.req.query('still') === '1'
      if (isPending(renewal.status) && !still)
        c.header('Refresh', String(refreshSeconds(renewal, room.clock.now())))
      const notCancelled = c.req.query('late') === '1' && renewal.status !== 'cancelled'
      const model = { renewal, token, still, notCancelled, again: undefined }
      return answer(c, room, receiptPage(readerOf(c, room), model))
    })

  /** The same plan again, for who knows the number: the receipt itself only shows its end. */
  app.post(`/${language}/r/:token/again`, async (c) => {
    const token = c.req.param('token')
    const renewal = await freshRenewal(room, openToken(room, token))
    const typed = ((await readForm(c)).get('number') ?? '').slice(0, 64)
    try {
      const quote = await quoteAgain(c, room, renewal, typed)
      return seeOther(c, readerOf(c, room).path(`${quotePlace(quote)}?since=${token}`))
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'busy') throw error
      const again = { typed, fault: error.code as FaultCode }
      const model = { renewal, token, still: true, notCancelled: false, again }
      return answer(c, room, receiptPage(readerOf(c, room), model), faultStatus(error))
    }
  })

  app.post(`/${language}/r/:token/cancel`, async (c) => {
    const token = c.req.param('token')
    const late = await cancelTooLate(room, openToken(room, token))
    return seeOther(c, readerOf(c, room).path(`/r/${token}${late ? '?late=1' : ''}`))
  })
}

/** Whatever number is typed is quoted: which one the receipt has is not told. */
function quoteAgain(c: Context, room: Room, { quote }: Renewal, typed: string): Promise<Quote> {
  const { msisdn } = room.readMsisdn(typed)
  return quoteFor(c, room, {
    ...{ msisdn, plan: quote.plan.id, operator: quote.operator.id },
    ...(!quote.taxRule.assumed && { territory: quote.taxRule.territory }),
  })
}

/** @throws Fault link_tampered */
function openToken(room: Room, token: string): Uuid {
  const id = room.renewals.openReceipt(token)
  if (!id) throw missing('link_tampered')
  return id
}

/**
 * Opening the receipt is a reason to ask the party now; that it is busy is no reason not to show
 * what is known.
 */
async function freshRenewal(room: Room, id: Uuid): Promise<Renewal> {
  const renewal = await room.renewals.findRenewal(id)
  if (!renewal) throw missing('link_tampered')
  if (!isPending(renewal.status)) {
    if (renewal.deliveredAt) await noteDelivery(room, renewal, renewal.deliveredAt)
    return renewal
  }
  try {
    await room.renewals.lookAgain(id)
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'busy') throw error
  }
  return (await room.renewals.findRenewal(id)) ?? renewal
}

/** So that the line's own page shows what was just bought; a receipt never fails for it. */
async function noteDelivery(room: Room, { quote }: Renewal, at: Date): Promise<void> {
  await room.lines.noteChange({ msisdn: quote.msisdn, at }).catch(room.report)
}

/** Clocks are shown without seconds, and a promise must not be shown as due before it is. */
export function inWholeMinutes(renewal: Renewal): Renewal {
  const { promisedBy } = renewal
  if (promisedBy === null) return renewal
  const minutes = Math.ceil(promisedBy.getTime() / 60_000)
  return { ...renewal, promisedBy: new Date(minutes * 60_000) }
}

/**
 * Most end within seconds; what takes longer is not worth a reader's data volume, and a person
 * takes longer still.
 */
export function refreshSeconds(renewal: Renewal, now: Date): 3 | 10 | 30 {
  if (renewal.status === 'needs_attention') return 30
  return now.getTime() - renewal.createdAt.getTime() < 60_000 ? 3 : 10
}

async function cancelTooLate(room: Room, id: Uuid): Promise<boolean> {
  try {
    await room.renewals.cancelRenewal(id)
    return false
  } catch (error) {
    if (error instanceof Fault && error.code === 'renewal_not_cancellable') return true
    throw error
  }
}
