import type { Policy } from '#attempts'
import { productionUpstream, type UpstreamSettings } from '#engine'
import type { OperatorCapabilities } from '#operators'
import type { PaymentCapabilities } from '#payments'
import { type SeededRandom, seededRandom } from '#test'
import { drawWallets, type WalletPlan } from './draw-wallets.ts'
import { focus, themeOf } from './themes.ts'

/** How often each thing goes wrong, 0 to 1; a seed has only some of them, so that they combine. */
export interface Faults {
  readonly requestLost: number
  readonly answerLost: number
  readonly cut: number
  readonly errorBefore: number
  readonly errorAfter: number
  readonly garbage: number
  readonly duplicate: number
  readonly slow: number
  readonly staleLookup: number
  readonly callbackLost: number
  readonly callbackRepeated: number
  readonly callbackLate: number
  readonly callbackForged: number
  readonly statementLost: number
  readonly statementAnswerLost: number
  readonly stall: number
  readonly crash: number
}

export type Token = 'tok_ok' | 'tok_declined' | 'tok_redirect' | 'tok_slow'

export interface OrderPlan {
  readonly msisdn: string
  readonly token: Token
  readonly quoteAtMs: number
  readonly placeAfterMs: number
  /** Two browsers pay the same quote at once. */
  readonly isPlacedTwice: boolean
  readonly cancelAfterMs: number | undefined
  readonly looksAgain: boolean
  /** From the seed's first wallet, where it has one. */
  readonly isPaidFromWallet: boolean
}

export type LineFate = 'deliver' | 'pending' | 'refuse' | 'fail' | 'float' | 'reverse' | 'fleeting'
export type RefundFate = 'good' | 'low' | 'refused'

export interface Outage {
  readonly party: 'operator' | 'gateway'
  readonly fromMs: number
  readonly toMs: number
  /** 1 is a total outage. */
  readonly share: number
}

/** Everything a seed decides before it starts; the rest it decides on the way. */
export interface Scenario {
  readonly faults: Faults
  readonly outages: readonly Outage[]
  readonly orders: readonly OrderPlan[]
  readonly workers: readonly { readonly name: string; readonly skewMs: number }[]
  readonly policy: Policy
  readonly operator: OperatorCapabilities
  /** The operator tells by a list what it took back; else each delivery is looked at. */
  readonly listsReversals: boolean
  readonly gateway: PaymentCapabilities
  readonly lineFates: readonly LineFate[]
  readonly refundFates: readonly RefundFate[]
  /** The gateway takes another amount than it was asked for. */
  readonly amountDiffers: boolean
  readonly isSkewed: boolean
  /** A seed has few crashes: all from the start, they were spent before any mandate fell due. */
  readonly crashesFromMs: number
  readonly wallets: readonly WalletPlan[]
  /** The shorter plan is dearer from then on. */
  readonly priceRisesAtMs: number | undefined
  /** How soon a party counts as ill, and what it is spared. */
  readonly upstream: UpstreamSettings
}

/** Nothing goes wrong after this, so that everything must come to its end. */
export const faultsEndMs = 60_000

const second = 1000

/** Short, so that a whole life fits into two simulated minutes, in production's proportions. */
const policy: Policy = {
  quoteMs: 50 * second,
  graceMs: 2 * second,
  lookDelaysMs: [1, 2, 4].map((n) => n * second),
  payerLookMs: 4 * second,
  personAfterMs: 25 * second,
  slowLookMs: 15 * second,
  watchMs: [5, 20, 40].map((n) => n * second),
  leaseMs: 8 * second,
  reversalSweepMs: 5 * second,
  // An hour less what lies between two renewals of the hour.
  mandateLeadMs: (3600 - 25) * second,
  mandateRetryMs: 15 * second,
}

export const maxAnswerMs = 4 * second

export function drawScenario(seed: number): Scenario {
  const random = seededRandom(seed)
  // Neighbouring seeds start alike; a few numbers away they do not.
  for (let i = 0; i < 4; i++) random.next()
  const drawn = drawAnything(random)
  const theme = themeOf(seed)
  return theme ? focus(theme, drawn, random) : drawn
}

