import type { Postman } from './postman.ts'
import { chance, type RefundFate } from './scenario.ts'
import type { PartyAnswer, PartyRequest, World } from './world.ts'

type ChargeStatus =
  | 'captured'
  | 'requires_action'
  | 'processing'
  | 'declined'
  | 'expired'
  | 'cancelled'

export interface BookedCharge {
  readonly id: string
  readonly reference: string
  readonly amount: number
  readonly bookedAt: number
  readonly visibleAt: number
  readonly expiresAt: number
  status: ChargeStatus
  captured: number
}

export interface BookedRefund {
  readonly id: string
  readonly reference: string
  readonly charge: string
  readonly amount: number
  readonly visibleAt: number
  status: 'succeeded' | 'failed'
}

/** A gateway's own books: what was really taken and really given back. */
export interface GatewayBooks {
  readonly charges: readonly BookedCharge[]
  readonly refunds: readonly BookedRefund[]
  handle(request: PartyRequest): PartyAnswer
}

const unknown: PartyAnswer = { status: 404, json: { code: 'unknown_charge' } }

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one party, each function in it short
export function createGateway(world: World, postman: Postman): GatewayBooks {
  const { scheduler, random, scenario } = world
  const { dedupe, keyTtlMs, sessionMs } = scenario.gateway
  const charges: BookedCharge[] = []
  const refunds: BookedRefund[] = []
  const refundFate: RefundFate = random.pick(scenario.refundFates)
  /** Some gateways give back more than they took, if they are asked to. */
  const capsRefunds = chance(random, 0.5)
  const lowUntil = world.startedAt + random.below(70_000)

  const tell = (charge: BookedCharge | BookedRefund, type: string) =>
    postman.post('sandbox-gateway', { type, data: { reference: charge.reference } })

  /** A payer's session ends by itself; looked at whenever somebody looks. */
  function settled(charge: BookedCharge): BookedCharge {
    if (charge.status === 'requires_action' && scheduler.now() >= charge.expiresAt) {
      charge.status = 'expired'
      tell(charge, 'charge.expired')
    }
    return charge
  }

  function capture(charge: BookedCharge, from: ChargeStatus) {
    if (settled(charge).status !== from) return
    charge.status = 'captured'
    charge.captured = charge.amount + (scenario.amountDiffers ? 100 : 0)
    scheduler.note(`gateway captures ${charge.reference}`)
    tell(charge, 'charge.captured')
  }

  function known(reference: unknown): BookedCharge | undefined {
    if (dedupe === 'none') return undefined
    return charges.find(
      (it) =>
        it.reference === reference &&
        (keyTtlMs === null || scheduler.now() - it.bookedAt < keyTtlMs),
    )
  }

  function charge({ body, visibleAt }: PartyRequest): PartyAnswer {
    const earlier = known(body.reference)
    if (earlier) {
      return dedupe === 'native'
        ? { status: 200, json: chargeView(settled(earlier)) }
        : { status: 409, json: { code: 'reference_reused' } }
    }
    const wanted = Date.parse(String(body.expires_at))
    const booked: BookedCharge = {
      id: world.nextName('chg'),
      reference: String(body.reference),
      amount: Number(body.amount),
      bookedAt: scheduler.now(),
      visibleAt,
      expiresAt: Math.min(scheduler.now() + sessionMs!, wanted),
      status: body.token === 'tok_redirect' ? 'requires_action' : 'processing',
      captured: 0,
    }
    charges.push(booked)
    scheduler.note(`gateway books ${booked.reference} ${body.token}`)
    settleBy(String(body.token), booked)
    return { status: 201, json: chargeView(settled(booked)) }
  }

  function settleBy(token: string, booked: BookedCharge) {
    if (token === 'tok_ok') return capture(booked, 'processing')
    if (token === 'tok_declined') {
      booked.status = 'declined'
      return tell(booked, 'charge.declined')
    }
    const isVisited = token === 'tok_slow' || chance(random, 0.7)
    // Some payers come when the session is over, and some in its last moment.
    const ms = random.pick([random.below(8000), sessionMs! - 1 - random.below(50), 22_000])
    const from = booked.status
    if (isVisited) {
      scheduler.after(world.outside, `pays ${booked.id}`, ms, () => capture(booked, from))
    }
  }

  function cancel(name: string): PartyAnswer {
    const all = charges.filter((it) => it.reference === name)
    const found = all.find((it) => it.status === 'captured') ?? all.at(-1)
    if (!found) return unknown
    if (settled(found).status !== 'requires_action') {
      return { status: 409, json: { code: 'not_cancellable', charge: chargeView(found) } }
    }
    found.status = 'cancelled'
    tell(found, 'charge.cancelled')
    return { status: 200, json: chargeView(found) }
  }

  function refund({ body, visibleAt }: PartyRequest): PartyAnswer {
    const same =
      dedupe === 'none' ? undefined : refunds.find((it) => it.reference === body.reference)
    if (same?.status === 'succeeded') {
      return dedupe === 'native'
        ? { status: 200, json: refundView(same) }
        : { status: 409, json: { code: 'reference_reused' } }
    }
    const isTooMuch = capsRefunds && Number(body.amount) > refundable(body.charge)
    if (refundFate === 'refused' || isTooMuch) return { status: 422, json: { code: 'refused' } }
    const booked: BookedRefund = same ?? {
      id: world.nextName('rfd'),
      reference: String(body.reference),
      charge: String(body.charge),
      amount: Number(body.amount),
      visibleAt,
      status: 'failed',
    }
    if (!same) refunds.push(booked)
    const isLow = refundFate === 'low' && scheduler.now() < lowUntil
    booked.status = isLow ? 'failed' : 'succeeded'
    scheduler.note(`gateway refund ${booked.status} ${booked.reference}`)
    tell(booked, `refund.${booked.status}`)
    return { status: 201, json: refundView(booked) }
  }

  function refundable(reference: unknown): number {
    const taken = charges.filter((it) => it.reference === reference).map((it) => it.captured)
    const given = refunds
      .filter((it) => it.charge === reference && it.status === 'succeeded')
      .map((it) => it.amount)
    return [...taken, ...given.map((amount) => -amount)].reduce((sum, it) => sum + it, 0)
  }

  const visible = <T extends { visibleAt: number; reference: string }>(
    all: readonly T[],
    query: URLSearchParams,
  ) =>
    all.filter((it) => it.reference === query.get('reference') && it.visibleAt <= scheduler.now())

  return {
    charges,
    refunds,
    handle(request) {
      const { method, path, query } = request
      const cancels = /\/charges\/([^/]+)\/cancel$/.exec(path)
      if (cancels) return cancel(decodeURIComponent(cancels[1]!))
      if (method === 'POST') return path.endsWith('/refunds') ? refund(request) : charge(request)
      const found = path.endsWith('/refunds')
        ? visible(refunds, query).map(refundView)
        : visible(charges, query).map((it) => chargeView(settled(it)))
      // Without a memory for references there may be several under one: the newest comes first.
      return { status: 200, json: { data: found.reverse().slice(0, 1) } }
    },
  }
}

function chargeView(charge: BookedCharge) {
  const { id, reference, status, captured, expiresAt } = charge
  return {
    id,
    reference,
    status,
    captured_amount: captured,
    currency: 'PKR',
    expires_at: new Date(expiresAt).toISOString(),
    ...(status === 'requires_action'
      ? { next_action: { type: 'redirect', url: `http://gateway.invalid/pay/${id}` } }
      : {}),
  }
}

function refundView({ id, reference, status, amount }: BookedRefund) {
  const failure = { failure_code: 'gateway_balance_low', retriable: true }
  return { id, reference, status, amount, currency: 'PKR', ...(status === 'failed' ? failure : {}) }
}
