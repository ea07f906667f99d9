/**
 * The doors the pages lean on, played by hand: renewals that are put into any state. Typed by the
 * doors, so a changed door breaks here first. For tests of the pages and for looking at them.
 */

import type { RenewalEvent } from '#attempts'
import type { Catalog, ListedPlan, PlanRecords, Territory } from '#catalog'
import {
  type Clock,
  endOfValidity,
  Fault,
  isMsisdn,
  type Msisdn,
  newId,
  nextMidnight,
  pkr,
  plusMs,
  publicId,
  type Uuid,
  westernDigits,
} from '#kernel'
import type { Quote, QuoteRequest } from '#quotes'
import type { Renewal } from '#receipts'
import type { PaymentMethod, PlaceRequest } from '#renewals'
import { costOf, fakeCatalog, operators, stockPlans, zone } from './catalog.fixture.ts'
import { type FakeLines, fakeLines } from './lines.fixture.ts'
import { type FakeDisputes, fakeDisputes, fakeRecords } from './record.fixture.ts'
import type { PageRenewals } from './room.ts'

/** Sunday 22 November 2026, 14:02:11 in Karachi. */
export const noon = new Date('2026-11-22T09:02:11Z')

export function readMsisdn(text: string): { msisdn: Msisdn; warnings: readonly string[] } {
  const digits = westernDigits(text).replace(/[^\d+]/g, '')
  const msisdn = digits.replace(/^(\+92|0092|92|0)/, '+92')
  if (/^\+92[1-24-9]\d{8,9}$/.test(msisdn)) throw new Fault('invalid', 'msisdn_landline')
  if (/^(\+|00)(?!92)/.test(digits)) throw new Fault('invalid', 'msisdn_foreign')
  if (!isMsisdn(msisdn)) throw new Fault('invalid', 'msisdn_invalid')
  return { msisdn, warnings: [] }
}

export interface FakeWorld {
  readonly clock: Clock & { set(at: Date): void }
  readonly catalog: Catalog
  readonly lines: FakeLines
  readonly records: PlanRecords
  readonly disputes: FakeDisputes
  readonly renewals: PageRenewals & {
    readonly quotes: Map<Uuid, Quote>
    readonly kept: Map<Uuid, Renewal>
    /** What was asked of the door, in order. */
    readonly calls: string[]
    /** The next placing throws this instead. */
    refuseWith: Fault | undefined
    /** What a placed renewal has become by the time somebody waits for its answer. */
    becomes: Partial<Renewal>
    /** Since when the operator does not answer. */
    illSince: Date | undefined
    /** What is connected. */
    methods: readonly PaymentMethod[]
  }
}

const testCard: PaymentMethod = {
  id: 'sandbox_card',
  tokens: [
    ...['tok_ok', 'tok_declined', 'tok_redirect', 'tok_lost_paid', 'tok_lost_unpaid', 'tok_slow'],
    ...['tok_webhook_twice', 'tok_refund_fails_once'],
  ],
}

let serial = 0

function freshId(at: Date): Uuid {
  serial++
  return newId(7, at, (n) => new Uint8Array(n).map((_, i) => (serial * 31 + i * 17) % 256))
}

export function fakeWorld(plans: readonly ListedPlan[] = stockPlans, start = noon): FakeWorld {
  let now = start
  const clock = {
    now: () => now,
    set(at: Date) {
      now = at
    },
  }
  const catalog = fakeCatalog(plans)
  const records = fakeRecords(plans)
  const disputes = fakeDisputes()
  const lines = fakeLines(clock)
  return { clock, catalog, lines, records, disputes, renewals: fakeRenewals(clock, plans) }
}

