import type { DatabaseSync } from 'node:sqlite'

/** The fault rulebook under way, kept so that a sandbox that was killed goes on being faulty. */
export interface KeptRulebook {
  readonly body: string
  readonly startedAt: number
}

export type RulebookStore = ReturnType<typeof createRulebookStore>

export function createRulebookStore(db: DatabaseSync) {
  const select = db.prepare('select body, started_at as startedAt from rulebook')
  const remove = db.prepare('delete from rulebook')
  const insert = db.prepare('insert into rulebook (body, started_at) values (?, ?)')
  return {
    find(): KeptRulebook | undefined {
      return select.get() as KeptRulebook | undefined
    },
    /** There is one at a time; undefined leaves none. */
    set(rulebook: KeptRulebook | undefined): void {
      remove.run()
      if (rulebook) insert.run(rulebook.body, rulebook.startedAt)
    },
  }
}
