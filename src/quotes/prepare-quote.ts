import { type Catalog, type Territory, territories } from '#catalog'
import { type Clock, Fault, isCurrency, newId, plusMs } from '#kernel'
import { guestShard, readMsisdn } from '#lines'
import type { KeptTerms } from './keep-terms.ts'
import type { QuoteRequest } from './quote.ts'
import { type PreparedQuote, termsOf } from './terms.ts'

export interface QuoteContext {
  readonly catalog: Catalog
  readonly terms: KeptTerms
  readonly clock: Clock
  /** How long a price stays locked. */
  readonly quoteMs: number
  readonly random: (bytes: number) => Uint8Array
}

/**
 * Price, tax rule and stated effect for a number and a plan, to be locked by writing it. The terms
 * are kept here, once for all who are offered the same.
 * What the line really holds is not read: the effect follows from the plan's rule and the clock.
 */
export async function prepareQuote(
  request: QuoteRequest,
  context: QuoteContext,
): Promise<PreparedQuote> {
  const { catalog, clock, quoteMs } = context
  const { msisdn } = readLine(request)
  if (request.currency !== undefined && !isCurrency(request.currency)) {
    throw new Fault('invalid', 'currency_not_sold', {
      field: 'currency',
      details: { currency: request.currency.slice(0, 8), sold: 'PKR' },
    })
  }
  const at = clock.now()
  const territory = readTerritory(request.territory)
  // Asked together, the catalogue looks once whether it is still the newest.
  const [asked, pricing] = await Promise.allSettled([
    request.operator === undefined
      ? catalog.guessOperator(msisdn)
      : catalog.getOperator(request.operator),
    catalog.pricePlan(request.plan, territory, at),
  ])
  const operator = settled(asked)
  if (!operator) throw new Fault('invalid', 'operator_unknown', { field: 'operator' })
  const priced = settled(pricing)
  const { plan } = priced
  if (plan.operator !== operator.id) {
    throw new Fault('invalid', 'plan_other_operator', {
      field: 'plan',
      details: { plan_operator: plan.operator, line_operator: operator.id },
    })
  }
  const quote = {
    id: newId(guestShard(msisdn), at, context.random),
    msisdn,
    operatorChosen: request.operator !== undefined,
    createdAt: at,
    expiresAt: plusMs(at, quoteMs),
  }
  const terms = termsOf(priced, operator)
  return { quote, terms, termsId: await context.terms.ensure(terms, at) }
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

function readLine({ msisdn, iccid }: QuoteRequest) {
  if (msisdn !== undefined) return readMsisdn(msisdn)
  if (iccid === undefined) throw new Fault('invalid', 'msisdn_invalid', { field: 'line.msisdn' })
  // A Pakistani line is renewed by its number; no connected party can turn an ICCID into one.
  const plausible = /^89\d{16,18}F?$/i.test(iccid.replace(/\s/g, ''))
  throw new Fault('invalid', plausible ? 'iccid_needs_number' : 'iccid_invalid', {
    field: 'line.iccid',
  })
}

function readTerritory(text: string | undefined): Territory | undefined {
  if (text === undefined || text === '') return undefined
  const territory = territories.find((it) => it === text)
  if (!territory) {
    throw new Fault('invalid', 'territory_unknown', {
      field: 'territory',
      details: { known: territories.join(', ') },
    })
  }
  return territory
}
