import type { Parties, Policy } from '#attempts'
import type { Tx } from '#db'
import { type Clock, earlier, Fault, newId, plusMs, publicId, shardOf, type Uuid } from '#kernel'
import { ensureLine } from '#lines'
import type { PaymentProvider } from '#payments'
import { type FoundQuote, findQuote, lockQuote } from '#quotes'
import type { PlaceRequest } from './index.ts'
import { payFromWallet, walletMethod } from './pay-from-wallet.ts'
import { findHolder, insertRenewal } from './store/place.ts'

export interface PlaceContext {
  readonly clock: Clock
  readonly policy: Policy
  readonly parties: Parties
  readonly random: (bytes: number) => Uint8Array
  readonly accounts: ReadonlyMap<string, number>
}

/**
 * Writes the renewal and its charge attempt; no gateway is asked. Two who pay one quote meet at a
 * unique index: the second learns which renewal has it.
 */
export async function placeRenewal(
  tx: Tx,
  request: PlaceRequest,
  context: PlaceContext,
): Promise<Uuid> {
  const returnUrl = readReturnUrl(request.returnUrl)
  if (request.method === walletMethod) {
    const found = await takeQuote(tx, request.quote, context.clock.now())
    return payFromWallet(tx, { ...request, returnUrl }, found, context)
  }
  const provider = readMethod(context.parties, request)
  const found = await takeQuote(tx, request.quote, context.clock.now())
  return placeWithProvider(tx, { ...request, returnUrl, provider }, found, context)
}

/** A request whose return address was read. */
export type Paying = Omit<PlaceRequest, 'returnUrl'> & { readonly returnUrl: string | null }

/** The quote, locked, unpaid and still open. */
async function takeQuote(tx: Tx, id: Uuid, at: Date): Promise<FoundQuote> {
  await lockQuote(tx, id)
  const found = await findQuote(tx, id)
  if (!found) throw new Fault('missing', 'quote_unknown', { field: 'quote' })
  const holder = await findHolder(tx, id, found.movedTo ?? shardOf(id))
  if (holder) throw taken(holder)
  if (at >= found.quote.expiresAt) {
    throw new Fault('conflict', 'quote_expired', { field: 'quote' })
  }
  return found
}

async function placeWithProvider(
  tx: Tx,
  request: Paying & { readonly provider: PaymentProvider },
  { quote, termsId }: FoundQuote,
  { clock, policy, random }: PlaceContext,
): Promise<Uuid> {
  const { provider, returnUrl } = request
  const at = clock.now()
  const shard = shardOf(quote.id)
  const lineId = await ensureLine(tx, {
    shard,
    id: newId(shard, at, random),
    msisdn: quote.msisdn,
    at,
  })
  const id = newId(shard, at, random)
  const session = plusMs(at, provider.capabilities.sessionMs ?? policy.quoteMs)
  const expiresAt = earlier(session, quote.expiresAt)
  const placed = await insertRenewal(tx, {
    id,
    quoteId: quote.id,
    lineId,
    termsId,
    payBy: quote.expiresAt,
    method: request.method,
    returnUrl,
    at,
    charge: {
      party: provider.id,
      request: {
        ...(request.token === undefined ? {} : { token: request.token }),
        expiresAt: expiresAt.toISOString(),
      },
      deadlineAt: plusMs(at, policy.personAfterMs),
    },
  })
  if (!placed) {
    const first = await findHolder(tx, quote.id)
    throw first ? taken(first) : new Fault('busy', 'busy')
  }
  return id
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
