import type { Alarms, Clock } from '#kernel'
import type { Logger } from '#telemetry'
import type { Upstreams } from './upstreams.ts'

/** Rows of a shard that are due and wait for their party, of one kind. */
export interface HeldRows {
  readonly party: string
  /** Sends, or looks. */
  readonly sends: boolean
  /** None of them was ordered by a person. */
  readonly automatic: boolean
  /** The oldest of them was due then. */
  readonly since: Date
}

/**
 * The shards in which something waits for a party that is stopped, ill or busy. When there is room,
 * just as many are let go as it has room for: after an outage nobody runs at the party at once.
 */
export interface HeldLine {
  /** What now waits in a shard, in place of what was known of it. */
  hold(shard: number, rows: readonly HeldRows[]): void
  /** Mandates of a shard that wait for any of these parties. */
  holdMandates(shard: number, parties: readonly string[]): void
  /** Whether anything of a shard waits. */
  holds(shard: number): boolean
  /** Lets go what there is room for, the oldest first; true when anything was. */
  release(): boolean
  /** From now on it lets go by itself, as soon as there is room. */
  start(): void
  stop(): void
}

/** Shards of about the same age go in an order of chance, so that none is last every time. */
const jitterMs = 1000
/** The board is read this often, and what only an end of a call can free ends within it. */
const patienceMs = 1000
/** It is let go in steps of this at the shortest. */
const shortestMs = 20

interface Waiting {
  readonly shard: number
  readonly rows: HeldRows
  readonly turn: number
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one line, each function in it short
export function createHeldLine(options: {
  readonly upstreams: Upstreams
  readonly clock: Clock
  readonly alarms: Alarms
  readonly log: Logger
  readonly wake: (shard: number) => void
  readonly wakeMandates: (shard: number) => void
}): HeldLine {
  const { upstreams, clock, alarms, log } = options
  const { gate, chance } = upstreams
  let running = false
  let callOff = () => {}
  const shards = new Map<number, readonly Waiting[]>()
  const mandates = new Map<number, readonly string[]>()

  const roomFor = (rows: HeldRows) => gate.room(rows.party, { sends: rows.sends, lane: 'ordered' })

  /** People before automatic renewals, then by age. */
  function inOrder(): Waiting[] {
    return [...shards.values()]
      .flat()
      .toSorted((a, b) => Number(a.rows.automatic) - Number(b.rows.automatic) || a.turn - b.turn)
  }

  function releaseRows(): boolean {
    if (shards.size === 0) return false
    const left = new Map<string, number>()
    const gone = new Set<number>()
    for (const { shard, rows } of inOrder()) {
      if (gone.has(shard)) continue
      const key = `${rows.party} ${rows.sends}`
      const room = left.get(key) ?? roomFor(rows)
      left.set(key, room - 1)
      if (room > 0) gone.add(shard)
    }
    for (const shard of gone) {
      shards.delete(shard)
      options.wake(shard)
    }
    return gone.size > 0
  }

  function releaseMandates(): boolean {
    let released = false
    for (const [shard, parties] of [...mandates]) {
      const kind = { sends: true, lane: 'automatic' } as const
      if (!parties.some((party) => gate.room(party, kind) > 0)) continue
      mandates.delete(shard)
      options.wakeMandates(shard)
      released = true
    }
    return released
  }

  function release(): boolean {
    const rows = releaseRows()
    return releaseMandates() || rows
  }

  /** When it is worth trying again; undefined when nothing waits. */
  function nextAt(): number | undefined {
    const waited = new Set([
      ...[...shards.values()].flat().map(({ rows }) => rows.party),
      ...[...mandates.values()].flat(),
    ])
    if (waited.size === 0) return undefined
    const soon = clock.now().getTime() + patienceMs
    return Math.min(soon, ...[...waited].map((party) => gate.nextAt(party) ?? soon))
  }

  /** Processes that wait for the same party do not go in the same moment. */
  function releaseSoon(): void {
    callOff()
    const at = nextAt()
    if (!running || at === undefined) return
    const wait = Math.max(shortestMs, at - clock.now().getTime())
    callOff = alarms.after(wait + Math.round(chance() * shortestMs), () => void letGo())
  }

  async function letGo(): Promise<void> {
    try {
      await upstreams.refreshIfDue()
      release()
    } catch (error) {
      log.warn('switches not read', { error: String(error) })
    }
    releaseSoon()
  }

  upstreams.onRoom(releaseSoon)

  return {
    hold(shard, rows) {
      if (rows.length === 0) {
        shards.delete(shard)
        return
      }
      if (shards.size === 0) releaseSoon()
      const waiting = rows.map((it) => {
        const turn = it.since.getTime() + Math.round(chance() * jitterMs)
        return { shard, rows: it, turn }
      })
      shards.set(shard, waiting)
    },
    holdMandates(shard, parties) {
      mandates.set(shard, parties)
      releaseSoon()
    },
    holds: (shard) => shards.has(shard) || mandates.has(shard),
    release,
    start() {
      running = true
      releaseSoon()
    },
    stop() {
      running = false
      callOff()
    },
  }
}
