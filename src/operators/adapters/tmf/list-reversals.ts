import * as z from 'zod'
import type { HttpAnswer } from '#http'

const pageSize = 100
const cancelled = z.object({ correlatorId: z.string().optional() })

/**
 * Our references of top-ups asked for since `since` that the operator has taken back.
 * @throws when a page does not come; the next sweep asks for the same time again.
 */
export async function* listReversals(
  topups: string,
  since: Date,
  get: (url: string) => Promise<HttpAnswer>,
): AsyncIterable<string> {
  const query = `status=cancelled&requestedDate.gte=${since.toISOString()}`
  for (let offset = 0; ; offset += pageSize) {
    const answer = await get(`${topups}?${query}&offset=${offset}&limit=${pageSize}`)
    if (answer.status !== 200 && answer.status !== 206) throw new Error(`list: ${answer.status}`)
    const page = z.array(cancelled).parse(answer.json)
    for (const { correlatorId } of page) if (correlatorId !== undefined) yield correlatorId
    if (page.length < pageSize) return
  }
}
