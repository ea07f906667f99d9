import * as z from 'zod'
import type { HttpAnswer } from '#http'
import { fromDecimal, type PartyRecord } from '#kernel'

const pageSize = 500

const listed = z.object({
  id: z.string(),
  correlatorId: z.string().optional(),
  status: z.enum(['created', 'completed', 'failed', 'cancelled']),
  amount: z.object({ amount: z.number(), units: z.string() }),
  requestedDate: z.iso.datetime(),
})

const outcomes = {
  created: 'open',
  completed: 'done',
  failed: 'refused',
  cancelled: 'reversed',
} as const

/**
 * Reads the operator's TopupBalances of a time, page by page. A row that cannot be read ends it:
 * left out, it would look like an effect that the operator does not know.
 */
export async function* listTopups(
  topups: string,
  { from, to }: { from: Date; to: Date },
  get: (url: string) => Promise<HttpAnswer>,
): AsyncIterable<PartyRecord<'delivery'>> {
  const time = `requestedDate.gte=${from.toISOString()}&requestedDate.lt=${to.toISOString()}`
  for (let offset = 0; ; offset += pageSize) {
    const answer = await get(`${topups}?${time}&offset=${offset}&limit=${pageSize}`)
    if (answer.status !== 200 && answer.status !== 206) throw new Error(`list: ${answer.status}`)
    const page = z.array(listed).parse(answer.json)
    yield* page.map(readRow)
    if (page.length < pageSize) return
  }
}

function readRow(row: z.infer<typeof listed>): PartyRecord<'delivery'> {
  const money = fromDecimal(row.amount.amount.toFixed(2), 'PKR')
  if (!money) throw new Error(`list: no readable amount in ${row.id}`)
  return {
    leg: 'delivery',
    reference: row.correlatorId ?? row.id,
    outcome: outcomes[row.status],
    amount: { amount: money.amount, currency: row.amount.units },
    at: new Date(row.requestedDate),
    partyId: row.id,
  }
}
