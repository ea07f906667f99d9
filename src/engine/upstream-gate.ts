import { CallWithheld, type Work } from '#attempts'
import type { Clock } from '#kernel'
import { afterAnswer, answersOf, atTime, type Breaker, closedBreaker } from './breaker.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { SettingsOf, UpstreamSettings } from './upstream-settings.ts'

/** Who is served first: what a person ordered, before what renews by itself. */
export type Lane = 'ordered' | 'automatic'

/** What a turn may claim for one party. */
export interface Admitted {
  readonly party: string
  /** At most so many rows. */
  readonly most: number
  /** False: looks only; whatever is to be sent waits as it is. */
  readonly sends: boolean
  /** Those asked least go first: an attempt that was silent five times says nothing new. */
  readonly fresh: boolean
}

/** Places that were kept for a turn before it claims. */
export interface Ticket {
  /** How many rows may be claimed in all. */
  readonly limit: number
  /** Undefined: nothing is held back from anybody. */
  readonly admitted: readonly Admitted[] | undefined
  /** Parties that were given no place for a send. */
  readonly full: readonly string[]
  /** Says what was claimed; all other places are given back. */
  settle(works: readonly Work[]): (work: Work) => Seat
}

/** One claimed attempt's way to its party. */
export interface Seat {
  /** @throws CallWithheld when the party was stopped, or has fallen ill, since the claim */
  begin(): void
  /** The call has ended; undefined: it was not made after all, and says nothing of the party. */
  end(isIll: boolean | undefined): void
  /** Gives the place back if no call was made. */
  leave(): void
}

export interface UpstreamGate {
  admit(limit: number, lane: Lane): Ticket
  /** How many calls of a kind a party would take now. */
  room(party: string, kind: { readonly sends: boolean; readonly lane: Lane }): number
  /** The first moment at which time alone may make room, as far as is known. */
  nextAt(party: string): number | undefined
  breakerOf(party: string): Breaker
  answersOf(party: string): { readonly seen: number; readonly ill: number }
  settingsOf(party: string): UpstreamSettings
}

export interface GateOptions {
  readonly parties: readonly string[]
  readonly clock: Clock
  readonly settingsOf: SettingsOf
  readonly share: () => number
  readonly isStopped: (party: string) => boolean
  /** 0 to 1. */
  readonly chance: () => number
  /** A party fell ill, is tried, or is well again. */
  readonly onChange: (party: string, breaker: Breaker) => void
  /** A call of a party that others wait for has ended. */
  readonly onRoom: () => void
}

interface Upstream {
  readonly id: string
  readonly settings: UpstreamSettings
  readonly limit: RateLimit
  /** Calls while it is open or tried. */
  readonly probes: RateLimit
  readonly isLimited: boolean
  breaker: Breaker
}

/** What is kept for people when lines renew by themselves. */
const keptForOrders = 0.2
/** One shard takes at most this share of what is free, so that no other has to wait for it. */
const shareOfTurn = 0.25

