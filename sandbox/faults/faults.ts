import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import type { Plan } from './rule.ts'
import { createSchedule, type Schedule } from './schedule.ts'

/** The one schedule of faults, or none: then nothing looks any further. */
export interface Faults {
  readonly current: Schedule | undefined
  /** Begins now on the sandbox's clock, in place of what was there. */
  begin(plan: Plan): Schedule
  end(): void
}

/** A plan that was under way when the process ended goes on; how often it fired begins at nought. */
export function createFaults(store: Store, clock: Clock): Faults {
  const kept = store.faultPlans.find()
  let current = kept && createSchedule(JSON.parse(kept.body) as Plan, kept.startedAt)
  return {
    get current() {
      return current
    },
    begin(plan) {
      const startedAt = clock.now()
      store.transact(() => store.faultPlans.set({ body: JSON.stringify(plan), startedAt }))
      current = createSchedule(plan, startedAt)
      return current
    },
    end() {
      store.transact(() => store.faultPlans.set(undefined))
      current = undefined
    },
  }
}
