import { type Clock, type Msisdn, plusMs } from '#kernel'
import type { LinesRoom } from '#lines'

/** A number of the sandbox that holds a plan before anything was bought. */
const demoLine = '+923001234010' as Msisdn
const lifeMs = 7 * 86_400_000

export async function demoLineUrl(
  { url, lines }: { readonly url: string; readonly lines: LinesRoom },
  clock: Clock,
): Promise<string> {
  const expiresAt = plusMs(clock.now(), lifeMs)
  return `${url}/l/${await lines.sealLink({ msisdn: demoLine, operator: 'jazz', expiresAt })}`
}
