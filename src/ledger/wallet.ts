import type { Db } from '#db'
import { Fault, type Money, type Uuid } from '#kernel'
import { openAccounts } from './open-accounts.ts'
import { findWallet, insertFunding, insertWallet } from './store-wallet.ts'

/** Money that a customer left with us, for renewals to come. */
export interface Wallet {
  /** Its last byte is the shard of the account, and of everything the wallet pays for. */
  readonly id: Uuid
  /** Whose it is: the id of an API key. */
  readonly owner: string
  /** Never below zero. */
  readonly balance: Money
}

/** Makes a wallet; one that is there already is left as it is. */
export async function openWallet(
  db: Db,
  wallet: { id: Uuid; owner: string; currency: 'PKR' },
): Promise<Wallet> {
  await insertWallet(db, wallet)
  return (await findWallet(db, wallet.id))!
}

/**
 * Books money that came in for a wallet. `subject` names the filling: booked once, however often it
 * is told. @throws Fault wallet_unknown
 */
export async function fundWallet(
  db: Db,
  funding: { wallet: Uuid; subject: Uuid; amount: Money; at: Date },
): Promise<Wallet> {
  const { currency } = funding.amount
  const accounts = await openAccounts(db, [
    { code: `funding:${currency}`, currency },
    { code: `wallet:${currency}`, currency },
  ])
  if (!(await findWallet(db, funding.wallet))) throw new Fault('missing', 'wallet_unknown')
  await insertFunding(db, { ...funding, accounts })
  return (await findWallet(db, funding.wallet))!
}
