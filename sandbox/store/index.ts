import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ArrivalStore, createArrivalStore } from './arrivals.ts'
import { type BundleStore, createBundleStore } from './bundles.ts'
import { type ChargeStore, createChargeStore } from './charges.ts'
import { createGroup } from './group.ts'
import { createRefundStore, type RefundStore } from './refunds.ts'
import { createRulebookStore, type RulebookStore } from './rulebooks.ts'
import { openDatabase, tableNames } from './schema.ts'
import { createTaskStore, type TaskStore } from './tasks.ts'
import { createTopupStore, type TopupStore } from './topups.ts'

/**
 * All books of the sandbox. Calls are synchronous, so a transaction can never be left open across
 * an await.
 */
export interface Store {
  readonly topups: TopupStore
  readonly bundles: BundleStore
  readonly charges: ChargeStore
  readonly refunds: RefundStore
  readonly tasks: TaskStore
  readonly arrivals: ArrivalStore
  readonly rulebooks: RulebookStore
  /** Runs in the transaction that everything of this turn of the event loop shares. */
  transact<T>(work: () => T): T
  /** Resolves when all that was written is committed: no answer and no callback leaves before. */
  settled(): Promise<void>
  findSetting(name: string): number | undefined
  setSetting(name: string, value: number): void
  clear(): void
  close(): void
}

export function openStore(dataDir: string | undefined): Store {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
  const db = openDatabase(dataDir === undefined ? ':memory:' : join(dataDir, 'sandbox.sqlite'))
  const group = createGroup(db)
  const setting = db.prepare('select value from setting where name = ?')
  const keep = db.prepare(`insert into setting (name, value) values (?, ?)
    on conflict (name) do update set value = excluded.value`)
  return {
    topups: createTopupStore(db),
    bundles: createBundleStore(db),
    charges: createChargeStore(db),
    refunds: createRefundStore(db),
    tasks: createTaskStore(db),
    arrivals: createArrivalStore(db),
    rulebooks: createRulebookStore(db),
    transact: group.transact,
    settled: group.settled,
    findSetting: (name) => setting.get(name)?.value as number | undefined,
    setSetting: (name, value) => void keep.run(name, value),
    clear: () =>
      group.transact(() => db.exec(tableNames.map((table) => `delete from ${table};`).join(''))),
    close() {
      group.flush()
      db.close()
    },
  }
}
