import type { Db } from '#db'
import { assert, Fault, type Msisdn } from '#kernel'
import type { Environment, OperatorFact, TerritoryName } from './fact.ts'
import { guessOperator } from './guess-operator.ts'
import type { Catalog, PricedPlan } from './index.ts'
import { defaultTerritory, keepListings, type Listing, type Market } from './list-plans.ts'
import { speaksIn } from './offer.ts'
import type { ListedPlan, Operator } from './plan.ts'
import { type PlanPast, type PlanRecord, pricesOf, recordOn } from './plan-record.ts'
import type { Snapshot } from './snapshot.ts'
import { findSnapshot, getRevision } from './store/read-catalog.ts'
import { listReleaseChanges } from './store/statements.ts'
import type { CatalogTables } from './store/tables.ts'
import { listOffersOf } from './store/upstream-offers.ts'
import type { TaxRule, Territory } from './tax.ts'

export interface CatalogOptions extends Market {
  /** A connection as the app's role is enough. */
  readonly db: Db
}

/**
 * What is published about a plan, withdrawn ones included (facts, sources, prices of the past), and
 * about taxes, past rules included.
 */
export interface PlanRecords {
  findTaxRule(id: string): Promise<TaxRule | undefined>
  describePlan(id: string, at: Date): Promise<PlanRecord | undefined>
}

/** The door, with the names of the places a buyer may have to choose from. */
export interface NamedCatalog extends Catalog, PlanRecords {
  listTerritories(): Promise<readonly TerritoryName[]>
}

/**
 * The catalogue of one installation. It keeps the newest revision in memory and asks the database
 * for the revision's number alone before each answer, so a change made by any process shows at
 * once.
 */
export function createCatalog({ db, ...market }: CatalogOptions): NamedCatalog {
  const newest = keepNewest(db)
  const listings = keepListings(market)
  return {
    async listOperators() {
      const { operators } = await newest()
      return operators.filter((operator) => operator.choosable).map(toOperator)
    },
    async getOperator(id) {
      const operator = (await newest()).operators.find((one) => one.id === id)
      return operator && toOperator(operator)
    },
    async guessOperator(msisdn: Msisdn) {
      const operator = guessOperator((await newest()).operators, msisdn)
      return operator && toOperator(operator)
    },
    async listTerritories() {
      return (await newest()).territories
    },
    async listPlans({ territory }, at: Date) {
      const snapshot = await newest()
      return { plans: listings(snapshot, territory, at).plans, operators: snapshot.operators }
    },
    async findPlan(id: string, at: Date) {
      return listings(await newest(), undefined, at).byId.get(id)
    },
    async findTaxRule(id: string) {
      const { taxRules } = await newest()
      return taxRules.find((one) => one.id === id && one.environment === market.environment)
    },
    async describePlan(id: string, at: Date) {
      const snapshot = await newest()
      const listed = listings(snapshot, undefined, at).byId.get(id)
      return describePlan(db, { snapshot, listed, environment: market.environment }, id, at)
    },
    async pricePlan(id: string, territory: Territory | undefined, at: Date) {
      return pricePlan(listings(await newest(), territory, at), id, territory)
    },
  }
}

function pricePlan(
  { byId, rules }: Listing,
  id: string,
  territory: Territory | undefined,
): PricedPlan {
  const plan = byId.get(id)
  if (!plan) throw new Fault('invalid', 'plan_unknown', { field: 'plan', details: { plan: id } })
  refuseUnlessOffered(plan)
  if (plan.territoryNeeded && territory === undefined)
    throw new Fault('invalid', 'territory_required', { field: 'territory', details: { plan: id } })
  const rule = rules.get(territory ?? defaultTerritory)
  assert(rule && plan.cost, 'an offered plan has a price and a tax rule')
  return {
    ...{ plan, price: plan.cost.split, taxRule: rule },
    territoryAssumed: territory === undefined,
  }
}

interface Sight {
  readonly snapshot: Snapshot
  readonly listed: ListedPlan | undefined
  readonly environment: Environment
}

/** The past is read when it is asked for: it is long, and few look at it. */
async function describePlan(
  db: Db,
  { snapshot, listed, environment }: Sight,
  id: string,
  at: Date,
): Promise<PlanRecord | undefined> {
  const fact = snapshot.plans.find((plan) => plan.id === id)
  const operator = fact && snapshot.operators.find((one) => one.id === fact.operator)
  if (!operator || (fact.environment !== null && fact.environment !== environment)) return undefined
  const store = db.withTables<CatalogTables>()
  const past: PlanPast = {
    fact,
    statements: snapshot.statements.get(id) ?? [],
    releaseChanges: await listReleaseChanges(store, id),
    offers: (await listOffersOf(store, id)).filter(({ upstream }) =>
      speaksIn(upstream, environment),
    ),
  }
  const record = recordOn(past, at)
  const name = record.facts.find(({ field }) => field === 'name')!.value as ListedPlan['name']
  return { id, operator: toOperator(operator), name, listed, ...record, prices: pricesOf(past) }
}

function refuseUnlessOffered({ id, notOffered }: ListedPlan): void {
  if (notOffered === undefined) return
  if (notOffered === 'price_basis_unknown')
    throw new Fault('invalid', 'price_basis_unknown', { field: 'plan', details: { plan: id } })
  const details = { plan: id, reason: notOffered }
  throw new Fault('invalid', 'plan_not_offered', { field: 'plan', details })
}

function toOperator({ kind: _, choosable: __, ...operator }: OperatorFact): Operator {
  return operator
}

/**
 * Reads the catalogue again only when its revision moved. Requests that arrive while it is being
 * read share the reading; one that failed is not kept.
 */
function keepNewest(db: Db): () => Promise<Snapshot> {
  const store = db.withTables<CatalogTables>()
  let kept: Snapshot | undefined
  let reading: Promise<Snapshot> | undefined
  let asking: Promise<bigint> | undefined
  // Whoever comes in the same turn of the event loop shares the question, not an older answer.
  const ask = () => {
    asking ??= Promise.resolve().then(() => {
      asking = undefined
      return getRevision(store)
    })
    return asking
  }
  return async () => {
    const revision = await ask()
    // A reading that began before this revision was written does not have it.
    while (!kept || kept.revision < revision) {
      reading ??= readUndisturbed(store).finally(() => {
        reading = undefined
      })
      kept = await reading
    }
    return kept
  }
}

/**
 * Writers are rare (a release, a tariff); five disturbed readings in a row are a bug, not bad luck.
 */
async function readUndisturbed(store: Parameters<typeof findSnapshot>[0]): Promise<Snapshot> {
  for (let tries = 0; tries < 5; tries++) {
    const snapshot = await findSnapshot(store)
    if (snapshot) return snapshot
  }
  throw new Error('the catalogue changed during five readings in a row')
}
