import { type Kysely, sql } from 'kysely'
import type { Snapshot } from '../snapshot.ts'
import { fromOfferRow, fromOperatorRow, fromPlanRow, fromPriceRow, fromTaxRuleRow } from './rows.ts'
import { listStatements } from './statements.ts'
import type { CatalogTables } from './tables.ts'

export async function getRevision(db: Kysely<CatalogTables>): Promise<bigint> {
  const row = await db.selectFrom('catalog.revision').select('number').executeTakeFirstOrThrow()
  return row.number
}

/**
 * Everything at one revision. Its statements are not one snapshot of the database, so the revision
 * is read before and after: every writer raises it in its own transaction, so an equal number
 * proves that nothing changed between. Undefined when something did.
 */
export async function findSnapshot(db: Kysely<CatalogTables>): Promise<Snapshot | undefined> {
  const revision = await getRevision(db)
  const [operators, prefixes, territories, taxRules, plans, prices, offers, said] =
    await Promise.all([
      db.selectFrom('catalog.operator').selectAll().where('retired', '=', false).execute(),
      db.selectFrom('catalog.operator_prefix').selectAll().orderBy('prefix').execute(),
      db.selectFrom('catalog.territory').selectAll().orderBy('position').execute(),
      db.selectFrom('catalog.tax_rule').selectAll().orderBy('id').execute(),
      db.selectFrom('catalog.plan').selectAll().where('retired', '=', false).execute(),
      db.selectFrom('catalog.plan_price').selectAll().orderBy('valid_from').execute(),
      db
        .selectFrom('catalog.upstream_offer')
        .selectAll()
        .where('withdrawn_at', 'is', null)
        .orderBy('id')
        .execute(),
      listStatements(db),
    ])
  if ((await getRevision(db)) !== revision) return undefined
  const prefixesOf = Map.groupBy(prefixes, (row) => row.operator)
  const pricesOf = Map.groupBy(prices, (row) => row.plan)
  return {
    revision,
    operators: operators
      .sort((a, b) => a.position - b.position)
      .map((row) =>
        fromOperatorRow(
          row,
          (prefixesOf.get(row.id) ?? []).map((one) => one.prefix),
        ),
      ),
    territories: territories.map(({ id, name }) => ({ id, name })),
    taxRules: taxRules.map(fromTaxRuleRow),
    plans: plans.map((row) => fromPlanRow(row, (pricesOf.get(row.id) ?? []).map(fromPriceRow))),
    offers: offers.map(fromOfferRow),
    statements: Map.groupBy(said, (one) => one.plan),
  }
}

/** Says that the catalogue changed; the row's lock also makes one writer wait for the other. */
export async function lockRevision(tx: Kysely<CatalogTables>): Promise<bigint> {
  const { rows } = await sql<{ number: bigint }>`
    select number from catalog.revision for update`.execute(tx)
  return rows[0]!.number
}

export async function raiseRevision(tx: Kysely<CatalogTables>): Promise<void> {
  await tx
    .updateTable('catalog.revision')
    .set((eb) => ({ number: eb('number', '+', 1n) }))
    .returning('number')
    .executeTakeFirstOrThrow()
}
