import { type Answer, type Call, json, notFound, problem, readObject } from '../http.ts'
import { readNumber } from '../operators/number.ts'
import { bundleStatus } from '../store/bundles.ts'
import type { Charge } from '../store/charges.ts'
import type { Topup } from '../store/topups.ts'
import { minorNumber, timeText, type World } from '../world.ts'
import { beginFaults, endFaults, showFaults } from './faults.ts'

const longestAdvance_ms = 20 * 366 * 86_400_000

/**
 * The books as an outside auditor reads them, the clock and the faults. No key: only this machine
 * reaches it.
 */
export function answerControl(world: World, call: Call): Answer | Promise<Answer> {
  const [what, id, ...rest] = call.path
  const asked = rest.length > 0 ? '' : `${call.method} ${what}${id === undefined ? '' : '/'}`
  if (asked === 'GET lines/') return showLine(world, id!)
  if (asked === 'GET charges') return showCharges(world, call.query.get('reference') ?? '')
  if (asked === 'POST faults') return beginFaults(world, call)
  if (asked === 'GET faults') return showFaults(world)
  if (asked === 'DELETE faults') return endFaults(world)
  if (asked === 'POST reset') return reset(world)
  if (asked === 'POST clock') return moveClock(world, call)
  return notFound
}

/** Everything ever credited to a number and what it has now, at all operators; amounts in paisa. */
function showLine(world: World, typed: string): Answer {
  const msisdn = readNumber(typed)
  if (!msisdn) return problem(400, 'invalid_msisdn', 'This is no Pakistani mobile number.')
  const { topups, bundles } = world.store
  const at = world.clock.now()
  const references = new Map<string, string | null>()
  const credits = topups.listCredits(msisdn)
  for (const credit of credits) references.set(credit.id, credit.correlator)
  return json(200, {
    msisdn,
    credits: credits.map(creditView),
    bundles: bundles.listOfLine(msisdn).map((bundle) => ({
      reference: references.get(bundle.id) ?? null,
      operator: bundle.operator,
      plan: bundle.plan,
      status: bundleStatus(bundle, at),
      starts_at: timeText(bundle.startsAt),
      ends_at: timeText(bundle.cancelledAt ?? bundle.replacedAt ?? bundle.endsAt),
    })),
    balance: topups
      .listBalances(msisdn)
      .map(({ operator, amount }) => ({ operator, amount: minorNumber(amount), currency: 'PKR' })),
  })
}

function creditView(topup: Topup) {
  return {
    reference: topup.correlator,
    operator: topup.operator,
    plan: topup.plan,
    amount: minorNumber(topup.amount),
    at: timeText(topup.completedAt),
    reversed_at: timeText(topup.reversedAt),
  }
}

function showCharges(world: World, start: string): Answer {
  const charges = world.store.charges.listNewest(start)
  return json(200, { data: charges.map((charge) => chargeRow(world, charge)) })
}

function chargeRow(world: World, charge: Charge) {
  const refunds = world.store.refunds.listOfCharge(charge.id).map((refund) => ({
    reference: refund.reference,
    status: refund.status,
    amount: minorNumber(refund.amount),
    currency: refund.currency,
    failure_code: refund.failureCode ?? undefined,
    created_at: timeText(refund.createdAt),
  }))
  return {
    reference: charge.reference,
    status: charge.status,
    amount: minorNumber(charge.amount),
    currency: charge.currency,
    captured_amount: minorNumber(charge.captured),
    refunded_amount: minorNumber(charge.refunded),
    token: charge.token,
    created_at: timeText(charge.createdAt),
    refunds,
  }
}

async function reset(world: World): Promise<Answer> {
  await world.runner.reset(() => {
    world.store.clear()
    world.faults.end()
    world.clock.reset()
  })
  return json(200, { now: timeText(world.clock.now()) })
}

/** Answers when everything that became due on the way has run and its callbacks were sent. */
async function moveClock(world: World, call: Call): Promise<Answer> {
  const ms = readObject(call.body)?.advance_ms
  if (typeof ms !== 'number' || !Number.isInteger(ms) || ms < 0 || ms > longestAdvance_ms)
    return problem(400, 'invalid_request', 'advance_ms must be a whole number of milliseconds.')
  await world.runner.advance(ms)
  return json(200, { now: timeText(world.clock.now()) })
}
