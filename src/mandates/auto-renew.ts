import { randomBytes } from 'node:crypto'
import {
  attemptReference,
  type MandateAside,
  type Parties,
  type Policy,
  routeTo,
  type Work,
} from '#attempts'
import type { Catalog, Territory } from '#catalog'
import type { Db } from '#db'
import type { Allowed, Obligations } from '#engine'
import { type Clock, Fault, newId, plusMs, type Uuid } from '#kernel'
import { type KeptTerms, type Terms, termsOf } from '#quotes'
import type { Logger } from '#telemetry'
import { type ClaimedMandate, claimMandates, type MandateOffer } from './store/claim-mandates.ts'

export interface AutoRenewOptions {
  readonly db: Db
  readonly clock: Clock
  readonly catalog: Catalog
  readonly terms: KeptTerms
  readonly parties: Parties
  readonly policy: Policy
  readonly accounts: ReadonlyMap<string, number>
  readonly log: Logger
  readonly random?: (bytes: number) => Uint8Array
}

export interface AutoRenewer {
  /**
   * Renews due mandates of a shard, as many as it is allowed, and hands over their deliveries,
   * claimed. `nextAt`: when the shard is worth another claim; now, if some were left.
   */
  claim: Obligations['claimMandates']
}

const sendable = (admitted: Allowed['admitted']) => (admitted ?? []).filter((it) => it.sends)

type Offer = MandateOffer & { readonly known: Terms | undefined }

/** Prices are asked for again after this; a quote of a customer is never older than that either. */
const priceMs = 60_000

export function createAutoRenewer(options: AutoRenewOptions): AutoRenewer {
  const { db, clock, policy, accounts, log } = options
  const random = options.random ?? randomBytes
  const prices = keepPrices(options)

  async function claim(shard: number, leaseNow: Date, { limit, admitted }: Allowed) {
    const now = clock.now()
    // No party may get more than it admits, so one statement takes no more than the least of them.
    const most = Math.min(limit, ...sendable(admitted).map((it) => it.most))
    // Ascending, as they are written. At 28,000 renewals no difference was to be seen (ADR 0061).
    const ids = Array.from({ length: most }, () => newId(shard, now, random)).sort()
    const offers = await prices.list(now)
    const retryAt = plusMs(now, policy.mandateRetryMs)
    const rows = await claimMandates(db, {
      shard,
      now,
      leaseUntil: plusMs(leaseNow, policy.leaseMs),
      promisedBy: plusMs(now, policy.personAfterMs),
      retryAt,
      ids,
      offers,
      accounts,
      admitted: admitted && sendable(admitted).map(({ party }) => party),
    })
    const unpriced = rows.filter(({ offer }) => offer === null)
    await prices.add(unpriced, now)
    const works = rows.flatMap((row) => toWork(row, offers, { now, policy }))
    const aside = rows.flatMap((row) => (row.aside ? [row.aside] : []))
    if (aside.length > 0) log.warn('mandates set aside', { shard, ...countEach(aside) })
    const more = unpriced.length > 0 || rows.length === ids.length
    const nextAt = more ? now : aside.length > 0 ? retryAt : undefined
    return { works, nextAt }
  }

  return { claim }
}

/**
 * Today's price of each plan that a mandate ever asked for, in memory: ten million lines buy a few
 * hundred plans, so a claim carries the prices with it instead of joining a catalogue.
 */
function keepPrices(options: AutoRenewOptions) {
  const offers = new Map<string, Offer>()
  let freshUntil = 0

  async function price(plan: string, territory: string | null, at: Date): Promise<void> {
    const found = await priceOf(options, plan, territory, at)
    const terms = found ? await options.terms.ensure(found.terms, at) : null
    offers.set(JSON.stringify([plan, territory]), {
      plan,
      territory,
      terms,
      total: found?.terms.total.amount ?? null,
      party: found?.party ?? null,
      known: found?.terms,
    })
  }

  return {
    async list(at: Date): Promise<readonly Offer[]> {
      if (at.getTime() >= freshUntil) {
        for (const { plan, territory } of offers.values()) await price(plan, territory, at)
        freshUntil = at.getTime() + priceMs
      }
      return [...offers.values()]
    },
    async add(rows: readonly ClaimedMandate[], at: Date): Promise<void> {
      const wanted = new Map(rows.map((row) => [`${row.plan}\n${row.territory}`, row]))
      for (const { plan, territory } of wanted.values()) await price(plan, territory, at)
    },
  }
}

/** Undefined when it is not sold today: a refusal here, and not a failure of the whole claim. */
async function priceOf(
  { catalog, parties }: AutoRenewOptions,
  plan: string,
  territory: string | null,
  at: Date,
): Promise<{ terms: Terms; party: string } | undefined> {
  try {
    const priced = await catalog.pricePlan(plan, (territory ?? undefined) as Territory, at)
    const operator = await catalog.getOperator(priced.plan.operator)
    const party = routeTo(parties, priced.plan.operator)?.id
    return operator && party ? { terms: termsOf(priced, operator), party } : undefined
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

/** The delivery as the statement wrote it: sent once, ours under fence 1. */
function toWork(
  row: ClaimedMandate,
  offers: readonly Offer[],
  { now, policy }: { now: Date; policy: Policy },
): Work[] {
  if (row.id === null) return []
  const { known, party } = offers[row.offer!]!
  if (!known || !party) throw new Error(`renewed without an offer: ${row.plan}`)
  const work: Work = {
    renewalId: row.id as Uuid,
    leg: 'delivery',
    n: 1,
    reference: attemptReference(row.id, 'delivery', 1),
    party,
    fence: 1,
    step: 'send',
    state: 'open',
    sends: 1,
    looks: 0,
    firstSentAt: now,
    lastSentAt: now,
    deadlineAt: plusMs(now, policy.personAfterMs),
    request: null,
    renewal: {
      status: 'paid',
      attention: null,
      method: 'wallet',
      returnUrl: null,
      deliveredAt: null,
      wallet: row.walletId,
    },
    mandate: { lineId: row.lineId, period: row.period },
    order: {
      msisdn: row.msisdn,
      operator: known.operator.id,
      plan: known.plan.id,
      validity: known.plan.validity,
      effect: known.plan.renewalEffect,
      zone: known.operator.zone,
      total: known.total,
      load: { amount: known.price.load, currency: known.total.currency },
      payBy: now,
    },
  }
  return [work]
}

function countEach(reasons: readonly MandateAside[]): Partial<Record<MandateAside, number>> {
  const counts: Partial<Record<MandateAside, number>> = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
