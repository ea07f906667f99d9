import { type Db, inTransaction } from '#db'
import { BadFacts } from './bad-facts.ts'
import type { Facts, TaxRuleFact } from './fact.ts'
import { lockRevision, raiseRevision } from './store/read-catalog.ts'
import type { CatalogTables, TaxRuleRow } from './store/tables.ts'
import { listTaxRules, writeFacts } from './store/write-facts.ts'

/**
 * Makes the database say what the facts say, in one transaction; a second time it changes nothing.
 * A price that starts later closes the one before it on its first day. Plans and operators that
 * left the facts are retired, never deleted.
 * @param ownerDb a connection as the owner: the app's role may only read facts.
 * @throws BadFacts when a tax rule that receipts may name would change its rates or vanish.
 */
export async function seedCatalog(ownerDb: Db, facts: Facts): Promise<{ changed: number }> {
  return inTransaction(ownerDb, async (tx) => {
    const store = tx.withTables<CatalogTables>()
    await lockRevision(store)
    refuseRewrittenTaxes(await listTaxRules(store), facts.taxRules)
    const changed = await writeFacts(store, facts)
    if (changed > 0) await raiseRevision(store)
    return { changed }
  })
}

/** A receipt stores the id of its rule: the same id must mean the same rates for ever. */
function refuseRewrittenTaxes(known: readonly TaxRuleRow[], rules: readonly TaxRuleFact[]): void {
  const next = new Map(rules.map((rule) => [rule.id, rule]))
  const problems = known.flatMap((row) => {
    const rule = next.get(row.id)
    const same =
      rule?.advanceTaxBp === row.advance_tax_bp && rule.serviceTaxBp === row.service_tax_bp
    if (rule && same) return []
    return [
      {
        file: 'facts/taxes.json',
        entry: row.id,
        field: rule ? 'bp' : 'id',
        problem: rule ? 'has other rates than the receipts that name it' : 'is gone',
        remedy: 'Keep the set, give it an effectiveUntil, and write the new rates as a new set',
      },
    ]
  })
  if (problems.length > 0) throw new BadFacts(problems)
}
