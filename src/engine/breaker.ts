/** When a party counts as ill, and how it is tried again. Times in milliseconds. */
export interface BreakerSettings {
  readonly windowMs: number
  /** Fewer answers than this within the window say nothing: one silent line is not an outage. */
  readonly leastCalls: number
  /** The share of ill answers at which it opens, above 0 and at most 1. */
  readonly openAt: number
  /** Until the first try; doubled after each try that fails. */
  readonly waitMs: number
  readonly longestWaitMs: number
  /** Calls let through at once, and per second, while it is open or tried. */
  readonly probes: number
}

/**
 * What one process has seen of one party. `epoch` grows with every change of kind: an answer
 * counts only for the breaker that let its call through, so what was asked before an outage was
 * noticed cannot end or lengthen it.
 */
export type Breaker =
  | { readonly kind: 'closed'; readonly epoch: number; readonly slots: readonly Slot[] }
  | {
      readonly kind: 'open'
      readonly epoch: number
      /** When it first opened; kept while tries fail. */
      readonly since: number
      readonly until: number
      readonly waitMs: number
    }
  | {
      readonly kind: 'half_open'
      readonly epoch: number
      readonly since: number
      readonly waitMs: number
    }

/** Answers of a tenth of the window. */
export interface Slot {
  readonly from: number
  readonly well: number
  readonly ill: number
}

export interface Heard {
  /** The epoch in which the call was let through. */
  readonly epoch: number
  readonly isIll: boolean
}

const slotsPerWindow = 10
/** Two processes that noticed an outage together do not try again in the same moment. */
const jitterShare = 0.2

export const closedBreaker: Breaker = { kind: 'closed', epoch: 0, slots: [] }

/** The breaker as it stands at a moment: an open one is tried again when its wait has passed. */
export function atTime(breaker: Breaker, now: number): Breaker {
  if (breaker.kind !== 'open' || now < breaker.until) return breaker
  const { since, waitMs } = breaker
  return { kind: 'half_open', epoch: breaker.epoch + 1, since, waitMs }
}

/** What an answer makes of it. `chance` is from 0 to 1 and spreads the next try. */
export function afterAnswer(
  before: Breaker,
  heard: Heard,
  at: { readonly now: number; readonly chance: number },
  settings: BreakerSettings,
): Breaker {
  const breaker = atTime(before, at.now)
  if (heard.epoch !== breaker.epoch) return breaker
  switch (breaker.kind) {
    case 'open':
      // A look that a trickle let through: sends may be ill where looks are well, so it waits on.
      return breaker
    case 'half_open': {
      if (!heard.isIll) return { kind: 'closed', epoch: breaker.epoch + 1, slots: [] }
      const waitMs = Math.min(settings.longestWaitMs, breaker.waitMs * 2)
      return opened(breaker.epoch + 1, breaker.since, waitMs, at)
    }
    case 'closed': {
      const slots = counted(breaker.slots, heard.isIll, at.now, settings.windowMs)
      const { seen, ill } = sumOf(slots)
      const isIll = seen >= settings.leastCalls && ill >= settings.openAt * seen
      return isIll ? opened(breaker.epoch + 1, at.now, settings.waitMs, at) : { ...breaker, slots }
    }
  }
}

/** Answers within the window at a moment. */
export function answersOf(breaker: Breaker, now: number, { windowMs }: BreakerSettings) {
  return sumOf(breaker.kind === 'closed' ? recent(breaker.slots, now, windowMs) : [])
}

function opened(
  epoch: number,
  since: number,
  waitMs: number,
  { now, chance }: { readonly now: number; readonly chance: number },
): Breaker {
  const until = now + Math.round(waitMs * (1 + jitterShare * chance))
  return { kind: 'open', epoch, since, until, waitMs }
}

function counted(slots: readonly Slot[], isIll: boolean, now: number, windowMs: number): Slot[] {
  const from = now - (now % (windowMs / slotsPerWindow))
  const kept = recent(slots, now, windowMs).filter((slot) => slot.from !== from)
  const last = slots.find((slot) => slot.from === from) ?? { from, well: 0, ill: 0 }
  return [...kept, { from, well: last.well + (isIll ? 0 : 1), ill: last.ill + (isIll ? 1 : 0) }]
}

const recent = (slots: readonly Slot[], now: number, windowMs: number) =>
  slots.filter((slot) => slot.from > now - windowMs)

function sumOf(slots: readonly Slot[]): { readonly seen: number; readonly ill: number } {
  let seen = 0
  let ill = 0
  for (const slot of slots) {
    seen += slot.well + slot.ill
    ill += slot.ill
  }
  return { seen, ill }
}
