import type { Parties, Policy } from '#attempts'
import type { Tx } from '#db'
import { type Clock, earlier, Fault, newId, plusMs, publicId, shardOf, type Uuid } from '#kernel'
import { findHolder } from '#obligations'
import type { PaymentProvider } from '#payments'
import { type KeptTerms, lockQuote, type Quote, type QuoteRow, quoteOf } from '#quotes'
import { type KeptRenewal, type Renewal, showRenewal } from '#receipts'
import type { PlaceRequest } from './index.ts'
import { delivererOf, payFromWallet, readWallet, walletMethod } from './pay-from-wallet.ts'
import { insertRenewal, type NewRenewal, type Placed } from './store/place.ts'

export interface PlaceContext {
  readonly clock: Clock
  readonly policy: Policy
  readonly parties: Parties
  readonly terms: KeptTerms
  readonly random: (bytes: number) => Uint8Array
  readonly accounts: ReadonlyMap<string, number>
}

/** A request whose return address was read. */
export type Paying = Omit<PlaceRequest, 'returnUrl'> & { readonly returnUrl: string | null }

/**
 * Writes the renewal and its first attempt; no gateway is asked. Two who pay one quote meet at its
 * lock and at a unique index: the second learns which renewal has it. What was written is given
 * back as it would be read.
 */
export async function placeRenewal(
  tx: Tx,
  asked: PlaceRequest,
  context: PlaceContext,
): Promise<Renewal> {
  const request = { ...asked, returnUrl: readReturnUrl(asked.returnUrl) }
  const provider = asked.method === walletMethod ? undefined : readMethod(context.parties, asked)
  const wallet = provider ? null : readWallet(request)
  const paidIn = shardOf(wallet ?? asked.quote)
  const { at, row, quote } = await takeQuote(tx, asked.quote, paidIn, context)
  const place = (): Promise<Placed> =>
    provider
      ? insertRenewal(tx, { ...renewal, request: chargeRequest(provider, request, row, context) })
      : payFromWallet(
          tx,
          { request, wallet: wallet!, total: quote.total },
          renewal,
          context.accounts,
        )
  const renewal: NewRenewal = {
    id: newId(paidIn, at, context.random),
    quote: row,
    lineId: newId(paidIn, at, context.random),
    msisdn: quote.msisdn,
    method: request.method,
    returnUrl: request.returnUrl,
    at,
    promisedBy: plusMs(at, context.policy.personAfterMs),
    party: provider?.id ?? delivererOf(context.parties, quote),
  }
  let placed = await place()
  if (placed === 'crossed') placed = await place()
  if (placed !== 'placed') {
    const first = await findHolder(tx, row.kept.id, paidIn)
    throw first ? taken(first) : new Fault('busy', 'busy')
  }
  return showRenewal(asPlaced(renewal, wallet), quote)
}

/** The quote, locked, unpaid and still open. */
async function takeQuote(
  tx: Tx,
  id: Uuid,
  paidIn: number,
  { clock, terms }: PlaceContext,
): Promise<{ at: Date; row: QuoteRow; quote: Quote }> {
  const row = await lockQuote(tx, id)
  if (!row) throw new Fault('missing', 'quote_unknown', { field: 'quote' })
  const at = clock.now()
  const isOver = at >= row.kept.expiresAt
  // A renewal in the shard of this one is met when this one is written; elsewhere no index sees it.
  const mayBeElsewhere = row.movedTo !== null || paidIn !== shardOf(id)
  const holder =
    (mayBeElsewhere || isOver) && (await findHolder(tx, id, row.movedTo ?? shardOf(id)))
  if (holder) throw taken(holder)
  if (isOver) throw new Fault('conflict', 'quote_expired', { field: 'quote' })
  return { at, row, quote: quoteOf(row.kept, await terms.get(row.termsId, tx)) }
}

/**
 * How long the payer's session lasts: as long as the gateway allows, and no longer than the price.
 */
function chargeRequest(
  provider: PaymentProvider,
  { token }: Paying,
  { kept }: QuoteRow,
  { clock, policy }: PlaceContext,
): Readonly<Record<string, unknown>> {
  const session = plusMs(clock.now(), provider.capabilities.sessionMs ?? policy.quoteMs)
  return {
    ...(token === undefined ? {} : { token }),
    expiresAt: earlier(session, kept.expiresAt).toISOString(),
  }
}

function asPlaced(renewal: NewRenewal, walletId: Uuid | null): KeptRenewal {
  const { id, method, promisedBy, at } = renewal
  const first = { n: 1, state: 'open', sends: 0, firstSentAt: null } as const
  const placed = { at, event: 'placed' } as const
  return {
    ...{ id, method, promisedBy, walletId, createdAt: at, status: walletId ? 'paid' : 'paying' },
    ...{ attention: null, period: null, nextAction: null, deliveredAt: null, endsAt: null },
    attempts: [{ ...first, leg: walletId ? 'delivery' : 'charge' }],
    events: walletId ? [placed, { at, event: 'paid' }] : [placed],
  }
}

function taken(holder: { id: Uuid; status: string }): Fault {
  const used = holder.status === 'delivered' || holder.status === 'refunded'
  return new Fault('conflict', used ? 'quote_used' : 'quote_in_use', {
    field: 'quote',
    details: { renewal: publicId('renewal', holder.id) },
  })
}

function readMethod(parties: Parties, { method, token }: PlaceRequest): PaymentProvider {
  const provider = parties.providers.find((it) => it.methods.some(({ id }) => id === method))
  if (!provider) {
    throw new Fault('invalid', 'payment_method_unknown', { field: 'payment.method' })
  }
  if (!provider.acceptsToken(method, token)) {
    throw new Fault('invalid', 'payment_token_unknown', { field: 'payment.token' })
  }
  return provider
}

/** The gateway sends the payer there, so it must be a web address and nothing else. */
function readReturnUrl(text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : undefined
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!web || url?.username || text.length > 2000) {
    throw new Fault('invalid', 'return_url_invalid', { field: 'return_url' })
  }
  return text
}
