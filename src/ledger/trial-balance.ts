import type { DerivedBalance, DerivedWallet } from './store.ts'

export interface TrialBalance {
  readonly currency: string
  /** All debits and all credits, from the transfers. They are equal by construction. */
  readonly debits: bigint
  readonly credits: bigint
  /**
   * The sum of all deviations, in minor units. 0, or something was changed behind the ledger's
   * back.
   */
  readonly difference: bigint
  readonly accounts: readonly {
    readonly code: string
    readonly debits: bigint
    readonly credits: bigint
  }[]
  /** Where stored and derived differ, by shard and account. */
  readonly mismatches: readonly DerivedBalance[]
  /** Wallets whose balance is not what their transfers give. */
  readonly wallets: readonly DerivedWallet[]
}

/**
 * Compares every stored balance with the one its transfers give; pure, so that a planted paisa can
 * be tried.
 */
export function trialBalances(
  rows: readonly DerivedBalance[],
  drifted: readonly DerivedWallet[] = [],
): TrialBalance[] {
  const currencies = [...new Set([...rows, ...drifted].map((row) => row.currency))].sort()
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency)
    const debits = sum(own, (row) => row.derivedDebits)
    const credits = sum(own, (row) => row.derivedCredits)
    const wallets = drifted.filter((row) => row.currency === currency)
    const drift =
      sum(wallets, (row) => distance(row.stored, row.derived)) +
      sum(own, (row) => distance(row.storedDebits, row.derivedDebits)) +
      sum(own, (row) => distance(row.storedCredits, row.derivedCredits))
    const accounts = [...new Set(own.map((row) => row.code))].map((code) => ({
      code,
      debits: sum(own, (row) => (row.code === code ? row.derivedDebits : 0n)),
      credits: sum(own, (row) => (row.code === code ? row.derivedCredits : 0n)),
    }))
    const mismatches = own.filter(
      (row) => row.storedDebits !== row.derivedDebits || row.storedCredits !== row.derivedCredits,
    )
    return {
      currency,
      debits,
      credits,
      difference: distance(debits, credits) + drift,
      accounts,
      mismatches,
      wallets,
    }
  })
}

function sum<Row>(rows: readonly Row[], pick: (row: Row) => bigint): bigint {
  return rows.reduce((total, row) => total + pick(row), 0n)
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}