function drawAnything(random: SeededRandom): Scenario {
  const isSkewed = chance(random, 0.15)
  const limit = isSkewed ? random.pick([1, 30, 7200]) * second : 0
  const skew = () => (isSkewed ? random.below(2 * limit + 1) - limit : 0)
  // Reconciliation is not simulated: it has stories of its own.
  const listsByTime = false
  return {
    faults: drawFaults(random),
    outages: drawOutages(random),
    orders: Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, (_, i) => drawOrder(random, i)),
    workers: ['w1', 'w2'].map((name) => ({ name, skewMs: skew() })),
    policy,
    operator: {
      ...drawPromises(random, isSkewed),
      listsByTime,
      lookupByReference: true,
      reversals: true,
    },
    listsReversals: chance(random, 0.5),
    gateway: { ...drawPromises(random, isSkewed), listsByTime, sessionMs: 20 * second },
    lineFates: drawSome<LineFate>(random, [
      'deliver',
      'pending',
      'refuse',
      'fail',
      'float',
      'reverse',
      'fleeting',
    ]),
    refundFates: drawSome<RefundFate>(random, ['good', 'low', 'refused']),
    amountDiffers: chance(random, 0.03),
    isSkewed,
    wallets: chance(random, 0.4) ? drawWallets(random) : [],
    priceRisesAtMs: chance(random, 0.4) ? random.below(faultsEndMs) : undefined,
    upstream: drawUpstream(random),
    crashesFromMs: chance(random, 0.5) ? 0 : random.below(45 * second),
  }
}

function drawFaults(random: SeededRandom): Faults {
  const often = (most: number) => (chance(random, 0.3) ? random.next() * most : 0)
  return {
    requestLost: often(0.5),
    answerLost: often(0.5),
    cut: often(0.4),
    errorBefore: often(0.4),
    errorAfter: often(0.5),
    garbage: often(0.3),
    duplicate: often(0.5),
    slow: often(0.6),
    staleLookup: often(1),
    callbackLost: often(1),
    callbackRepeated: often(0.8),
    callbackLate: often(0.8),
    callbackForged: often(0.4),
    statementLost: often(0.06),
    statementAnswerLost: often(0.06),
    stall: often(0.08),
    crash: often(0.08),
  }
}

function drawOutages(random: SeededRandom): Outage[] {
  return Array.from({ length: chance(random, 0.3) ? 1 + random.below(2) : 0 }, () => {
    const fromMs = random.below(faultsEndMs)
    return {
      party: random.pick(['operator', 'gateway'] as const),
      fromMs,
      toMs: Math.min(faultsEndMs, fromMs + random.below(40 * second)),
      share: random.pick([0.5, 1]),
    }
  })
}

function drawOrder(random: SeededRandom, i: number): OrderPlan {
  const token = random.pick([
    ...(['tok_ok', 'tok_ok', 'tok_ok', 'tok_redirect', 'tok_redirect'] as const),
    ...(['tok_slow', 'tok_declined'] as const),
  ])
  const cancels = token === 'tok_redirect' && chance(random, 0.4)
  return {
    msisdn: `0300${1_000_000 + i}`,
    token,
    quoteAtMs: random.below(10 * second),
    placeAfterMs: random.below(chance(random, 0.2) ? 48 * second : 5 * second),
    isPlacedTwice: chance(random, 0.15),
    cancelAfterMs: cancels ? random.below(20 * second) : undefined,
    looksAgain: chance(random, 0.5),
    isPaidFromWallet: i === 0 && chance(random, 0.4),
  }
}

/** What a party promises. Under skewed clocks its key lives as long as real ones do: a day. */
function drawPromises(random: SeededRandom, isSkewed: boolean) {
  const hour = 3600 * second
  const dedupe = random.pick(['native', 'rejects', 'native', 'rejects', 'none'] as const)
  const isForgetful = dedupe === 'native' && chance(random, 0.3)
  return {
    dedupe,
    visibilityLagMs: random.pick([500, 3000, 6000, 6000, null]),
    keyTtlMs: isForgetful ? (isSkewed ? 24 * hour : 15 * second) : null,
    maxAnswerMs,
    callback: 'signed',
  } as const
}

/**
 * A few orders make a few calls, so half of the seeds let few of them speak for a party: breakers
 * open and close in them, and calls wait for each other.
 */
function drawUpstream(random: SeededRandom): UpstreamSettings {
  if (chance(random, 0.5)) return productionUpstream
  return {
    callsPerSecond: random.pick([null, 1, 4]),
    callsAtOnce: random.pick([null, 1, 2]),
    breaker: {
      windowMs: 20 * second,
      leastCalls: random.pick([2, 4]),
      openAt: random.pick([0.3, 0.6]),
      waitMs: random.pick([1, 4]) * second,
      longestWaitMs: 8 * second,
      probes: random.pick([1, 2]),
    },
  }
}

function drawSome<T>(random: SeededRandom, items: readonly [T, ...T[]]): readonly T[] {
  const some = items.filter(() => chance(random, 0.35))
  return some.length > 0 ? some : [items[0]]
}

export function chance(random: SeededRandom, probability: number): boolean {
  return random.next() < probability
}
