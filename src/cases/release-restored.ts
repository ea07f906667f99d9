import type { Db } from '#db'
import { countOpen } from './store/case-file.ts'
import { findAfterRestore, setReleased } from './store/reconciliation.ts'

/** The whole comparison that has run since this database was found on the server it is on now. */
export async function findRestoreRun(
  db: Db,
  server: string,
): Promise<{ id: bigint; from: Date; to: Date; by: string; openCases: number } | undefined> {
  const run = await findAfterRestore(db, server)
  return run && { ...run, openCases: await countOpen(db) }
}

/** Writes down who let the engine run again after it. */
export function releaseRestored(db: Db, run: bigint, by: string, at: Date): Promise<void> {
  return setReleased(db, run, by, at)
}
