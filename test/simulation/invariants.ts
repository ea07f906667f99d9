import { attemptReference } from '#attempts'
import type { TrialBalance } from '#ledger'
import type { Customers } from './customers.ts'
import type { Parties } from './network.ts'
import type { Scenario } from './scenario.ts'
import type { AttemptRow, RenewalRow } from './store.ts'

/** A sentence that begins with the invariant's name: `I3 …`. */
export type Violation = string

const finalStatuses = ['delivered', 'refunded', 'declined', 'expired', 'cancelled']
const freeStatuses = ['declined', 'expired', 'cancelled']

/** What must never be, not for a moment: asked of the parties' books after every event. */
export function checkBooks({ operator, gateway }: Parties): Violation[] {
  const found: Violation[] = []
  const references = new Set(gateway.charges.map((it) => it.reference))
  for (const reference of references) {
    const taken = gateway.charges.filter((it) => it.reference === reference && it.captured > 0)
    const paid = taken.reduce((sum, it) => sum + it.captured, 0)
    const refunded = refundedOf({ operator, gateway }, reference)
    const standing = operator.topups.filter(
      (it) => it.reference === deliveryOf(reference) && it.status === 'completed',
    )
    if (taken.length > 1) found.push(`I4 charged twice: ${reference}`)
    if (refunded > paid) found.push(`I4 refunded ${refunded} of ${paid}: ${reference}`)
    if (refunded > 0 && standing.length > 0) found.push(`I5 refunded and delivered: ${reference}`)
  }
  const credited = operator.topups.filter((it) => it.wasCredited).map((it) => it.reference)
  for (const reference of credited) {
    const times = credited.filter((it) => it === reference).length
    if (times > 1) found.push(`I3 delivered ${times} times: ${reference}`)
  }
  return [...new Set(found)]
}

/** What must be so once everything had its time: our books and theirs, and nobody left behind. */
export function checkEnd(end: {
  rows: readonly RenewalRow[]
  parties: Parties
  trial: readonly TrialBalance[]
  scenario: Scenario
  customers: Customers
}): Violation[] {
  const { rows, parties, trial, scenario, customers } = end
  const found = checkBooks(parties)
  for (const { difference } of trial) {
    if (difference !== 0n) found.push(`I1 balances differ from the transfers by ${difference}`)
  }
  for (const row of rows) {
    found.push(...checkMoney(row), ...checkAgainstBooks(row, parties))
    found.push(...checkOwned(row, scenario))
    const rivals = rows.filter(
      (other) => other.quoteId === row.quoteId && !freeStatuses.includes(other.status),
    )
    if (row.quoteId !== null && rivals.length > 1) {
      found.push(`I6 ${rivals.length} live renewals of quote ${row.quoteId}`)
    }
  }
  const known = new Set(rows.map((row) => attemptReference(row.id, 'charge', 1)))
  for (const { reference } of parties.gateway.charges) {
    if (!known.has(reference)) found.push(`I12 a charge without a renewal: ${reference}`)
  }
  const ordered = new Set([...known].map(deliveryOf))
  for (const { reference } of parties.operator.topups) {
    if (!ordered.has(reference)) found.push(`I12 a delivery without a renewal: ${reference}`)
  }
  for (const id of customers.acknowledged) {
    if (!rows.some((row) => row.id === id)) found.push(`I12 acknowledged and gone: ${id}`)
  }
  return [...new Set(found)]
}

/** I2: captured = delivered + refunded + what we still owe; and a final status owes nothing. */
function checkMoney(row: RenewalRow): Violation[] {
  const { id, status, attempts, booked, events } = row
  const found: Violation[] = []
  const sum = (...kinds: string[]) => kinds.reduce((total, it) => total + (booked[it] ?? 0), 0)
  const delivered = sum('delivery', 'margin') - sum('reversal', 'margin_reversal')
  // What goes back into a wallet is there at once; a gateway has to say so.
  const returned = sum(row.walletId === null ? 'refund_settled' : 'refund')
  const owed = sum('charge') - delivered - returned
  if (delivered < 0 || owed < 0) found.push(`I2 delivered ${delivered}, owed ${owed}: ${id}`)
  if (finalStatuses.includes(status) && owed !== 0) {
    found.push(`I2 ${status}, but ${owed} are still owed: ${id}`)
  }
  if (status === 'delivered' && delivered === 0) found.push(`I2 delivered without value: ${id}`)
  if (status === 'refunded' && returned === 0) found.push(`I2 refunded without money: ${id}`)
  for (const event of ['paid', 'delivered', 'delivery_reversed', 'refunded']) {
    if (events.filter((it) => it === event).length > 1) found.push(`I11 told twice: ${event} ${id}`)
  }
  if (stateOf(attempts, 'refund') === 'open' && status === 'refunded') {
    found.push(`I11 told of a refund that is not proven: ${id}`)
  }
  return found
}

