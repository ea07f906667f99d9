import { type Parties, routeTo } from '#attempts'
import type { Tx } from '#db'
import { Fault, parsePublicId, shardOf, type Uuid } from '#kernel'
import { findWallet } from '#ledger'
import { type Quote, setMoved } from '#quotes'
import type { Paying } from './place-renewal.ts'
import { insertPaidRenewal, type NewRenewal, type Placed } from './store/place.ts'

/** The payment method that is our own books instead of a gateway. */
export const walletMethod = 'wallet'

/** The wallet that is to pay. @throws Fault wallet_unknown when no wallet could have that name. */
export function readWallet({ token }: Paying): Uuid {
  const id = token === undefined ? undefined : parsePublicId('wallet', token)
  if (!id) throw unknownWallet()
  return id
}

/**
 * Pays a locked, unpaid quote from a wallet and writes the renewal `paid`, all in the caller's
 * transaction. It lives in the shard of the wallet's account, line included: only placing spans two
 * shards, never the engine.
 */
export async function payFromWallet(
  tx: Tx,
  paying: { readonly request: Paying; readonly wallet: Uuid; readonly total: Quote['total'] },
  renewal: NewRenewal,
  accounts: ReadonlyMap<string, number>,
): Promise<Placed> {
  const { request, wallet, total } = paying
  const shard = shardOf(wallet)
  if (shard !== shardOf(renewal.quote.kept.id)) await setMoved(tx, renewal.quote.kept.id, shard)
  const paid = { ...renewal, wallet, payer: request.payer ?? '', total }
  const placed = await insertPaidRenewal(tx, paid, accounts)
  if (placed === 'short') throw await refused(tx, paid)
  return placed
}

/** Who delivers what a wallet paid. */
export function delivererOf(parties: Parties, quote: Quote): string {
  const deliverer = routeTo(parties, quote.operator.id)
  if (!deliverer) throw new Error(`nobody delivers to ${quote.operator.id}, but it was quoted`)
  return deliverer.id
}

/** A wallet of somebody else is as unknown as one that does not exist. */
async function refused(
  tx: Tx,
  { wallet: id, payer, total }: { wallet: Uuid; payer: string; total: Quote['total'] },
): Promise<Fault> {
  const wallet = await findWallet(tx, id)
  if (!wallet || wallet.owner !== payer) return unknownWallet()
  return new Fault('conflict', 'wallet_short', {
    field: 'payment.token',
    details: { balance: Number(wallet.balance.amount), total: Number(total.amount) },
  })
}

const unknownWallet = () => new Fault('invalid', 'wallet_unknown', { field: 'payment.token' })
