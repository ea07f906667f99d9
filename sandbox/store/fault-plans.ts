import type { DatabaseSync } from 'node:sqlite'

/** The fault plan under way, kept so that a sandbox that was killed goes on being faulty. */
export interface KeptPlan {
  readonly body: string
  readonly startedAt: number
}

export type FaultPlanStore = ReturnType<typeof createFaultPlanStore>

export function createFaultPlanStore(db: DatabaseSync) {
  const select = db.prepare('select body, started_at as startedAt from fault_plan')
  const remove = db.prepare('delete from fault_plan')
  const insert = db.prepare('insert into fault_plan (body, started_at) values (?, ?)')
  return {
    find(): KeptPlan | undefined {
      return select.get() as KeptPlan | undefined
    },
    /** There is one at a time; undefined leaves none. */
    set(plan: KeptPlan | undefined): void {
      remove.run()
      if (plan) insert.run(plan.body, plan.startedAt)
    },
  }
}
