import { type Kysely, sql } from 'kysely'
import type { Facts, PlanFact } from '../fact.ts'
import {
  fromPlanRow,
  fromPriceRow,
  toOperatorRow,
  toPlanRow,
  toPriceRow,
  toTaxRuleRow,
} from './rows.ts'
import type { CatalogTables, TaxRuleRow } from './tables.ts'

export async function listTaxRules(tx: Kysely<CatalogTables>): Promise<TaxRuleRow[]> {
  return tx.selectFrom('catalog.tax_rule').selectAll().execute()
}

/** The plans that a release brought and that are still among its facts; staff's own are not. */
export async function listReleasePlans(tx: Kysely<CatalogTables>): Promise<PlanFact[]> {
  const release = tx.selectFrom('catalog.plan').where('change_set', 'is', null)
  const plans = await release.selectAll().where('retired', '=', false).execute()
  const prices = await tx
    .selectFrom('catalog.plan_price')
    .selectAll()
    .orderBy('valid_from')
    .execute()
  const pricesOf = Map.groupBy(prices, (row) => row.plan)
  return plans.map((row) => fromPlanRow(row, (pricesOf.get(row.id) ?? []).map(fromPriceRow)))
}

/** Plans that staff added: a release leaves them as they are. */
export async function listStaffPlans(tx: Kysely<CatalogTables>): Promise<string[]> {
  const rows = await tx
    .selectFrom('catalog.plan')
    .select('id')
    .where('change_set', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes the tables say what the facts say. @returns the number of rows that had to change. */
export async function writeFacts(tx: Kysely<CatalogTables>, facts: Facts): Promise<number> {
  const prefixes = facts.operators.flatMap(({ id, prefixes }) =>
    prefixes.map((prefix) => ({ prefix, operator: id })),
  )
  const prices = facts.plans.flatMap((plan) =>
    plan.prices.map((price) => toPriceRow(plan.id, price)),
  )
  const territories = facts.territories.map(({ id, name }, position) => ({ id, position, name }))
  // Parents first, for the foreign keys; one after the other, since a transaction has one
  // connection.
  const changes = [
    await upsert(tx, 'operator', ['id'], facts.operators.map(toOperatorRow)),
    await dropUnknownPrefixes(
      tx,
      prefixes.map((row) => row.prefix),
    ),
    await upsert(tx, 'operator_prefix', ['prefix'], prefixes),
    await upsert(tx, 'territory', ['id'], territories),
    await upsert(tx, 'tax_rule', ['id'], facts.taxRules.map(toTaxRuleRow)),
    await upsert(tx, 'plan', ['id'], facts.plans.map(toPlanRow)),
    await dropUnknownPrices(tx, prices),
    await upsert(tx, 'plan_price', ['plan', 'valid_from'], prices),
    await retire(
      tx,
      'catalog.operator',
      facts.operators.map((one) => one.id),
    ),
    await retire(tx, 'catalog.plan', [
      ...facts.plans.map((one) => one.id),
      ...(await listStaffPlans(tx)),
    ]),
  ]
  return changes.reduce((sum, count) => sum + count, 0)
}

type FactTable = 'operator' | 'operator_prefix' | 'territory' | 'tax_rule' | 'plan' | 'plan_price'

/**
 * Rows that already say it are left alone, so a second seeding writes nothing and raises no
 * revision.
 */
async function upsert<Row extends object>(
  tx: Kysely<CatalogTables>,
  table: FactTable,
  key: (keyof Row & string)[],
  rows: readonly Row[],
): Promise<number> {
  if (rows.length === 0) return 0
  const columns = Object.keys(rows[0]!) as (keyof Row & string)[]
  const parameter = (row: Row, name: keyof Row & string) =>
    jsonColumns.has(name) ? JSON.stringify(row[name]) : row[name]
  const values = rows.map((row) => sql`(${sql.join(columns.map((name) => parameter(row, name)))})`)
  const sets = columns.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`)
  const columnsOf = (row: string) => sql.join(columns.map((name) => sql.ref(`${row}.${name}`)))
  const result = await sql`
    insert into catalog.${sql.ref(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    values ${sql.join(values)}
    on conflict (${sql.join(key.map((name) => sql.ref(name)))}) do update set ${sql.join(sets)}
    where (${columnsOf(table)}) is distinct from (${columnsOf('excluded')})
    returning 1`.execute(tx)
  return result.rows.length
}

/** Left alone, the driver would make a PostgreSQL array of the list of aliases. */
const jsonColumns: ReadonlySet<string> = new Set(['name', 'aliases'])

async function dropUnknownPrefixes(tx: Kysely<CatalogTables>, known: string[]): Promise<number> {
  const result = await tx
    .deleteFrom('catalog.operator_prefix')
    .where('prefix', 'not in', known)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** An announced change that was taken back before its day; prices of the past stay in the facts. */
async function dropUnknownPrices(
  tx: Kysely<CatalogTables>,
  known: readonly { plan: string; valid_from: string }[],
): Promise<number> {
  const result = await sql`
    delete from catalog.plan_price
    where plan in (select id from catalog.plan where change_set is null)
      and (plan, valid_from) not in (
      select * from unnest(${known.map((row) => row.plan)}::text[],
                           ${known.map((row) => row.valid_from)}::date[])
    )
    returning 1`.execute(tx)
  return result.rows.length
}

/** Never deleted: renewals of the past name them. */
async function retire(
  tx: Kysely<CatalogTables>,
  table: 'catalog.operator' | 'catalog.plan',
  known: string[],
): Promise<number> {
  const result = await tx
    .updateTable(table)
    .set({ retired: true })
    .where('id', 'not in', known)
    .where('retired', '=', false)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