/**
 * Stands between the rows and the parties: how many of whose attempts may be claimed, so that what
 * may not go is never taken out of its row. One per process; a breaker in memory costs nothing per
 * call, and each process sees its own way to the party, which may be the one that is broken.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one gate, each function in it short
export function createUpstreamGate(options: GateOptions): UpstreamGate {
  const { clock, isStopped, share, onChange } = options
  const upstreams = options.parties.map((id): Upstream => {
    const settings = options.settingsOf(id)
    const { callsPerSecond, callsAtOnce } = settings
    const { probes } = settings.breaker
    return {
      ...{ id, settings, breaker: closedBreaker },
      limit: createRateLimit(settings, share),
      probes: createRateLimit({ callsPerSecond: probes, callsAtOnce: probes }, () => 1),
      isLimited: callsPerSecond !== null || callsAtOnce !== null,
    }
  })
  const byId = new Map(upstreams.map((upstream) => [upstream.id, upstream]))
  const nowMs = () => clock.now().getTime()

  function breakerAt(upstream: Upstream): Breaker {
    const breaker = atTime(upstream.breaker, nowMs())
    if (breaker !== upstream.breaker) {
      upstream.breaker = breaker
      onChange(upstream.id, breaker)
    }
    return breaker
  }

  function limitsOf(upstream: Upstream): readonly RateLimit[] {
    const own = upstream.isLimited ? [upstream.limit] : []
    return breakerAt(upstream).kind === 'closed' ? own : [...own, upstream.probes]
  }

  /** What a party takes now. Infinity where nothing holds it back. */
  function takes(upstream: Upstream, lane: Lane): { sends: number; looks: number } {
    if (isStopped(upstream.id)) return { sends: 0, looks: 0 }
    const keep = lane === 'automatic' ? keptForOrders : 0
    const { kind } = breakerAt(upstream)
    const free = limitsOf(upstream).map((limit) => limit.free(nowMs(), keep))
    const looks = Math.min(Number.POSITIVE_INFINITY, ...free)
    return { looks, sends: kind === 'open' ? 0 : looks }
  }

  function admit(limit: number, lane: Lane): Ticket {
    const taken = upstreams.map((upstream) => ({ upstream, ...takes(upstream, lane) }))
    // A party with plenty of room needs no list: every turn's share is bounded all the same.
    const shares = taken.map(({ looks }) => Math.min(limit, Math.ceil(looks * shareOfTurn)))
    const fewest = Math.min(limit, ...shares)
    const isHeld = taken.some(({ sends, looks }) => sends < looks) || fewest < Math.min(limit, 8)
    const most = isHeld ? shares : shares.map(() => fewest)
    const reserved = taken.map(({ upstream }, i) => {
      const limits = limitsOf(upstream)
      for (const it of limits) it.reserve(most[i]!)
      return { upstream, limits, count: most[i]! }
    })
    const admitted = taken.flatMap(({ upstream, sends }, i): Admitted[] => {
      const fresh = breakerAt(upstream).kind === 'half_open'
      const row = { party: upstream.id, most: most[i]!, sends: sends > 0, fresh }
      return row.most > 0 ? [row] : []
    })
    return {
      limit: isHeld ? limit : fewest,
      admitted: isHeld ? admitted : undefined,
      full: taken.filter(({ sends }) => sends <= 0).map(({ upstream }) => upstream.id),
      settle(works) {
        for (const { upstream, limits, count } of reserved) {
          const claimed = works.filter((it) => it.party === upstream.id && !it.withheld).length
          for (const it of limits) it.release(count - claimed)
        }
        const limitsBy = new Map(reserved.map(({ upstream, limits }) => [upstream.id, limits]))
        return (work) => seatOf(work, limitsBy.get(work.party) ?? [])
      },
    }
  }

  function seatOf(work: Work, limits: readonly RateLimit[]): Seat {
    const upstream = byId.get(work.party)
    let epoch = 0
    let stage: 'waits' | 'calls' | 'over' = work.withheld ? 'over' : 'waits'
    return {
      begin() {
        if (!upstream) return
        if (isStopped(work.party)) throw new CallWithheld(`${work.party} is stopped`)
        const breaker = breakerAt(upstream)
        if (breaker.kind === 'open' && work.step === 'send')
          throw new CallWithheld(`${work.party} does not answer`)
        epoch = breaker.epoch
        for (const it of limits) it.begin(nowMs())
        stage = 'calls'
      },
      end(isIll) {
        if (stage !== 'calls' || !upstream) return
        stage = 'over'
        for (const it of limits) it.end()
        if (isIll !== undefined) hear(upstream, { epoch, isIll })
        if (limits.length > 0) options.onRoom()
      },
      leave() {
        if (stage !== 'waits') return
        stage = 'over'
        for (const it of limits) it.release(1)
        if (limits.length > 0) options.onRoom()
      },
    }
  }

  function hear(upstream: Upstream, heard: { epoch: number; isIll: boolean }): void {
    const { breaker: before, settings } = upstream
    const at = { now: nowMs(), chance: heard.isIll ? options.chance() : 0 }
    upstream.breaker = afterAnswer(before, heard, at, settings.breaker)
    if (upstream.breaker.epoch !== before.epoch) onChange(upstream.id, upstream.breaker)
  }

  const get = (party: string): Upstream => {
    const upstream = byId.get(party)
    if (!upstream) throw new Error(`no upstream ${party} is connected`)
    return upstream
  }

  return {
    admit,
    room(party, { sends, lane }) {
      const upstream = byId.get(party)
      // Connected no more: what is left for it waits, and past its deadline a person has it.
      if (!upstream) return 0
      const free = takes(upstream, lane)
      return sends ? free.sends : free.looks
    },
    nextAt(party) {
      const upstream = byId.get(party)
      if (!upstream || isStopped(party)) return undefined
      const breaker = breakerAt(upstream)
      const times = limitsOf(upstream).map((limit) => limit.nextAt(nowMs()))
      if (breaker.kind === 'open') times.push(breaker.until)
      const known = times.filter((at) => at !== undefined)
      return known.length === 0 ? undefined : Math.min(...known)
    },
    breakerOf: (party) => breakerAt(get(party)),
    answersOf(party) {
      const { breaker, settings } = get(party)
      return answersOf(breaker, nowMs(), settings.breaker)
    },
    settingsOf: (party) => get(party).settings,
  }
}
