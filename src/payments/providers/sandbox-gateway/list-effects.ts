import * as z from 'zod'
import type { HttpAnswer } from '#http'
import type { PartyRecord } from '#kernel'

const charges = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      status: z.string(),
      amount: z.int(),
      captured_amount: z.int(),
      refunded_amount: z.int(),
      currency: z.string(),
      created_at: z.iso.datetime(),
    }),
  ),
  next_cursor: z.string().nullable(),
})

const refunds = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      status: z.enum(['succeeded', 'failed']),
      retriable: z.boolean().optional(),
      amount: z.int(),
      currency: z.string(),
      created_at: z.iso.datetime(),
    }),
  ),
  next_cursor: z.string().nullable(),
})

type Get = (path: string) => Promise<HttpAnswer>

/** Charges, then refunds, of a time; a page that cannot be read ends it. */
export async function* listEffects(
  { from, to }: { from: Date; to: Date },
  get: Get,
): AsyncIterable<PartyRecord<'charge' | 'refund'>> {
  const time = `created_from=${from.toISOString()}&created_to=${to.toISOString()}`
  for await (const row of pages(`/charges?${time}`, get, charges)) {
    const isTaken = row.status === 'captured'
    yield {
      leg: 'charge',
      reference: row.reference,
      outcome: isTaken ? 'done' : row.status in final ? 'refused' : 'open',
      amount: {
        amount: BigInt(isTaken ? row.captured_amount : row.amount),
        currency: row.currency,
      },
      returned: BigInt(row.refunded_amount),
      at: new Date(row.created_at),
      partyId: row.id,
    }
  }
  for await (const row of pages(`/refunds?${time}`, get, refunds)) {
    yield {
      leg: 'refund',
      reference: row.reference,
      // What may be sent again under its reference is not over.
      outcome: row.status === 'succeeded' ? 'done' : row.retriable ? 'open' : 'refused',
      amount: { amount: BigInt(row.amount), currency: row.currency },
      at: new Date(row.created_at),
      partyId: row.id,
    }
  }
}

/** No money can come of these any more. */
const final = { declined: true, expired: true, cancelled: true }

async function* pages<Row>(
  path: string,
  get: Get,
  shape: z.ZodType<{ data: Row[]; next_cursor: string | null }>,
): AsyncIterable<Row> {
  let cursor: string | null = null
  do {
    const answer = await get(`${path}&limit=500${cursor === null ? '' : `&cursor=${cursor}`}`)
    if (answer.status !== 200) throw new Error(`list: ${answer.status}`)
    const page: { data: Row[]; next_cursor: string | null } = shape.parse(answer.json)
    yield* page.data
    cursor = page.next_cursor
  } while (cursor !== null)
}
