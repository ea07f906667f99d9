/**
 * PostgreSQL: where it comes from, how it is migrated, and the only way to open a transaction.
 * Owns the schema `platform`: `migration`, `install`, `idempotency`.
 */
export { BootProblem } from './boot-problem.ts'
export { type Distribution, distribute, listDistributed, listMisplaced } from './distribute.ts'
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findEmbedded,
  startEmbedded,
  stopAbandoned,
} from './embedded/start-embedded.ts'
export { type Install, openInstall, releaseAhead, releaseInstall } from './install.ts'
export { type Listener, type ListenOptions, openListener } from './listen.ts'
export { appRole, migrate } from './migrate.ts'
export { type DatabaseOptions, type OpenDatabase, openDatabase } from './open-database.ts'
export type { Placement } from './read-placement.ts'
export {
  assertOutsideTransaction,
  type Db,
  inTransaction,
  type NoTables,
  type Tx,
} from './transaction.ts'
export { labelOfWrite } from './watch-writes.ts'
