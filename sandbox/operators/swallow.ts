import { type Answer, cut, silence } from '../http.ts'
import type { Arrival } from '../store/arrivals.ts'
import type { World } from '../world.ts'
import { behaviourOf } from './number.ts'
import type { TopupRequest } from './topup-request.ts'
import { tmfError } from './topup-view.ts'

const outage_ms = 10_000

function isSilent(arrival: Arrival): boolean {
  return behaviourOf(arrival.msisdn) === 'silent'
}

function isDown(arrival: Arrival, at: number): boolean {
  return behaviourOf(arrival.msisdn) === 'outage' && at < arrival.firstAt + outage_ms
}

/** The line that is down knows when it will be well again, and says so. */
function down(arrival: Arrival, at: number): Answer {
  const left_s = Math.ceil((arrival.firstAt + outage_ms - at) / 1000)
  const headers = { 'retry-after': String(left_s) }
  return tmfError(503, 'systemUnavailable', 'The system is down.', headers)
}

/**
 * Requests that never reach the operator's books: the silent line's, those during an outage, the
 * first of a line that loses it. Counted per number and correlatorId, so a later renewal of the
 * same line lives through it again. Undefined lets the request through.
 */
export function swallow(world: World, operator: string, request: TopupRequest): Answer | undefined {
  const { msisdn } = request
  if (msisdn === null || request.problem !== undefined) return undefined
  const behaviour = behaviourOf(msisdn)
  if (behaviour !== 'silent' && behaviour !== 'outage' && behaviour !== 'request_lost')
    return undefined
  const { arrivals } = world.store
  const reference = request.correlator ?? ''
  const at = world.clock.now()
  const isFirst = arrivals.note(operator, reference, msisdn, at)
  if (behaviour === 'silent') return silence
  if (behaviour === 'request_lost') return isFirst ? cut : undefined
  const firstAt = arrivals.findFirst(operator, reference, msisdn) ?? at
  return isDown({ msisdn, firstAt }, at) ? down({ msisdn, firstAt }, at) : undefined
}

/** What a lookup by correlatorId runs into before it reaches the books; undefined when nothing. */
export function swallowLookup(world: World, operator: string, correlator: string) {
  const at = world.clock.now()
  for (const arrival of world.store.arrivals.listNamed(operator, correlator)) {
    if (isSilent(arrival)) return silence
    if (isDown(arrival, at)) return down(arrival, at)
  }
  return undefined
}
