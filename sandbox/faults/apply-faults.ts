import { type Answer, type Call, cut, json, silence, type Twist } from '../http.ts'
import { tellTopup, tmfError } from '../operators/topup-view.ts'
import type { World } from '../world.ts'
import { postForgery } from './forge-letter.ts'
import { ruin } from './garbage.ts'
import { nameRequest } from './name-request.ts'
import type { FaultKind } from './rule.ts'
import { drawLatency, type Schedule, type Strike, type Target } from './schedule.ts'

type Handle = (call: Call) => Answer | Promise<Answer>

/** One request on its way through a faulty network to a party and back. */
interface Journey {
  readonly world: World
  readonly schedule: Schedule
  readonly target: Target
  readonly strikes: readonly Strike[]
}

/**
 * Answers as the party would, but for what the schedule has in store for this request. Only the way
 * there and back is faulty: what the party did is in its books as always.
 */
export async function answerFaulty(
  world: World,
  schedule: Schedule,
  call: Call,
  handle: Handle,
): Promise<Answer> {
  const target = nameRequest(call)
  const strikes = target ? schedule.strike(target, world.clock.now()) : []
  if (!target || strikes.length === 0) return handle(call)
  const journey = { world, schedule, target, strikes }
  const forged = find(journey, 'forged')
  if (forged) postForgery(world, target, call, forged)
  if (!(await delay(journey, 'late_effect'))) return cut
  const answer = failBefore(journey) ?? (await reach(journey, call, handle))
  if (!(await delay(journey, 'latency'))) return cut
  return spoil(journey, answer)
}

function find({ strikes }: Journey, fault: FaultKind): Strike | undefined {
  return strikes.find(({ rule }) => rule.fault === fault)
}

/** False when a reset dropped everything that was on its way. */
async function delay({ world, strikes }: Journey, fault: FaultKind): Promise<boolean> {
  const waits = strikes.filter(({ rule }) => rule.fault === fault).map(drawLatency)
  if (waits.length === 0) return true
  return world.runner.pause(waits.reduce((sum, wait) => sum + wait, 0))
}

/** What ends the journey before the party's books are reached. */
function failBefore(journey: Journey): Answer | undefined {
  if (find(journey, 'lost_request')) return cut
  if (find(journey, 'silence')) return silence
  const outage = find(journey, 'outage')
  if (outage) return fail(journey, 503, retryAfter(journey, outage))
  const error = find(journey, 'error_before_effect')
  if (!error) return undefined
  const status = error.rule.status!
  // Drawn anew for every request, so the next one may well come through.
  return fail(journey, status, status === 503 ? { 'retry-after': '1' } : {})
}

/** Only a rule with an end can promise one. */
function retryAfter({ world, schedule }: Journey, strike: Strike): Record<string, string> {
  const left_s = schedule.endsIn_s(strike.rule, world.clock.now())
  return left_s === undefined ? {} : { 'retry-after': String(left_s) }
}

function fail({ target }: Journey, status: number, headers: Record<string, string> = {}): Answer {
  const [code, message] =
    status === 503
      ? ['Unavailable', 'The system is down.']
      : ['InternalError', 'Something failed on the way.']
  if (target.party !== 'gateway') return tmfError(status, `system${code}`, message, headers)
  const word = status === 503 ? 'unavailable' : 'internal_error'
  return json(status, { code: word, detail: message }, headers)
}

/** The party itself, once or several times. */
async function reach(journey: Journey, call: Call, handle: Handle): Promise<Answer> {
  const expiry = find(journey, 'key_expiry')
  if (expiry) forget(journey, expiry)
  const twisted = { ...call, twist: twistOf(journey) }
  let answer = await handle(twisted)
  const duplicate = find(journey, 'duplicate')
  // Each copy is answered; the caller hears the answer to the last one.
  for (let copy = 1; duplicate && copy < duplicate.rule.copies!; copy++)
    answer = await handle(twisted)
  if (find(journey, 'early')) await callBackFirst(journey)
  return answer
}

function twistOf(journey: Journey): Twist {
  const stale = find(journey, 'stale_lookup')
  const empty = find(journey, 'float_empty')
  return {
    asOf: stale && journey.world.clock.now() - stale.rule.stale_ms!,
    emptyFloat: empty && { headers: retryAfter(journey, empty) },
    refundFails: find(journey, 'refund_fails') !== undefined,
  }
}

function forget({ world, target }: Journey, expiry: Strike): void {
  const { store, clock } = world
  const before = clock.now() - expiry.rule.after_ms!
  store.transact(() => {
    if (target.party !== 'gateway') {
      store.topups.forget(target.party, target.reference, before)
      return
    }
    if (target.action !== 'refund') store.charges.forget(target.reference, before)
    if (target.action === 'refund' || target.action === 'lookup')
      store.refunds.forget(target.reference, before)
  })
}

/**
 * Sends the callbacks of this request and waits until they were taken, before the answer leaves. A
 * top-up that is done at once has none of its own, so it gets one here.
 */
async function callBackFirst({ world, target }: Journey): Promise<void> {
  const { topups, bundles, charges, refunds } = world.store
  const { party, reference } = target
  if (party !== 'gateway') {
    const topup = topups.findByCorrelator(party, reference)
    if (!topup) return
    const isNo = topup.status === 'failed'
    const event = isNo ? 'TopupBalanceFailureEvent' : 'TopupBalanceCreateEvent'
    world.store.transact(() => tellTopup(world, event, topup, bundles.find(party, topup.id)))
    return world.runner.sendNow([topup.id])
  }
  const isRefund = target.action === 'refund'
  const charge = isRefund
    ? refunds.findByReference(reference)?.charge
    : charges.findByReference(reference)?.id
  if (charge !== undefined) await world.runner.sendNow([charge])
}

/** What becomes of an answer on its way back; one that was cut or silent already stays so. */
function spoil(journey: Journey, answer: Answer): Answer {
  if (answer.kind !== 'answer') return answer
  if (find(journey, 'lost_answer')) return cut
  const error = find(journey, 'error_after_effect')
  if (error) return fail(journey, error.rule.status!)
  const garbage = find(journey, 'garbage')
  if (garbage) return ruin(answer, garbage)
  const drip = find(journey, 'slow_drip')
  if (!drip) return answer
  const { runner } = journey.world
  return { kind: 'drip', answer, over_ms: drawLatency(drip), pause: (ms) => runner.pause(ms) }
}
