import type { Kysely } from 'kysely'
import type { PlanFact, TaxRuleFact } from '../fact.ts'
import { toPlanRow, toPriceRow, toTaxRuleRow } from './rows.ts'
import type { CatalogTables } from './tables.ts'

/** A plan that no release has; from its own row on it is changed by statements like any other. */
export async function insertStaffPlan(
  tx: Kysely<CatalogTables>,
  changeSet: bigint,
  plan: PlanFact,
): Promise<void> {
  await tx
    .insertInto('catalog.plan')
    .values({ ...toPlanRow(plan), change_set: changeSet })
    .execute()
  const prices = plan.prices.map((price) => toPriceRow(plan.id, price))
  await tx.insertInto('catalog.plan_price').values(prices).execute()
}

/** Ids that stay those of plans of earlier releases. */
export async function listRetired(tx: Kysely<CatalogTables>): Promise<string[]> {
  const rows = await tx
    .selectFrom('catalog.plan')
    .select('id')
    .where('retired', '=', true)
    .execute()
  return rows.map(({ id }) => id)
}

/** A rule of staff's own, or one of a release whose source they know better than it did. */
export async function writeStaffRule(
  tx: Kysely<CatalogTables>,
  changeSet: bigint,
  rule: TaxRuleFact,
): Promise<void> {
  const row = { ...toTaxRuleRow(rule), change_set: changeSet }
  const { effective_until, source, as_of, verified, change_set } = row
  await tx
    .insertInto('catalog.tax_rule')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ effective_until, source, as_of, verified, change_set }),
    )
    .execute()
}

/** The rule before a new one ends on its first day; its rates stay, for receipts name it. */
export async function endTaxRule(
  tx: Kysely<CatalogTables>,
  changeSet: bigint,
  id: string,
  on: string,
): Promise<void> {
  await tx
    .updateTable('catalog.tax_rule')
    .set({ effective_until: on, ended_by: changeSet })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Which rules each deed added, changed or ended. */
export async function listRulesOf(
  db: Kysely<CatalogTables>,
  changeSets: readonly bigint[],
): Promise<{ id: string; changeSet: bigint }[]> {
  if (changeSets.length === 0) return []
  const rows = await db
    .selectFrom('catalog.tax_rule')
    .select(['id', 'change_set', 'ended_by'])
    .where((eb) => eb.or([eb('change_set', 'in', changeSets), eb('ended_by', 'in', changeSets)]))
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, change_set, ended_by }) =>
    [change_set, ended_by]
      .filter((one) => one !== null && one !== undefined)
      .filter((one) => changeSets.includes(one))
      .map((changeSet) => ({ id, changeSet })),
  )
}
