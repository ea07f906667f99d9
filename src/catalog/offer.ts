import type { Validity } from '#kernel'
import type { Environment } from './fact.ts'
import type { NotOffered, Plan, PlanPrice, RenewalEffect } from './plan.ts'
import { isKnownPrice } from './price.ts'
import type { TaxRule } from './tax.ts'

/** One plan as an upstream's own tariff has it: what an adapter fetched. */
export interface UpstreamOffer {
  /** Our plan id; an offer of a plan that the facts don't know is kept, not listed. */
  readonly plan: string
  readonly name: string
  readonly price: PlanPrice
  readonly validity: Validity
  readonly renewalEffect: RenewalEffect
  /** The upstream's word for it; what is sold follows the kind of the facts. */
  readonly kind: string
}

/** An offer that stands: fetched from this upstream and not withdrawn since. */
export interface StandingOffer extends UpstreamOffer {
  /** `sandbox:jazz` */
  readonly upstream: string
}

/** What an upstream's word can change about a plan. Volumes and names stay those of the facts. */
export type Terms = Pick<Plan, 'price' | 'validity' | 'renewalEffect'>

const sandboxPrefix = 'sandbox:'

/** Kinds that a line can be renewed with, by environment; real money buys prepaid plans alone. */
const renewableKinds: Readonly<Record<Environment, readonly string[]>> = {
  production: ['prepaid'],
  sandbox: ['prepaid', 'idd', 'roaming', 'add-on'],
}

/**
 * The offer that decides about a plan: the first connected upstream in the configured order.
 * A simulated operator never speaks in production, nor a real one in the sandbox.
 */
export function decidingOffer(
  offers: readonly StandingOffer[],
  connectedUpstreams: readonly string[],
  environment: Environment,
): StandingOffer | undefined {
  for (const upstream of connectedUpstreams) {
    if (!speaksIn(upstream, environment)) continue
    const offer = offers.find((one) => one.upstream === upstream)
    if (offer) return offer
  }
  return undefined
}

/** A simulated operator is nobody where money is real, and the other way round. */
export function speaksIn(upstream: string, environment: Environment): boolean {
  return upstream.startsWith(sandboxPrefix) === (environment === 'sandbox')
}

/** The facts overlaid by what the upstream confirms; silence of the upstream leaves the fact. */
export function overlay(plan: Terms, offer: UpstreamOffer | undefined): Terms {
  if (!offer) {
    const { price, validity, renewalEffect } = plan
    return { price, validity, renewalEffect }
  }
  return {
    price: overlayPrice(plan.price, offer.price),
    validity: overlayValidity(plan.validity, offer.validity),
    renewalEffect: offer.renewalEffect === 'unknown' ? plan.renewalEffect : offer.renewalEffect,
  }
}

/**
 * An amount and its basis go together: 600 "as load" and 520 "from the balance" are one price of
 * Jazz's, so an amount without a basis may confirm the fact's amount, but never borrow the fact's
 * basis for another.
 */
function overlayPrice(fact: PlanPrice, said: PlanPrice): PlanPrice {
  if (isKnownPrice(said)) return said
  if (said.amount === null || said.amount === fact.amount) return fact
  return { ...said, basis: 'unknown' }
}

function overlayValidity(fact: Validity, said: Validity): Validity {
  if (said.days === null && said.hours === null) return fact
  if (said.rule !== 'unknown') return said
  const sameLength = said.days === fact.days && said.hours === fact.hours
  return sameLength ? fact : said
}

/**
 * Whether a plan may be sold; undefined when it may. Every condition is asked in the order in which
 * a reader would want to know it: what it is, what it costs, how long, by whom, who says so, which
 * tax.
 * @param plan the plan as the facts have it.
 * @param offer what the connected upstream says of it.
 * @param rule the tax rule of the day, the territory and the environment.
 */
export function offerState(
  plan: Plan,
  offer: UpstreamOffer | undefined,
  rule: TaxRule | undefined,
  environment: Environment,
): NotOffered | undefined {
  if (plan.placeholder) return 'placeholder'
  if (!renewableKinds[environment].includes(plan.kind)) return 'not_prepaid'
  const { price, validity } = overlay(plan, offer)
  // A price of 0 is nothing that could be charged, delivered and booked.
  if (price.amount === null || price.amount === 0n) return 'price_unknown'
  if (price.basis === 'unknown') return 'price_basis_unknown'
  if (validity.days === null && validity.hours === null) return 'validity_unknown'
  if (!offer) return 'not_deliverable'
  if (!isCertain(plan, offer)) return 'unverified'
  // The simulated network's tax table is its own invention, so there it need not be verified.
  if (!rule || (environment === 'production' && !rule.verified)) return 'tax_rule_unverified'
  return undefined
}

/** Amount, basis and validity each stand on an official page or on the upstream's own word. */
function isCertain(plan: Plan, offer: UpstreamOffer): boolean {
  const said = {
    'price.amount': offer.price.amount !== null,
    'price.basis': isKnownPrice(offer.price),
    validity: offer.validity.days !== null || offer.validity.hours !== null,
  }
  return Object.entries(said).every(([field, byUpstream]) => {
    return byUpstream || plan.verifiedFields.includes(field)
  })
}
