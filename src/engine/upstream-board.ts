import type { Db, Tx } from '#db'
import { type Clock, plusMs } from '#kernel'
import type { Logger } from '#telemetry'
import {
  deleteIllness,
  type IllnessRow,
  insertSwitch,
  readBoard,
  type SwitchRow,
  saveIllness,
} from './store/upstream.ts'

/** Who stopped a party, when and why. */
export interface Stopped {
  readonly by: string
  readonly because: string
  readonly since: Date
}

export interface SwitchDeed {
  /** The person, by name. */
  readonly by: string
  readonly because: string
  /** The key or the command line that it came by. */
  readonly caller: string
}

/** What all processes know of the parties, by way of two small tables. */
export interface UpstreamBoard {
  /** As it was read last; see `refreshIfDue`. */
  stoppedOf(party: string): Stopped | undefined
  /** The first illness that another process tells of and that is still believed. */
  illnessOf(party: string): IllnessRow | undefined
  /** Reads it again, unless that was just done: a switch is seen everywhere within seconds. */
  refreshIfDue(within?: Tx): Promise<void>
  /** Tells the others; without waiting, since a party that is ill must not wait for a table. */
  tell(party: string, illness: Omit<IllnessRow, 'party' | 'worker'> | undefined): void
  /** False when it stood so already. */
  turn(party: string, stopped: boolean, deed: SwitchDeed): Promise<boolean>
  /** Waits for what is being told. */
  idle(): Promise<void>
}

const refreshMs = 2000
/**
 * Who found an illness may die before it tells of its end: it is believed this long past its try.
 */
const believedMs = 60_000

export function createUpstreamBoard(options: {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  /** Names this life of this process. */
  readonly worker: string
}): UpstreamBoard {
  const { db, clock, log, worker } = options
  let switches: ReadonlyMap<string, SwitchRow> = new Map()
  let illnesses: readonly IllnessRow[] = []
  let freshUntil = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let telling: Promise<void> = Promise.resolve()

  async function read(on: Db): Promise<void> {
    const now = clock.now()
    const board = await readBoard(on, plusMs(now, -believedMs))
    illnesses = board.illnesses
    switches = new Map(board.switches.map((row) => [row.party, row]))
    freshUntil = now.getTime() + refreshMs
  }

  async function refresh(): Promise<void> {
    reading ??= read(db).finally(() => {
      reading = undefined
    })
    await reading
  }

  return {
    stoppedOf(party) {
      const row = switches.get(party)
      if (!row?.stopped) return undefined
      return { by: row.by, because: row.because, since: row.at }
    },
    illnessOf: (party) =>
      illnesses.find(
        (it) =>
          it.party === party &&
          it.worker !== worker &&
          plusMs(it.retryAt, believedMs) > clock.now(),
      ),
    async refreshIfDue(within) {
      if (clock.now().getTime() < freshUntil) return
      // One transaction never waits for a connection of its own process, nor for another's.
      await (within ? read(within) : refresh())
    },
    tell(party, illness) {
      // One after the other: what was told last must be what stands there.
      telling = telling
        .then(() =>
          illness
            ? saveIllness(db, { party, worker, ...illness }, plusMs(clock.now(), -believedMs))
            : deleteIllness(db, party, worker),
        )
        .catch((error) => log.warn('illness not told', { party, error: String(error) }))
    },
    async turn(party, stopped, { by, because, caller }) {
      const row = { party, stopped, by, because, caller, at: clock.now() }
      const turned = await insertSwitch(db, row)
      await refresh()
      return turned
    },
    idle: () => telling,
  }
}
