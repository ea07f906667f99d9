import { type Answer, type Call, cut, json, type Twist, text } from '../http.ts'
import type { Bundle } from '../store/bundles.ts'
import type { Topup } from '../store/topups.ts'
import { findPlan, type OperatorRules, requiredLoadOf } from '../tariff.ts'
import { newId, postLetter, rupees, type World } from '../world.ts'
import { type Behaviour, behaviourOf } from './number.ts'
import { creditLine, topupSubject } from './settle-topup.ts'
import { swallow } from './swallow.ts'
import { readTopupRequest, type TopupRequest } from './topup-request.ts'
import { aboutTopup, tmfError, topupLetter, topupView } from './topup-view.ts'

const completesAfter_ms = 3000
const reversesAfter_ms = 5000

const floatMessage = 'The partner’s wallet is too low for this load; nothing was taken from it.'

type Refusal =
  | 'lineNotRechargeable'
  | 'unknownOffering'
  | 'amountTooLow'
  | 'bundleAlreadyActive'
  | 'invalidRequest'

/**
 * POST topupBalance: credits a line and buys the bundle that the request names, or refuses. A
 * `correlatorId` is taken once per operator, whatever became of it: its second use is refused with
 * 409 and proves that the first arrived.
 */
export function createTopup(world: World, rules: OperatorRules, call: Call): Answer {
  const request = readTopupRequest(call.body)
  if (!request) return tmfError(400, 'invalidRequest', 'The body is not a JSON object.')
  return world.store.transact(
    () => swallow(world, rules.id, request) ?? bookTopup(world, rules, request, call.twist),
  )
}

function bookTopup(
  world: World,
  rules: OperatorRules,
  request: TopupRequest,
  twist: Twist | undefined,
): Answer {
  const { correlator, msisdn } = request
  if (correlator !== null && world.store.topups.findByCorrelator(rules.id, correlator))
    return tmfError(409, 'duplicateCorrelatorId', 'This correlatorId was received before.')
  // Not kept: the operator wants the same request again, once the wallet was filled.
  if (twist?.emptyFloat)
    return tmfError(402, 'partnerBalanceTooLow', floatMessage, twist.emptyFloat.headers)
  const refuse = (code: Refusal, message: string) =>
    refuseTopup(world, rules, request, code, message)
  if (request.problem !== undefined || msisdn === null)
    return refuse('invalidRequest', request.problem ?? 'The number is missing.')
  const behaviour = behaviourOf(msisdn)
  if (behaviour === 'not_rechargeable')
    return refuse('lineNotRechargeable', 'This line cannot be recharged.')
  const plan = request.plan === null ? undefined : findPlan(rules.id, request.plan)
  if (request.plan !== null && !plan)
    return refuse('unknownOffering', `${rules.name} has no offering ${request.plan}.`)
  const least = plan ? requiredLoadOf(plan) : 1n
  if (request.amount < least)
    return refuse('amountTooLow', `The offering needs a load of PKR ${rupees(least)}.`)
  const at = world.clock.now()
  const topup = newTopup(rules, request, at)
  if (behaviour === 'slow') return startTopup(world, topup)
  const line = { id: topup.id, msisdn, amount: topup.amount }
  const settled = creditLine(world, rules, line, topup.plan, at)
  if (settled.kind === 'refused') return refuse(settled.code, 'The same bundle is still running.')
  const completed: Topup = {
    ...topup,
    status: 'completed',
    completedAt: at,
    leftover: settled.leftover,
  }
  world.store.topups.insert(completed)
  return answerCompleted(world, behaviour, topup, completed, settled.bundle)
}

function newTopup(rules: OperatorRules, request: TopupRequest, at: number): Topup {
  return {
    id: newId('tb'),
    operator: rules.id,
    correlator: request.correlator,
    msisdn: request.msisdn,
    plan: request.plan,
    amount: request.amount,
    sent: JSON.stringify(request.sent),
    status: 'created',
    reason: null,
    requestedAt: at,
    completedAt: null,
    reversedAt: null,
    failedAt: null,
    leftover: 0n,
  }
}

/** A refusal is kept when it can be asked for, so that a lookup finds why. */
function refuseTopup(
  world: World,
  rules: OperatorRules,
  request: TopupRequest,
  code: Refusal,
  message: string,
): Answer {
  if (request.correlator !== null) {
    const topup = newTopup(rules, request, world.clock.now())
    world.store.topups.insert({ ...topup, status: 'failed', reason: code })
  }
  return tmfError(code === 'invalidRequest' ? 400 : 422, code, message)
}

function startTopup(world: World, topup: Topup): Answer {
  world.store.topups.insert(topup)
  const dueAt = topup.requestedAt + completesAfter_ms
  world.runner.schedule('complete-topup', topupSubject(topup), '', dueAt)
  return json(201, topupView(topup, undefined))
}

/** The line has its credit by now; what the caller hears of it is another matter. */
function answerCompleted(
  world: World,
  behaviour: Behaviour,
  created: Topup,
  completed: Topup,
  bundle: Bundle | undefined,
): Answer {
  if (behaviour === 'answer_lost') return cut
  if (behaviour === 'garbled') return text(200, '<<OK|0x1F TOPUP DONE{')
  if (behaviour === 'noisy_callbacks') {
    const type = 'TopupBalanceCreateEvent'
    const early = topupLetter(world, type, created, undefined)
    const late = topupLetter(world, type, completed, bundle)
    // Two events in five letters, and the older event comes after the newer one.
    for (const letter of [late, early, late, late, early])
      postLetter(world, aboutTopup(created), letter)
  }
  if (behaviour === 'reversed') {
    const dueAt = completed.requestedAt + reversesAfter_ms
    world.runner.schedule('reverse-topup', topupSubject(completed), '', dueAt)
  }
  return json(201, topupView(completed, bundle))
}
