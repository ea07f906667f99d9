import { type Kysely, type Selectable, sql } from 'kysely'
import type { ChangeDeed, ChangeKind, ChangeSet, KeptChange, ReleaseChange } from '../change-set.ts'
import type { Statement } from '../statement.ts'
import { listRulesOf } from './staff-facts.ts'
import type { CatalogTables, ChangeSetRow, StatementRow } from './tables.ts'

type Store = Kysely<CatalogTables>

/** What stands of all that was ever stated, oldest first. */
export async function listStatements(db: Store): Promise<Statement[]> {
  const rows = await db
    .selectFrom('catalog.statement')
    .selectAll()
    .where('taken_back_by', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toStatement)
}

export interface NewChangeSet extends ChangeDeed {
  readonly kind: ChangeKind
  readonly at: Date
  readonly file?: { readonly name: string; readonly sha256: string }
}

export async function insertChangeSet(tx: Store, set: NewChangeSet): Promise<bigint> {
  const row = await tx
    .insertInto('catalog.change_set')
    .values({
      ...{ at: set.at, kind: set.kind, by_whom: set.by, caller: set.caller, because: set.because },
      file_name: set.file?.name ?? null,
      file_sha256: set.file?.sha256 ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type NewStatement = Omit<Statement, 'id' | 'changeSet'>

export async function insertStatements(
  tx: Store,
  changeSet: bigint,
  statements: readonly NewStatement[],
): Promise<void> {
  if (statements.length === 0) return
  const rows = statements.map(({ plan, field, from, before, value, provenance }) => ({
    ...{ plan, field, from, before, value },
    ...provenance,
  }))
  await sql`
    insert into catalog.statement
      (change_set, plan, field, valid_from, before, value, source, source_url, as_of, verified)
    select ${changeSet}, plan, field, "from"::date, coalesce(before, 'null'),
           coalesce(value, 'null'), source, "sourceUrl", "asOf", verified
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as input(
        plan text, field text, "from" text, before jsonb, value jsonb, source text,
        "sourceUrl" text, "asOf" text, verified boolean)`.execute(tx)
}

export async function insertReleaseChanges(
  tx: Store,
  changes: readonly ReleaseChange[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into catalog.release_change (change_set, plan, field, valid_from, before, value)
    select "changeSet"::bigint, plan, field, "from"::date, coalesce(before, 'null'),
           coalesce(value, 'null')
      from jsonb_to_recordset(${JSON.stringify(
        changes.map((one) => ({ ...one, changeSet: String(one.changeSet) })),
      )}::jsonb) as input("changeSet" text, plan text, field text, "from" text, before jsonb,
        value jsonb)`.execute(tx)
}

/** @returns how many statements of the deed stood until now. */
export async function setTakenBack(tx: Store, changeSet: bigint, by: bigint): Promise<number> {
  const rows = await tx
    .updateTable('catalog.statement')
    .set({ taken_back_by: by })
    .where('change_set', '=', changeSet)
    .where('taken_back_by', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

/** Newest first, each with its statements. */
export async function listChangeSets(
  db: Store,
  filter: { plan?: string; before?: bigint; limit: number },
): Promise<KeptChange[]> {
  let query = db
    .selectFrom('catalog.change_set')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.before !== undefined) query = query.where('id', '<', filter.before)
  const { plan } = filter
  if (plan !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('id', 'in', setsOf(db, 'catalog.statement', plan)),
        eb('id', 'in', setsOf(db, 'catalog.release_change', plan)),
      ]),
    )
  const sets = await query.execute()
  const statements = await statementsOf(db, sets, plan)
  const rules = await listRulesOf(
    db,
    sets.map(({ id }) => id),
  )
  return sets.map((set) => ({
    ...toChangeSet(set),
    statements: statements.get(set.id) ?? [],
    taxRules: rules.filter(({ changeSet }) => changeSet === set.id).map(({ id }) => id),
  }))
}

const setsOf = (db: Store, table: 'catalog.statement' | 'catalog.release_change', plan: string) =>
  db.selectFrom(table).select('change_set').where('plan', '=', plan)

async function statementsOf(
  db: Store,
  sets: readonly { id: bigint }[],
  plan: string | undefined,
): Promise<Map<bigint, KeptChange['statements']>> {
  if (sets.length === 0) return new Map()
  let query = db
    .selectFrom('catalog.statement')
    .selectAll()
    .where(
      'change_set',
      'in',
      sets.map(({ id }) => id),
    )
    .orderBy('id')
  if (plan !== undefined) query = query.where('plan', '=', plan)
  const rows = await query.execute()
  return Map.groupBy(
    rows.map((row) => ({ ...toStatement(row), takenBackBy: row.taken_back_by })),
    (one) => one.changeSet,
  )
}

export async function listReleaseChanges(db: Store, plan: string): Promise<ReleaseChange[]> {
  const rows = await db
    .selectFrom('catalog.release_change')
    .selectAll()
    .where('plan', '=', plan)
    .orderBy('id')
    .execute()
  return rows.map(({ change_set, field, valid_from, before, value }) => ({
    ...{ changeSet: change_set, plan, field, from: valid_from, before, value },
  }))
}

/** When each of some deeds was done. */
export async function findChangeSets(
  db: Store,
  ids: readonly bigint[],
): Promise<Map<bigint, ChangeSet>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('catalog.change_set')
    .selectAll()
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, toChangeSet(row)]))
}

function toChangeSet(row: Selectable<ChangeSetRow>): ChangeSet {
  const { id, at, kind, by_whom, caller, because, file_name } = row
  return { id, at, kind, by: by_whom, caller, because, fileName: file_name }
}

function toStatement(row: Selectable<StatementRow>): Statement {
  const { id, change_set, plan, field, valid_from, before, value } = row
  const { source, source_url, as_of, verified } = row
  return {
    ...{ id, changeSet: change_set, plan, field, from: valid_from, before, value },
    provenance: { source, sourceUrl: source_url, asOf: as_of, verified },
  }
}
