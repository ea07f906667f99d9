import { type Environment, holdsOn, localDay, marketZone, type PlanFact } from './fact.ts'
import { decidingOffer, offerState, overlay, type StandingOffer } from './offer.ts'
import type { ListedPlan, Plan, PlanPrice } from './plan.ts'
import { planOnDay } from './plan-on-day.ts'
import { breakDown, isKnownPrice, territoryNeeded } from './price.ts'
import type { Snapshot } from './snapshot.ts'
import type { Statement } from './statement.ts'
import type { TaxRule, Territory, TrueCost } from './tax.ts'

/**
 * Shown where the total is the same everywhere and only the split between tax and service differs.
 */
export const defaultTerritory: Territory = 'punjab'

export interface Market {
  readonly environment: Environment
  readonly connectedUpstreams: readonly string[]
}

/** The rules of one day in one environment, by territory. */
export type RulesOfDay = ReadonlyMap<Territory, TaxRule>

function rulesOn(snapshot: Snapshot, environment: Environment, day: string): RulesOfDay {
  return new Map(
    snapshot.taxRules
      .filter((rule) => rule.environment === environment)
      .filter((rule) => holdsOn(rule.effectiveFrom, rule.effectiveUntil, day))
      .map(({ environment: _, ...rule }) => [rule.territory, rule]),
  )
}

/** The plans of one day, for one territory or for none yet. */
export interface Listing {
  readonly plans: readonly ListedPlan[]
  readonly byId: ReadonlyMap<string, ListedPlan>
  readonly rules: RulesOfDay
}

/**
 * Every plan as it can be bought on a day; the invented ones only where everything is simulated.
 */
export function listPlans(
  snapshot: Snapshot,
  market: Market,
  territory: Territory | undefined,
  day: string,
): Listing {
  const rules = rulesOn(snapshot, market.environment, day)
  const offers = Map.groupBy(snapshot.offers, (offer) => offer.plan)
  const view = { market, rules, territory }
  const plans = snapshot.plans
    .filter((plan) => plan.environment === null || plan.environment === market.environment)
    .flatMap((fact) => {
      const plan = planOn(fact, snapshot.statements.get(fact.id) ?? [], day)
      return plan ? [listPlan(plan, offers.get(fact.id) ?? [], view)] : []
    })
  return { plans, byId: new Map(plans.map((plan) => [plan.id, plan])), rules }
}

/**
 * Lists once per revision, day and territory: 0.3 ms for 150 plans, twenty times what a page costs.
 * An installation asks for today, so a full cache is only ever yesterday's and is dropped whole.
 */
export function keepListings(
  market: Market,
): (snapshot: Snapshot, territory: Territory | undefined, at: Date) => Listing {
  let newest: Snapshot | undefined
  const kept = new Map<string, Listing>()
  return (snapshot, territory, at) => {
    const day = localDay(at, marketZone)
    if (snapshot !== newest || kept.size >= 32) kept.clear()
    newest = snapshot
    const key = `${day}/${territory ?? ''}`
    const listing = kept.get(key) ?? listPlans(snapshot, market, territory, day)
    kept.set(key, listing)
    return listing
  }
}

interface View {
  readonly market: Market
  readonly rules: RulesOfDay
  readonly territory: Territory | undefined
}

function listPlan(plan: Plan, offers: readonly StandingOffer[], view: View): ListedPlan {
  const { environment, connectedUpstreams } = view.market
  const offer = decidingOffer(offers, connectedUpstreams, environment)
  const rule = view.rules.get(view.territory ?? defaultTerritory)
  const notOffered = offerState(plan, offer, rule, environment)
  const terms = overlay(plan, offer)
  const needed = territoryNeeded(terms.price, [...view.rules.values()])
  const payable = notOffered === undefined && (view.territory !== undefined || !needed)
  const cost = payable && rule ? costOf(terms.price, rule, view.territory === undefined) : null
  return {
    ...plan,
    ...terms,
    offered: notOffered === undefined,
    notOffered,
    confirmedBy: offer?.upstream ?? null,
    total: cost?.split.load ?? null,
    cost,
    territoryNeeded: needed,
  }
}

/**
 * The one place where a price becomes a true cost: list, advice and quote all read it from here.
 */
function costOf(price: PlanPrice, rule: TaxRule, assumed: boolean): TrueCost | null {
  if (!isKnownPrice(price)) return null
  const { id, territory, advanceTaxBp, serviceTaxBp } = rule
  const taxRule = { id, territory, advanceTaxBp, serviceTaxBp, assumed }
  return { split: breakDown(price, rule), taxRule }
}

/** The plan as it is on the day; undefined once it is withdrawn, or before its first day. */
function planOn(fact: PlanFact, statements: readonly Statement[], day: string): Plan | undefined {
  const { withdrawn, environment: _, addedBy: __, ...plan } = planOnDay(fact, statements, day)
  return withdrawn ? undefined : plan
}
