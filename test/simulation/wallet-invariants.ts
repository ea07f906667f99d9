import { type PlanId, priceOf } from './prices.ts'
import type { Scenario } from './scenario.ts'
import type { MandateRow, RenewalRow, WalletRow } from './store.ts'
import type { GivenMandate, Purse } from './wallets.ts'

interface WalletsEnd {
  readonly purses: readonly Purse[]
  readonly wallets: readonly WalletRow[]
  readonly mandates: readonly MandateRow[]
  readonly rows: readonly RenewalRow[]
  readonly scenario: Scenario
  readonly now: Date
  readonly elapsedMs: number
}

/** A retry, a sweep for what no wake-up told of, and the lease of somebody who died. */
const patienceMs = 60_000
const underWay = ['paid', 'delivering', 'needs_attention']

/** What wallets and mandates must look like once everything had its time. */
export function checkWallets(end: WalletsEnd): string[] {
  const found: string[] = []
  for (const purse of end.purses) {
    const wallet = end.wallets.find(({ id }) => id === purse.id)!
    found.push(...checkPurse(purse, wallet, end.rows))
    for (const given of purse.mandates) {
      const mandate = end.mandates.find(({ lineId }) => lineId === given.lineId)
      if (mandate) {
        const rows = end.rows
          .filter(({ lineId, period }) => lineId === mandate.lineId && period !== null)
          .sort((a, b) => a.period! - b.period!)
        found.push(...checkRenewals(given, mandate, rows))
        found.push(...checkState({ given, mandate, wallet, last: rows.at(-1) }, end))
      } else if (given.lineId) found.push(`I12 acknowledged and gone: mandate of ${given.lineId}`)
    }
  }
  return found
}

/**
 * I2: what is in a wallet is what was filled in, each filling once, less the price of each renewal
 * that was not refunded: reckoned from how renewals ended, and not from the journal.
 */
function checkPurse(purse: Purse, wallet: WalletRow, rows: readonly RenewalRow[]): string[] {
  const found: string[] = []
  const { id, balance } = wallet
  for (const { subject, amount, isBooked } of purse.fillings) {
    const booked = wallet.fillings.filter((it) => it.subject === subject)
    if (booked.length > 1 || (isBooked && booked.length === 0)) {
      found.push(`I12 a filling booked ${booked.length} times: ${id}`)
    }
    if (booked.some((it) => it.amount !== amount)) found.push(`I2 another sum filled in: ${id}`)
  }
  const filled = wallet.fillings.reduce((sum, { amount }) => sum + amount, 0)
  const spent = rows
    .filter(({ walletId, status }) => walletId === id && status !== 'refunded')
    .reduce((sum, { total }) => sum + Number(total), 0)
  if (balance < 0n) found.push(`I2 a wallet below zero: ${id}`)
  if (Number(balance) !== filled - spent) {
    found.push(`I2 ${balance} in a wallet instead of ${filled - spent}: ${id}`)
  }
  return found
}

/** I6: one renewal per line and period, none left out, none dearer than was allowed. */
function checkRenewals(
  { plan }: GivenMandate,
  mandate: MandateRow,
  rows: readonly RenewalRow[],
): string[] {
  const found: string[] = []
  const { lineId } = mandate
  if (rows.length !== mandate.period || rows.some(({ period }, i) => period !== i + 1)) {
    const periods = rows.map(({ period }) => period)
    found.push(`I6 renewed for ${periods}, its mandate counts ${mandate.period}: ${lineId}`)
  }
  if (rows.some(({ total }) => Number(total) > plan.maxTotal)) {
    found.push(`I2 a renewal above its mandate's cap: ${lineId}`)
  }
  return found
}

interface Stand {
  readonly given: GivenMandate
  readonly mandate: MandateRow
  readonly wallet: WalletRow
  readonly last: RenewalRow | undefined
}

/** I8: each mandate waits for its day, is under way, or is set aside for a reason that holds. */
function checkState(stand: Stand, end: WalletsEnd): string[] {
  const { given, mandate, last } = stand
  const { lineId, nextDue, aside } = mandate
  const wrong = (what: string) => [`I8 a mandate ${what}: ${lineId}`]
  const wasRefunded = last?.status === 'refunded' && last.period === mandate.period
  if (aside === 'period_taken' || aside === 'plan_not_offered') {
    return wrong(`set aside for ${aside}`)
  }
  if (nextDue === null) {
    if (aside !== null) return wasRefunded ? [] : wrong(`paused for ${aside}`)
    return last && underWay.includes(last.status) ? [] : wrong('never due again')
  }
  if (wasRefunded && !given.isGivenAgain) return wrong('due again after what was refunded')
  // A clock of ours that is hours away knows other days than the simulated world.
  if (end.scenario.isSkewed) return []
  if (end.now.getTime() - nextDue.getTime() > patienceMs) return wrong('due and not renewed')
  return isReasonTrue(stand, end) ? [] : wrong(`set aside for ${aside} without need`)
}

function isReasonTrue({ given, mandate, wallet }: Stand, end: WalletsEnd): boolean {
  const price = priceOf(end.scenario, given.plan.plan as PlanId, end.elapsedMs)
  const quietMs = end.now.getTime() - (wallet.movedAt?.getTime() ?? 0)
  switch (mandate.aside) {
    case null:
      return true
    case 'wallet_short':
      return Number(wallet.balance) < price || quietMs < patienceMs
    case 'price_above_cap':
      return price > given.plan.maxTotal
    default:
      return false
  }
}