/** I9: what we hold for settled stands so in the party's books; an open attempt books nothing. */
function checkAgainstBooks(row: RenewalRow, parties: Parties): Violation[] {
  const found: Violation[] = []
  const { id, attempts, booked } = row
  const reference = attemptReference(id, 'charge', 1)
  const captured = parties.gateway.charges
    .filter((it) => it.reference === reference)
    .reduce((sum, it) => sum + it.captured, 0)
  const topups = parties.operator.topups.filter((it) => it.reference === deliveryOf(reference))
  const standing = topups.filter((it) => it.status === 'completed').length
  const refunded = refundedOf(parties, reference)
  const load = (booked.delivery ?? 0) - (booked.reversal ?? 0)
  const compare = (what: string, ours: number, theirs: number) => {
    if (ours !== theirs) found.push(`I9 ${what}: we hold ${ours}, they ${theirs}: ${id}`)
  }
  if (row.walletId !== null) {
    compare('charged beside its wallet', 0, captured)
    compare('taken from its wallet', booked.charge ?? 0, Number(row.total))
    compare('given back', booked.refund_settled ?? 0, 0)
  } else if (stateOf(attempts, 'charge') !== 'open') {
    compare('charged', booked.charge ?? 0, captured)
  } else compare('charged while unknown', booked.charge ?? 0, 0)
  if (stateOf(attempts, 'delivery') !== 'open') {
    compare('delivered', load, standing * Number(row.total))
  } else compare('delivered while unknown', load, 0)
  if (stateOf(attempts, 'refund') !== 'open') {
    compare('refunded', booked.refund_settled ?? 0, refunded)
  } else compare('refunded while unknown', booked.refund_settled ?? 0, 0)
  return found
}

/** I8: nothing is left without a next try or a person, and no person without need. */
function checkOwned(row: RenewalRow, scenario: Scenario): Violation[] {
  const { id, status, attention, attempts } = row
  if (attempts.some((it) => it.state === 'open' && !it.isDueSometime)) {
    return [`I8 open and never due again: ${id}`]
  }
  if (status === 'needs_attention') {
    return isNeeded(attention, scenario) ? [] : [`I8 a person for nothing (${attention}): ${id}`]
  }
  return finalStatuses.includes(status) ? [] : [`I8 stuck in ${status}: ${id}`]
}

/** Parties that forget, repeat or never say no leave some things for a person; others must not. */
function isNeeded(attention: string | null, scenario: Scenario): boolean {
  const isHard = ({ dedupe, visibilityLagMs, keyTtlMs }: Scenario['gateway' | 'operator']) =>
    dedupe === 'none' || visibilityLagMs === null || keyTtlMs !== null
  switch (attention) {
    case 'payment_amount_differs':
      return scenario.amountDiffers
    case 'refund_refused':
      return scenario.refundFates.includes('refused')
    case 'operator_silent':
      return isHard(scenario.operator)
    default:
      return isHard(scenario.gateway)
  }
}

function refundedOf({ gateway }: Parties, charge: string): number {
  return gateway.refunds
    .filter((it) => it.charge === charge && it.status === 'succeeded')
    .reduce((sum, it) => sum + it.amount, 0)
}

function stateOf(attempts: readonly AttemptRow[], leg: AttemptRow['leg']) {
  return attempts.findLast((it) => it.leg === leg)?.state
}

/** The reference under which the renewal of a charge is delivered. */
function deliveryOf(chargeReference: string): string {
  return `${chargeReference.slice(0, -2)}d1`
}
