import { routeTo } from '#attempts'
import type { Tx } from '#db'
import { Fault, newId, parsePublicId, plusMs, shardOf, type Uuid } from '#kernel'
import { findWallet } from '#ledger'
import { ensureLine } from '#lines'
import { type FoundQuote, moveQuote } from '#quotes'
import type { Paying, PlaceContext } from './place-renewal.ts'
import { insertPaidRenewal } from './store/place-paid.ts'

/** The payment method that is our own books instead of a gateway. */
export const walletMethod = 'wallet'

/**
 * Pays a locked, unpaid quote from a wallet and writes the renewal `paid`, all in the caller's
 * transaction. It lives in the shard of the wallet's account, line included: only placing spans two
 * shards, never the engine.
 */
export async function payFromWallet(
  tx: Tx,
  request: Paying,
  { quote, termsId }: FoundQuote,
  context: PlaceContext,
): Promise<Uuid> {
  const { policy, parties, random, accounts } = context
  const at = context.clock.now()
  const wallet = await readWallet(tx, request)
  const deliverBy = routeTo(parties, quote.operator.id)
  if (!deliverBy) throw new Error(`nobody delivers to ${quote.operator.id}, but it was quoted`)
  const shard = shardOf(wallet.id)
  if (shard !== shardOf(quote.id)) await moveQuote(tx, quote.id, shard)
  const { msisdn } = quote
  const lineId = await ensureLine(tx, { shard, id: newId(shard, at, random), msisdn, at })
  const id = newId(shard, at, random)
  const placed = await insertPaidRenewal(
    tx,
    {
      id,
      quoteId: quote.id,
      lineId,
      termsId,
      wallet: wallet.id,
      total: quote.total,
      payBy: quote.expiresAt,
      returnUrl: request.returnUrl,
      at,
      deliverBy: deliverBy.id,
      promisedBy: plusMs(at, policy.personAfterMs),
    },
    accounts,
  )
  if (!placed) {
    throw new Fault('conflict', 'wallet_short', {
      field: 'payment.token',
      details: { balance: Number(wallet.balance.amount), total: Number(quote.total.amount) },
    })
  }
  return id
}

/** A wallet of somebody else is as unknown as one that does not exist. */
async function readWallet(tx: Tx, { token, payer }: Paying) {
  const id = token === undefined ? undefined : parsePublicId('wallet', token)
  const wallet = id && (await findWallet(tx, id))
  if (!wallet || wallet.owner !== payer) {
    throw new Fault('invalid', 'wallet_unknown', { field: 'payment.token' })
  }
  return wallet
}
