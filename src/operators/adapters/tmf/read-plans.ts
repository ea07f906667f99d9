import * as z from 'zod'
import type { Msisdn } from '#kernel'
import type { RunningPlan } from '../../usage.ts'
import { type AskTmf, isSame } from './read-usage.ts'

const instant = z.iso.datetime({ offset: true })
const product = z.object({
  name: z.string().max(200),
  startDate: instant,
  terminationDate: instant,
  productOffering: z.object({ id: z.string().max(200) }),
  realizingResource: z.array(z.object({ id: z.string() })).min(1),
})

/**
 * TMF637: what runs on the line and what is queued behind it, by its beginning. Null when it cannot
 * be read whole: half a list would let a line look empty.
 */
export async function readPlans(ask: AskTmf, msisdn: Msisdn): Promise<RunningPlan[] | null> {
  const lists = await Promise.all(
    ['active', 'pendingActive'].map(async (status) => {
      const line = `realizingResource.id=${encodeURIComponent(msisdn)}`
      const answer = await ask(
        'GET',
        `/tmf-api/productInventory/v4/product?${line}&status=${status}&limit=100`,
      )
      const rows = z.array(product).safeParse(answer.json)
      if ((answer.status !== 200 && answer.status !== 206) || !rows.success) return null
      const ours = rows.data.every((row) =>
        row.realizingResource.every((it) => isSame(it.id, msisdn)),
      )
      return ours ? rows.data : null
    }),
  )
  if (lists.includes(null)) return null
  return lists
    .flatMap((rows) => rows ?? [])
    .map((row) => ({
      plan: row.productOffering.id,
      name: row.name,
      startsAt: new Date(row.startDate),
      endsAt: new Date(row.terminationDate),
    }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}
