import { routeTo } from '#attempts'
import type { Db, Tx } from '#db'
import type { Upstreams } from '#engine'
import { Fault } from '#kernel'
import { findQuoteRow, type KeptTerms, type Quote } from '#quotes'
import type { PlaceRequest } from './index.ts'

/** No price is promised for what we have stopped delivering. @throws Fault upstream_stopped */
export async function refuseQuote(upstreams: Upstreams, operator: string): Promise<void> {
  await upstreams.refreshIfDue()
  if (isStopped(upstreams, operator)) throw stopped(operator)
}

/**
 * Before anything is written: no renewal is left hanging on a gateway that answers nobody, and no
 * money is taken for an operator that is stopped. One that is only ill takes orders: they wait.
 * @throws Fault payment_unavailable · upstream_stopped
 */
export async function refusePlacing(
  { upstreams, terms, db }: { upstreams: Upstreams; terms: KeptTerms; db: Db },
  { quote, method }: PlaceRequest,
  within?: Tx,
): Promise<void> {
  const { parties } = upstreams
  await upstreams.refreshIfDue(within)
  const provider = parties.providers.find((it) => it.methods.some(({ id }) => id === method))
  const state = provider && upstreams.standingOf(provider.id)?.state
  // While it is tried, an order is the try.
  if (state === 'stopped' || state === 'not_answering')
    throw new Fault('busy', 'payment_unavailable', { field: 'payment.method' })
  // The quote is read once more only on the rare day on which some operator is stopped.
  if (!parties.operators.some(({ id }) => upstreams.stoppedOf(id))) return
  const on = within ?? db
  const row = await findQuoteRow(on, quote)
  const operator = row && (await terms.get(row.termsId, on)).operator.id
  if (operator && isStopped(upstreams, operator)) throw stopped(operator)
}

export async function findIllness(
  upstreams: Upstreams,
  operator: string,
): Promise<Date | undefined> {
  await upstreams.refreshIfDue()
  return illSince(upstreams, operator)
}

/** A program that quotes learns it with the price, before anybody pays. */
export function warnOfIllness(upstreams: Upstreams, quote: Quote): Quote {
  if (!illSince(upstreams, quote.operator.id)) return quote
  return { ...quote, warnings: [...quote.warnings, 'upstream_not_answering'] }
}

function illSince(upstreams: Upstreams, operator: string): Date | undefined {
  const party = routeTo(upstreams.parties, operator)?.id
  const standing = party === undefined ? undefined : upstreams.standingOf(party)
  return standing?.state === 'not_answering' ? (standing.since ?? undefined) : undefined
}

function isStopped({ parties, stoppedOf }: Upstreams, operator: string): boolean {
  const party = routeTo(parties, operator)?.id
  return party !== undefined && stoppedOf(party) !== undefined
}

const stopped = (operator: string) =>
  new Fault('busy', 'upstream_stopped', { field: 'plan', details: { operator } })
