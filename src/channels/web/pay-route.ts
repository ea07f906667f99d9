import type { Context, Hono } from 'hono'
import { Fault, parsePublicId } from '#kernel'
import type { Quote } from '#quotes'
import type { Renewal } from '#receipts'
import { formFault, getQuote, showQuote } from './quote-route.ts'
import { expiredPage } from './quote-view.ts'
import { answer, type Room, readerOf, readForm, seeOther } from './room.ts'

/**
 * Long enough for most gateways, short enough for a thumb: after that the receipt page tells the
 * rest.
 */
const patienceMs = 2000

export function payRoutes(app: Hono, room: Room, language: string): void {
  app.post(`/${language}/q/:id/pay`, async (c) => {
    const form = await readForm(c)
    const quote = await getQuote(c, room)
    const payer = form.get('payer')
    if (quote.effect.kind === 'unknown' && form.get('consent') !== 'yes')
      return await showQuote(c, room, quote, { fault: 'consent', payer }, 422)
    let renewal: Renewal
    try {
      renewal = await place(room, quote, form)
    } catch (error) {
      return await refusePayment(c, room, quote, error, payer)
    }
    return onwards(c, room, await answered(room, renewal))
  })
}

function place(room: Room, quote: Quote, form: URLSearchParams): Promise<Renewal> {
  const token = form.get('token')
  return room.renewals.placeRenewal({
    quote: quote.id,
    method: form.get('method') ?? '',
    ...(token && { token }),
  })
}

/** What is placed is placed: whatever fails while waiting must not hide the receipt. */
async function answered(room: Room, placed: Renewal): Promise<Renewal> {
  try {
    return await room.renewals.awaitAnswer(placed.id, patienceMs)
  } catch (error) {
    room.report(error)
    return placed
  }
}

/** To the payment page where the payer must act there, else to the receipt. */
function onwards(c: Context, room: Room, renewal: Renewal): Response {
  const url = renewal.payment.nextAction?.url
  // An origin that the policy does not name would be stopped by the browser without a word; the
  // receipt has a link.
  if (url !== undefined && room.gatewayOrigins.includes(new URL(url).origin))
    return seeOther(c, url)
  return seeOther(c, readerOf(c, room).path(`/r/${room.renewals.sealReceipt(renewal.id)}`))
}

/**
 * A second press, the back button or a second browser all end at the one receipt: nobody sees an
 * error for something that was done once.
 */
async function refusePayment(
  c: Context,
  room: Room,
  quote: Quote,
  error: unknown,
  payer: string | null,
): Promise<Response> {
  if (!(error instanceof Fault)) throw error
  if (error.code === 'quote_in_use' || error.code === 'quote_used') {
    const renewal = parsePublicId('renewal', String(error.details.renewal ?? ''))
    if (!renewal) throw error
    return seeOther(c, readerOf(c, room).path(`/r/${room.renewals.sealReceipt(renewal)}`))
  }
  if (error.code === 'quote_expired')
    return answer(c, room, expiredPage(readerOf(c, room), quote), 410)
  const fault = formFault(error)
  if (fault === undefined) throw error
  return await showQuote(c, room, quote, { fault, payer }, 422)
}
