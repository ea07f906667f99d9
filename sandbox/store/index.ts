import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ArrivalStore, createArrivalStore } from './arrivals.ts'
import { type BundleStore, createBundleStore } from './bundles.ts'
import { type ChargeStore, createChargeStore } from './charges.ts'
import { createRefundStore, type RefundStore } from './refunds.ts'
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
  transact<T>(work: () => T): T
  findSetting(name: string): number | undefined
  setSetting(name: string, value: number): void
  clear(): void
  close(): void
}

export function openStore(dataDir: string | undefined): Store {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
  const db = openDatabase(dataDir === undefined ? ':memory:' : join(dataDir, 'sandbox.sqlite'))
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')
  const setting = db.prepare('select value from setting where name = ?')
  const keep = db.prepare(`insert into setting (name, value) values (?, ?)
    on conflict (name) do update set value = excluded.value`)
  const transact = <T>(work: () => T): T => {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (cause) {
      rollback.run()
      throw cause
    }
  }
  return {
    topups: createTopupStore(db),
    bundles: createBundleStore(db),
    charges: createChargeStore(db),
    refunds: createRefundStore(db),
    tasks: createTaskStore(db),
    arrivals: createArrivalStore(db),
    transact,
    findSetting: (name) => setting.get(name)?.value as number | undefined,
    setSetting: (name, value) => void keep.run(name, value),
    clear: () => db.exec(tableNames.map((table) => `delete from ${table};`).join('')),
    close: () => db.close(),
  }
}
