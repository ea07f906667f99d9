import { type Db, inTransaction, type Tx } from '#db'
import { BadFacts } from './bad-facts.ts'
import { besideStaff, compareRelease } from './compare-release.ts'
import { type Facts, localDay, marketZone, type TaxRuleFact } from './fact.ts'
import { lockRevision, raiseRevision } from './store/read-catalog.ts'
import { insertChangeSet, insertReleaseChanges } from './store/statements.ts'
import type { CatalogTables, TaxRuleRow } from './store/tables.ts'
import { listReleasePlans, listStaffPlans, listTaxRules, writeFacts } from './store/write-facts.ts'

/**
 * Makes the database say what the facts say, in one transaction; a second time it changes nothing.
 * A price that starts later closes the one before it on its first day. Plans and operators that
 * left the facts are retired, never deleted. What staff stated lies over it and is not touched, nor
 * are the plans and tax rules that they added.
 * @param ownerDb a connection as the owner: the app's role may only read facts.
 * @param at when, for the history of what a release changed; none is written without it.
 * @throws BadFacts when a tax rule that receipts may name would change its rates or vanish.
 */
export async function seedCatalog(
  ownerDb: Db,
  facts: Facts,
  at?: Date,
): Promise<{ changed: number }> {
  return inTransaction(ownerDb, async (tx) => {
    const store = tx.withTables<CatalogTables>()
    await lockRevision(store)
    const taxRules = await listTaxRules(store)
    const theirs = besideStaff(facts, await listStaffPlans(store), taxRules)
    refuseRewrittenTaxes(
      taxRules.filter((row) => !row.change_set),
      theirs.taxRules,
    )
    if (at) await keepHistory(tx, theirs, at)
    const changed = await writeFacts(store, theirs)
    if (changed > 0) await raiseRevision(store)
    return { changed }
  })
}

async function keepHistory(tx: Tx, { plans }: Facts, at: Date): Promise<void> {
  const store = tx.withTables<CatalogTables>()
  const changes = compareRelease(await listReleasePlans(store), plans, localDay(at, marketZone))
  if (changes.length === 0) return
  const by = { by: 'release', caller: 'seeding', because: 'the facts of the release changed' }
  const changeSet = await insertChangeSet(store, { kind: 'release', at, ...by })
  await insertReleaseChanges(
    store,
    changes.map((change) => ({ ...change, changeSet })),
  )
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
