import { createHash } from 'node:crypto'
import { type Db, inTransaction, type Tx } from '#db'
import { type Clock, Fault } from '#kernel'
import type { ChangeDeed, ChangeKind } from './change-set.ts'
import { localDay, marketZone } from './fact.ts'
import {
  compareImport,
  type ImportDiff,
  type ImportWish,
  type Known,
} from './import/compare-import.ts'
import { placeOf, type ReadImport } from './import/draft.ts'
import { readImport } from './import/read-import.ts'
import type { Snapshot } from './snapshot.ts'
import { findSnapshot, lockRevision, raiseRevision } from './store/read-catalog.ts'
import { endTaxRule, insertStaffPlan, listRetired, writeStaffRule } from './store/staff-facts.ts'
import { insertChangeSet, insertStatements } from './store/statements.ts'
import type { CatalogTables } from './store/tables.ts'

export interface DeskContext {
  /** As the owner: the program's own role may only read facts. */
  readonly ownerDb: Db
  readonly clock: Clock
}

export interface ImportFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ImportPreview {
  readonly diff: ImportDiff
  /** The catalogue that it was compared with. */
  readonly revision: bigint
}

export interface ApplyImport extends ImportWish {
  readonly deed: ChangeDeed
  /** Lines or plans whose suspicion was looked at. */
  readonly accept: readonly string[]
  /** The catalogue that was looked at; any other is refused. */
  readonly revision: bigint | undefined
}

export interface AppliedImport extends ImportPreview {
  /** Undefined when there was nothing to change. */
  readonly changeSet: bigint | undefined
}

/** What a file would do, written nowhere. */
export async function previewImport(
  { ownerDb, clock }: DeskContext,
  { bytes, name }: ImportFile,
  wish: ImportWish,
): Promise<ImportPreview> {
  return inTransaction(ownerDb, (tx) =>
    compareLocked(tx, readImport(bytes, name), wish, clock.now()),
  )
}

/**
 * Does what the preview showed, in one transaction, or nothing of it.
 * @throws Fault import_bad_rows (details.count) · import_suspicious (details.rows) ·
 *   catalog_changed · accept_unknown (details.row)
 */
export async function applyImport(
  { ownerDb, clock }: DeskContext,
  file: ImportFile,
  request: ApplyImport,
): Promise<AppliedImport> {
  const read = readImport(file.bytes, file.name)
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const at = clock.now()
  return inTransaction(ownerDb, async (tx) => {
    const preview = await compareLocked(tx, read, request, at)
    const { diff, revision } = preview
    if (request.revision !== undefined && request.revision !== revision)
      throw new Fault('conflict', 'catalog_changed')
    refuseBad(diff, request.accept)
    const set = { kind: 'import' as const, file: { name: file.name, sha256 } }
    const changeSet = await writeDiff(tx, diff, { ...set, ...request.deed, at })
    return { ...preview, changeSet }
  })
}

/** Compares under the lock of the revision, so that nobody changes it before it is written. */
export async function compareLocked(
  tx: Tx,
  read: ReadImport,
  wish: ImportWish,
  at: Date,
): Promise<ImportPreview> {
  const store = tx.withTables<CatalogTables>()
  const revision = await lockRevision(store)
  const known = knownOf((await findSnapshot(store))!, await listRetired(store), at)
  return { diff: compareImport(read, known, wish), revision }
}

function knownOf(snapshot: Snapshot, retired: readonly string[], at: Date): Known {
  const { plans, statements, taxRules, offers } = snapshot
  const confirmed = new Map(offers.map(({ plan, upstream }) => [plan, upstream]))
  const operators = snapshot.operators.map(({ id }) => id)
  return {
    operators,
    plans,
    statements,
    taxRules,
    confirmed,
    retired,
    today: localDay(at, marketZone),
  }
}

/** @throws Fault import_bad_rows · accept_unknown · import_suspicious */
export function refuseBad(diff: ImportDiff, accept: readonly string[]): void {
  const [problem] = diff.problems
  if (problem) {
    const { line, column, remedy } = problem
    const count = diff.problems.length
    const details = { count, line, column: placeOf(problem), problem: problem.problem, remedy }
    throw new Fault('invalid', 'import_bad_rows', { field: column, details })
  }
  const names = (one: { line: number; plan: string }) => [String(one.line), one.plan]
  const stray = accept.find((row) => !diff.suspicions.some((one) => names(one).includes(row)))
  if (stray !== undefined) throw new Fault('invalid', 'accept_unknown', { details: { row: stray } })
  const open = diff.suspicions.filter((one) => !names(one).some((name) => accept.includes(name)))
  if (open.length === 0) return
  const rows = [...new Set(open.map((one) => (one.line > 0 ? String(one.line) : one.plan)))]
  const details = { rows: rows.join(', '), why: open[0]!.why }
  throw new Fault('conflict', 'import_suspicious', { details })
}

interface NewSet extends ChangeDeed {
  readonly kind: ChangeKind
  readonly at: Date
  readonly file?: { readonly name: string; readonly sha256: string }
}

/** @returns the deed under which it was written; undefined when there was nothing to write. */
export async function writeDiff(
  tx: Tx,
  { added, changed, withdrawn, taxes }: ImportDiff,
  set: NewSet,
): Promise<bigint | undefined> {
  const store = tx.withTables<CatalogTables>()
  if (added.length + changed.length + withdrawn.length + taxes.length === 0) return undefined
  const changeSet = await insertChangeSet(store, set)
  for (const { fact, from, statements } of added) {
    await insertStaffPlan(store, changeSet, fact)
    const one = { plan: fact.id, field: 'withdrawn', provenance: fact.provenance } as const
    const isSold = { ...one, from, before: true, value: false }
    await insertStatements(store, changeSet, [...statements, isSold])
  }
  const statements = [...changed, ...withdrawn].flatMap((change) => change.statements)
  await insertStatements(store, changeSet, statements)
  for (const { rule, ends } of taxes) {
    if (ends) await endTaxRule(store, changeSet, ends.id, rule.effectiveFrom)
    await writeStaffRule(store, changeSet, rule)
  }
  await raiseRevision(store)
  return changeSet
}
