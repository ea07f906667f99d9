import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import type { Rulebook } from './rule.ts'
import { createSchedule, type Schedule } from './schedule.ts'

/** The one schedule of faults, or none: then nothing looks any further. */
export interface Faults {
  readonly current: Schedule | undefined
  /** Begins now on the sandbox's clock, in place of what was there. */
  begin(rulebook: Rulebook): Schedule
  end(): void
}

/** What was under way when the process ended goes on; how often it struck begins at nought. */
export function createFaults(store: Store, clock: Clock): Faults {
  const kept = store.rulebooks.find()
  let current = kept && createSchedule(JSON.parse(kept.body) as Rulebook, kept.startedAt)
  return {
    get current() {
      return current
    },
    begin(rulebook) {
      const startedAt = clock.now()
      store.transact(() => store.rulebooks.set({ body: JSON.stringify(rulebook), startedAt }))
      current = createSchedule(rulebook, startedAt)
      return current
    },
    end() {
      store.transact(() => store.rulebooks.set(undefined))
      current = undefined
    },
  }
}
