import type { SeededRandom } from '#test'
import { faultsEndMs, type Scenario } from './scenario.ts'
import type { Actor, Scheduler } from './scheduler.ts'

/** What everything outside of the workers shares. */
export interface World {
  readonly scenario: Scenario
  readonly scheduler: Scheduler
  readonly random: SeededRandom
  /** Whoever is not a worker: parties, the network, customers. It never dies. */
  readonly outside: Actor
  readonly startedAt: number
  /** A new name: `chg_7`. */
  nextName(prefix: string): string
  /** Milliseconds since the start. */
  elapsed(): number
  /** True as often as the seed wants this fault, and never once the faults have ended. */
  strikes(fault: keyof Scenario['faults']): boolean
}

export function createWorld(scenario: Scenario, scheduler: Scheduler, random: SeededRandom): World {
  const startedAt = scheduler.now()
  let names = 0
  const elapsed = () => scheduler.now() - startedAt
  return {
    scenario,
    scheduler,
    random,
    outside: { name: 'world', isAlive: true },
    startedAt,
    nextName(prefix) {
      names += 1
      return `${prefix}_${names}`
    },
    elapsed,
    strikes: (fault) => elapsed() < faultsEndMs && random.next() < scenario.faults[fault],
  }
}

/** A request as a party sees it. */
export interface PartyRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Record<string, unknown>
  /** From when on look-ups show what this request changes. */
  readonly visibleAt: number
}

export interface PartyAnswer {
  readonly status: number
  readonly json: unknown
}