function fakeRenewals(clock: Clock, plans: readonly ListedPlan[]): FakeWorld['renewals'] {
  const quotes = new Map<Uuid, Quote>()
  const kept = new Map<Uuid, Renewal>()
  const calls: string[] = []
  return {
    quotes,
    kept,
    calls,
    refuseWith: undefined,
    becomes: {},
    illSince: undefined,
    methods: [testCard],
    async makeQuote(request) {
      const quote = makeQuote(clock, plans, request)
      quotes.set(quote.id, quote)
      return quote
    },
    findQuote: async (id) => quotes.get(id),
    async findIllness() {
      return this.illSince
    },
    listPaymentMethods() {
      return this.methods
    },
    async placeRenewal(request) {
      calls.push(`place ${request.method} ${request.token}`)
      if (this.refuseWith) throw this.refuseWith
      const quote = quotes.get(request.quote)!
      if (quote.expiresAt <= clock.now()) throw new Fault('conflict', 'quote_expired')
      for (const other of kept.values())
        if (other.quote.id === quote.id)
          throw new Fault('conflict', 'quote_in_use', {
            details: { renewal: publicId('renewal', other.id) },
          })
      const renewal = makeRenewal(quote, clock.now(), request)
      kept.set(renewal.id, renewal)
      return renewal
    },
    findRenewal: async (id) => kept.get(id),
    async awaitAnswer(id, ms) {
      calls.push(`await ${ms}`)
      kept.set(id, { ...kept.get(id)!, ...this.becomes })
      return kept.get(id)!
    },
    async lookAgain() {
      calls.push('look')
    },
    async cancelRenewal(id) {
      calls.push('cancel')
      const renewal = kept.get(id)!
      if (renewal.status !== 'awaiting_payment')
        throw new Fault('conflict', 'renewal_not_cancellable')
      kept.set(id, { ...renewal, status: 'cancelled' })
      return kept.get(id)!
    },
    sealReceipt: (id) => `${publicId('renewal', id).slice(4)}_signed`,
    openReceipt: (token) =>
      [...kept.keys()].find((id) => `${publicId('renewal', id).slice(4)}_signed` === token),
  }
}

function makeQuote(clock: Clock, plans: readonly ListedPlan[], request: QuoteRequest): Quote {
  const now = clock.now()
  const chosen = plans.find(({ id }) => id === request.plan)
  if (!chosen) throw new Fault('missing', 'plan_unknown')
  if (!chosen.offered) throw new Fault('conflict', 'plan_not_offered')
  if (chosen.territoryNeeded && !request.territory)
    throw new Fault('invalid', 'territory_required', { field: 'territory' })
  const cost = costOf(chosen.total ?? 61234n, request.territory as Territory | undefined)
  const kinds = { stack: 'stack', replace: 'replace', queue: 'queue', reject: 'refused' } as const
  const kind = (kinds[chosen.renewalEffect as keyof typeof kinds] ??
    'unknown') as Quote['effect']['kind']
  const expiresAt = endOfValidity(chosen.validity, now, zone) ?? null
  const midnight = nextMidnight(now, zone)
  const calendar = chosen.validity.rule === 'calendar_days'
  return {
    id: freshId(now),
    msisdn: readMsisdn(request.msisdn!).msisdn,
    operator: {
      id: chosen.operator,
      name: operators.find(({ id }) => id === chosen.operator)!.name,
      confidence: request.operator ? 'chosen' : 'prefix_guess',
    },
    plan: {
      ...chosen,
      source: 'made up',
      asOf: '2026-11',
      verified: false,
    },
    price: cost.split,
    total: pkr(cost.split.load),
    taxRule: cost.taxRule,
    effect: {
      kind,
      certainty: kind === 'unknown' ? 'unknown' : 'rule',
      startsAt: now,
      expiresAt,
      loses: kind === 'replace' ? 'running_bundle' : kind === 'unknown' ? null : 'nothing',
    },
    bestMoment: calendar
      ? { at: midnight, expiresAt: endOfValidity(chosen.validity, midnight, zone)!, gainsDays: 1 }
      : undefined,
    expiresAt: plusMs(now, 15 * 60_000),
    warnings: [],
  }
}

export function makeRenewal(
  quote: Quote,
  at: Date,
  request: Pick<PlaceRequest, 'method'> = { method: 'sandbox_card' },
  change: Partial<Renewal> = {},
  events: readonly RenewalEvent[] = ['placed'],
): Renewal {
  return {
    id: freshId(at),
    status: 'paying',
    quote,
    period: null,
    total: quote.total,
    payment: { method: request.method, status: 'none', reference: 'pay_1', nextAction: undefined },
    delivery: { status: 'none', reference: null, tries: 0 },
    promisedBy: plusMs(at, 33 * 60_000),
    attention: null,
    deliveredAt: null,
    expiresAt: null,
    timeline: events.map((event, i) => ({ at: plusMs(at, i * 1000), event })),
    createdAt: at,
    ...change,
  }
}
