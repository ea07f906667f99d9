import type { Caller } from '#identity'
import { Fault, publicId } from '#kernel'
import { changesSince, type PreparedQuote, type Quote, type QuoteChange } from '#quotes'
import type { Renewals } from '#renewals'
import { wireName } from './living-schemas.ts'

type Before = Awaited<ReturnType<Renewals['listRenewals']>>['renewals'][number] | null

/**
 * Of a line that renews something else more often than that, the plan is not looked for further.
 */
const lookBack = 50

/**
 * The last renewal of this plan that reached this line.
 * @throws Fault permission_missing: that a number renewed before, and when, is the customer's own
 */
export async function findLast(
  renewals: Renewals,
  { quote, terms }: PreparedQuote,
  caller: Caller,
): Promise<Before> {
  if (!caller.permissions.includes('lines:read'))
    throw new Fault('denied', 'permission_missing', { details: { permission: 'lines:read' } })
  const { renewals: found } = await renewals.listRenewals({
    ...{ msisdn: quote.msisdn, status: 'delivered', limit: lookBack },
  })
  return found.find((renewal) => renewal.quote.plan.id === terms.plan.id) ?? null
}

export function presentSince(before: Before, quote: Quote) {
  if (before === null) return null
  return {
    renewal: publicId('renewal', before.id),
    delivered_at: before.deliveredAt?.toISOString() ?? null,
    changes: changesSince(before.quote, quote).map(presentChange),
  }
}

/** JSON has no bigint: amounts are numbers, as everywhere on the wire. */
function presentChange({ fact, before, now }: QuoteChange) {
  return { fact: wireName(fact), before: plain(before), now: plain(now) }
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)),
  )
}
