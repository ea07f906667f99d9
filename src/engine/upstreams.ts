import type { Parties } from '#attempts'
import type { Db, Tx } from '#db'
import { type Clock, Fault } from '#kernel'
import type { Logger } from '#telemetry'
import type { Breaker } from './breaker.ts'
import { stopCalls } from './stop-calls.ts'
import { listSwitchHistory } from './store/upstream.ts'
import { createUpstreamBoard, type Stopped, type SwitchDeed } from './upstream-board.ts'
import { createUpstreamGate, type UpstreamGate } from './upstream-gate.ts'
import { productionUpstream, type SettingsOf } from './upstream-settings.ts'

/**
 * well · not_answering: sends wait, looks trickle · trying: a few calls are let through ·
 * stopped: by a person, no call at all.
 */
export type UpstreamState = 'well' | 'not_answering' | 'trying' | 'stopped'

export interface UpstreamStanding {
  readonly party: string
  readonly kind: 'operator' | 'provider'
  readonly state: UpstreamState
  /** Since when it is not well. */
  readonly since: Date | null
  /** When it is tried again, where that is known here. */
  readonly retryAt: Date | null
  /** Answers that this process has seen of it within the window, and the ill ones among them. */
  readonly seen: number
  readonly ill: number
  readonly stopped: Stopped | null
  readonly callsPerSecond: number | null
  readonly callsAtOnce: number | null
}

/** One turn of a switch, as it is kept. */
export interface SwitchEntry {
  readonly at: Date
  readonly stopped: boolean
  readonly by: string
  readonly because: string
  readonly caller: string
}

/** What people and other rooms ask about the parties. */
export interface UpstreamDesk {
  list(): Promise<UpstreamStanding[]>
  /** As this process last knew it, within seconds; undefined for one that is not connected. */
  find(party: string): Promise<UpstreamStanding | undefined>
  /** The latest first. @throws Fault upstream_unknown */
  history(party: string): Promise<SwitchEntry[]>
  /**
   * No call of any kind goes to the party any more, within seconds in every process; what is under
   * way ends. Stopping what is stopped changes nothing. @throws Fault upstream_unknown
   */
  stop(party: string, deed: SwitchDeed): Promise<UpstreamStanding>
  /** Everything that waited goes on, at the party's own rate. @throws Fault upstream_unknown */
  start(party: string, deed: SwitchDeed): Promise<UpstreamStanding>
}

export interface CreateUpstreams {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  readonly parties: Parties
  readonly random: (bytes: number) => Uint8Array
  readonly settingsOf?: SettingsOf | undefined
  /** This process's share of the shards, 0 to 1. */
  readonly share?: (() => number) | undefined
}

export interface Upstreams extends UpstreamDesk {
  /** The parties, as everybody is to call them: a stopped one throws instead. */
  readonly parties: Parties
  readonly gate: UpstreamGate
  stoppedOf(party: string): Stopped | undefined
  refreshIfDue(within?: Tx): Promise<void>
  /** As it was known at the last refresh; undefined for one that is not connected. */
  standingOf(party: string): UpstreamStanding | undefined
  /** 0 to 1, of the injected chance. */
  readonly chance: () => number
  /** Called back when there may be room again; one listener, the engine. */
  onRoom(listener: () => void): void
  idle(): Promise<void>
}

/** Puts gate, board and switch together for one process. Nothing runs by itself. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one desk, each function in it short
export function createUpstreams(options: CreateUpstreams): Upstreams {
  const { db, clock, log, random } = options
  const chance = () => Buffer.from(random(4)).readUInt32BE() / 2 ** 32
  const worker = Buffer.from(random(6)).toString('hex')
  const board = createUpstreamBoard({ db, clock, log, worker })
  const kinds = new Map<string, UpstreamStanding['kind']>([
    ...options.parties.operators.map(({ id }) => [id, 'operator'] as const),
    ...options.parties.providers.map(({ id }) => [id, 'provider'] as const),
  ])
  const isStopped = (party: string) => board.stoppedOf(party) !== undefined
  let hearRoom = () => {}
  // A database that is away changes no switch: what was known last goes on to hold.
  const refresh = () =>
    board.refreshIfDue().catch((error) => {
      log.warn('switches not read', { error: String(error) })
    })
  const gate = createUpstreamGate({
    parties: [...kinds.keys()],
    clock,
    chance,
    isStopped,
    settingsOf: options.settingsOf ?? (() => productionUpstream),
    share: options.share ?? (() => 1),
    onRoom: () => hearRoom(),
    onChange: (party, breaker) => tell(party, breaker),
  })

  function tell(party: string, breaker: Breaker): void {
    if (breaker.kind === 'open') {
      log.warn('upstream does not answer', { party, retryAt: new Date(breaker.until) })
      board.tell(party, {
        since: new Date(breaker.since),
        retryAt: new Date(breaker.until),
      })
    }
    if (breaker.kind !== 'closed') return
    log.info('upstream answers again', { party })
    board.tell(party, undefined)
    hearRoom()
  }

  function standing(party: string, kind: UpstreamStanding['kind']): UpstreamStanding {
    const breaker = gate.breakerOf(party)
    const stopped = board.stoppedOf(party) ?? null
    const told = breaker.kind === 'closed' ? board.illnessOf(party) : undefined
    const { callsPerSecond, callsAtOnce } = gate.settingsOf(party)
    const ill =
      breaker.kind === 'closed'
        ? told
        : {
            since: new Date(breaker.since),
            retryAt: new Date(breaker.kind === 'open' ? breaker.until : 0),
          }
    const isTried = ill !== undefined && clock.now() >= ill.retryAt
    const state = !ill ? 'well' : isTried ? 'trying' : 'not_answering'
    return {
      ...{ party, kind, stopped, callsPerSecond, callsAtOnce, ...gate.answersOf(party) },
      state: stopped ? 'stopped' : state,
      since: stopped?.since ?? ill?.since ?? null,
      retryAt: ill && !isTried && !stopped ? ill.retryAt : null,
    }
  }

  function kindOf(party: string): UpstreamStanding['kind'] {
    const kind = kinds.get(party)
    if (!kind) throw new Fault('missing', 'upstream_unknown', { details: { party } })
    return kind
  }

  async function turn(party: string, stopped: boolean, deed: SwitchDeed) {
    const kind = kindOf(party)
    if (await board.turn(party, stopped, deed))
      log.warn(stopped ? 'upstream stopped' : 'upstream started', { party, by: deed.by })
    if (!stopped) hearRoom()
    return standing(party, kind)
  }

  return {
    gate,
    chance,
    parties: stopCalls(options.parties, { isStopped, refresh }),
    stoppedOf: board.stoppedOf,
    standingOf(party) {
      const kind = kinds.get(party)
      return kind && standing(party, kind)
    },
    refreshIfDue: board.refreshIfDue,
    idle: board.idle,
    onRoom(listener) {
      hearRoom = listener
    },
    async list() {
      await board.refreshIfDue()
      return [...kinds].map(([party, kind]) => standing(party, kind))
    },
    async find(party) {
      await board.refreshIfDue()
      const kind = kinds.get(party)
      return kind && standing(party, kind)
    },
    async history(party) {
      kindOf(party)
      return listSwitchHistory(db, party)
    },
    stop: (party, deed) => turn(party, true, deed),
    start: (party, deed) => turn(party, false, deed),
  }
}
