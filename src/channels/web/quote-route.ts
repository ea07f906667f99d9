import type { Context, Hono } from 'hono'
import type { FaultCode } from '#i18n'
import { Fault, parsePublicId, publicId } from '#kernel'
import type { Quote } from '#quotes'
import { type QuoteModel, quotePlace } from './quote-model.ts'
import { expiredPage, quotePage } from './quote-view.ts'
import { answer, missing, quoteFor, type Room, readerOf, readForm, seeOther } from './room.ts'
import { type Since, sinceRenewal } from './since-model.ts'
import { waysFor } from './ways-model.ts'

export function quoteRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/q/:id`, async (c) => {
    const quote = await getQuote(c, room)
    return showQuote(c, room, quote, { payer: c.req.query('payer') })
  })

  /**
   * The price ran out, or the taxes of another province are wanted: the same plan and number at
   * today's price, which is then consented to afresh.
   */
  app.post(`/${language}/q/:id/again`, async (c) => {
    const old = await getQuote(c, room)
    const kept = old.taxRule.assumed ? '' : old.taxRule.territory
    const territory = (await readForm(c)).get('territory') || kept
    const request = {
      msisdn: old.msisdn,
      plan: old.plan.id,
      ...(old.operator.confidence === 'chosen' && { operator: old.operator.id }),
      ...(territory && { territory }),
    }
    try {
      const quote = await quoteFor(c, room, request)
      const was = publicId('quote', old.id)
      return seeOther(c, readerOf(c, room).path(`${quotePlace(quote)}?was=${was}`))
    } catch (error) {
      const isTooMany = error instanceof Fault && error.kind === 'too_many'
      if (!isTooMany || old.expiresAt <= room.clock.now()) throw error
      return await showQuote(c, room, old, { fault: 'quotes_too_many' }, 429)
    }
  })
}

/** @throws Fault quote_unknown */
export async function getQuote(c: Context, room: Room): Promise<Quote> {
  const id = parsePublicId('quote', c.req.param('id') ?? '')
  const quote = id && (await room.renewals.findQuote(id))
  if (!quote) throw missing('quote_unknown')
  return quote
}

/** The page of a quote while it holds, and the page that says it has run out afterwards. */
export async function showQuote(
  c: Context,
  room: Room,
  quote: Quote,
  asked: { readonly fault?: QuoteModel['fault']; readonly payer?: string | null | undefined },
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const reader = readerOf(c, room)
  if (quote.expiresAt <= reader.now) return answer(c, room, expiredPage(reader, quote), 410)
  const operator = quote.operator.confidence === 'chosen' ? quote.operator.id : undefined
  const page = quotePage(reader, {
    quote,
    ways: waysFor(room, reader, asked.payer),
    connected: room.renewals.listPaymentMethods().length,
    plansPlace: `/plans/${room.seal.seal({ msisdn: quote.msisdn, operator })}${
      quote.taxRule.assumed ? '' : `?territory=${quote.taxRule.territory}`
    }`,
    illSince: await room.renewals.findIllness(quote.operator.id),
    before: await quoteBefore(c, room, quote),
    since: await sinceReceipt(c, room, quote),
    fault: asked.fault,
  })
  return answer(c, room, page, status)
}

/**
 * Only a quote of the same plan and number is "before"; any other id in the address says nothing.
 */
async function quoteBefore(c: Context, room: Room, quote: Quote): Promise<Quote | undefined> {
  const id = parsePublicId('quote', c.req.query('was') ?? '')
  const before = id && id !== quote.id ? await room.renewals.findQuote(id) : undefined
  const same = before?.msisdn === quote.msisdn && before.plan.id === quote.plan.id
  return same ? before : undefined
}

/**
 * The receipt's link is the proof: without one nothing says that this number renewed before. The
 * receipt hides five digits of its number, so quotes of other numbers are counted against it, from
 * wherever they come; after ten it is silent about the right one too.
 */
async function sinceReceipt(c: Context, room: Room, quote: Quote): Promise<Since | undefined> {
  const token = c.req.query('since') ?? ''
  const id = token === '' ? undefined : room.renewals.openReceipt(token)
  const renewal = id && (await room.renewals.findRenewal(id))
  if (!renewal || !room.guesses.has(renewal.id)) return undefined
  if (renewal.quote.msisdn !== quote.msisdn) room.guesses.take(renewal.id)
  return sinceRenewal(token, renewal, quote)
}

/** A fault that the page can show beside the form; anything else is an error page. */
export function formFault(error: unknown): FaultCode | undefined {
  const shown: readonly FaultCode[] = [
    'payment_method_unknown',
    'payment_token_unknown',
    'payment_unavailable',
    'upstream_stopped',
  ]
  return error instanceof Fault ? shown.find((code) => code === error.code) : undefined
}
