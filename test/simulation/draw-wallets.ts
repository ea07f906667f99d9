import type { SeededRandom } from '#test'
import type { PlanId } from './prices.ts'

export interface MandatePlan {
  readonly msisdn: string
  readonly plan: PlanId
  readonly maxTotal: number
  readonly givenAtMs: number
  /** Counted from when it is given. */
  readonly firstDueMs: number
  /** The customer asks for it once more, for a paused mandate to go on. */
  readonly givenAgainAtMs: number | undefined
}

export interface WalletPlan {
  readonly shard: number
  readonly fillings: readonly { readonly amount: number; readonly atMs: number }[]
  readonly mandates: readonly MandatePlan[]
}

const second = 1000
/** So little that every mandate ends as one whose wallet is short, within the time of a seed. */
const mostInAll = 200_000

/** Wallets of a seed: most are too small for all that is to be paid from them. */
export function drawWallets(random: SeededRandom): WalletPlan[] {
  const count = random.pick([1, 1, 2])
  const shared = random.below(256)
  return Array.from({ length: count }, (_, w) => {
    // Mandates of one wallet often fall due together: one statement then pays for all of them.
    const together = random.next() < 0.6 ? random.below(20 * second) : undefined
    const mandates = Array.from({ length: random.pick([1, 2, 2, 3]) }, (_, i) =>
      drawMandate(random, `0300${2_000_000 + 10 * w + i}`, together),
    )
    return {
      shard: random.next() < 0.5 ? shared : random.below(256),
      fillings: drawFillings(random),
      mandates,
    }
  })
}

function drawMandate(
  random: SeededRandom,
  msisdn: string,
  together: number | undefined,
): MandatePlan {
  const plan = random.pick(['week', 'hour', 'hour'] as const)
  const givenAtMs = random.below(15 * second)
  const dueAtMs = 15 * second + (together ?? random.below(30 * second))
  return {
    msisdn,
    plan,
    maxTotal: plan === 'hour' ? random.pick([30_000, 100_000]) : 60_000,
    givenAtMs,
    firstDueMs: dueAtMs - givenAtMs,
    givenAgainAtMs: random.next() < 0.2 ? 30 * second + random.below(40 * second) : undefined,
  }
}

function drawFillings(random: SeededRandom): WalletPlan['fillings'] {
  let left = mostInAll
  return Array.from({ length: random.pick([1, 2, 3]) }, () => {
    const amount = Math.min(left, random.pick([24_999, 25_000, 60_000, 85_000, 120_000]))
    left -= amount
    return { amount, atMs: random.below(50 * second) }
  }).filter(({ amount }) => amount > 0)
}
