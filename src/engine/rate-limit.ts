/** How many calls a party takes from all our processes together; null is without limit. */
export interface RateSettings {
  readonly callsPerSecond: number | null
  readonly callsAtOnce: number | null
}

/**
 * Counts calls of one party: in any second no more begin, and at no moment more are under way,
 * than its share allows. A place is reserved before rows are claimed, so that no row is claimed
 * which then may not go.
 */
export interface RateLimit {
  /**
   * How many more may be reserved now. `keep` is the share of the whole, 0 to 1, that is left for
   * others.
   */
  free(now: number, keep?: number): number
  reserve(count: number): void
  /** Gives back places that no call was made of. */
  release(count: number): void
  /** A reserved call begins. */
  begin(now: number): void
  end(): void
  /** The first moment at which time alone makes room; undefined when only an end can. */
  nextAt(now: number): number | undefined
}

/** @param share how much of the whole is this process's, 0 to 1; its shards say so */
export function createRateLimit(settings: RateSettings, share: () => number): RateLimit {
  /** When the latest calls began, oldest first. */
  let begun: number[] = []
  let underWay = 0
  let reserved = 0

  /** Below one call a second the window grows instead, so that no share comes to nothing. */
  function rateNow(): { readonly most: number; readonly windowMs: number } | undefined {
    if (settings.callsPerSecond === null) return undefined
    const rate = settings.callsPerSecond * share()
    if (rate <= 0) return { most: 0, windowMs: 1000 }
    const most = Math.max(1, Math.floor(rate))
    return { most, windowMs: Math.max(1000, (1000 * most) / rate) }
  }

  function atOnceNow(): number {
    if (settings.callsAtOnce === null) return Number.POSITIVE_INFINITY
    return share() <= 0 ? 0 : Math.max(1, Math.floor(settings.callsAtOnce * share()))
  }

  const without = (most: number, keep: number) =>
    keep > 0 && most > 1 && Number.isFinite(most) ? most - Math.ceil(most * keep) : most

  return {
    free(now, keep = 0) {
      const rate = rateNow()
      let most = without(atOnceNow(), keep) - underWay - reserved
      if (rate) {
        begun = begun.filter((at) => at > now - rate.windowMs)
        most = Math.min(most, without(rate.most, keep) - begun.length - reserved)
      }
      return Math.max(0, most)
    },
    reserve(count) {
      reserved += count
    },
    release(count) {
      reserved -= count
    },
    begin(now) {
      reserved -= 1
      underWay += 1
      if (settings.callsPerSecond !== null) begun.push(now)
    },
    end() {
      underWay -= 1
    },
    nextAt(now) {
      const rate = rateNow()
      if (!rate || underWay + reserved >= atOnceNow()) return undefined
      const first = begun.find((at) => at > now - rate.windowMs)
      return first === undefined ? undefined : first + rate.windowMs
    },
  }
}
