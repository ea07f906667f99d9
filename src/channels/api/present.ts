import type { z } from '@hono/zod-openapi'
import type { ListedPlan, Operator, PriceBreakdown, TrueCost } from '#catalog'
import { moneyToJson, pkr, publicId } from '#kernel'
import type { TrialBalance } from '#ledger'
import type { Quote } from '#quotes'
import type { Renewal } from '#receipts'
import type * as schemas from './schemas.ts'

type Wire<Schema extends z.ZodType> = z.output<Schema>

export function presentOperator(operator: Operator): Wire<typeof schemas.operator> {
  const { id, name, prefixes, zone, provenance } = operator
  return {
    id,
    name,
    prefixes: [...prefixes],
    zone,
    source: provenance.source,
    as_of: provenance.asOf,
    verified: provenance.verified,
  }
}

export function presentPlan(plan: ListedPlan): Wire<typeof schemas.plan> {
  const { allowance, validity, price, provenance } = plan
  return {
    id: plan.id,
    operator: plan.operator,
    name: plan.name,
    kind: plan.kind,
    allowance: {
      data_mb: allowance.dataMb,
      data_offpeak_mb: allowance.dataOffpeakMb,
      offpeak_window: allowance.offpeakWindow,
      social_mb: allowance.socialMb,
      minutes_all_net: allowance.minutesAllNet,
      minutes_on_net: allowance.minutesOnNet,
      minutes_off_net: allowance.minutesOffNet,
      sms: allowance.sms,
      unlimited_on_net: allowance.unlimitedOnNet,
    },
    validity: {
      ...(validity.hours === null ? { days: validity.days } : { hours: validity.hours }),
      rule: validity.rule,
    },
    price: {
      basis: price.basis,
      amount: price.amount === null ? null : Number(price.amount),
      currency: price.currency,
    },
    total: plan.total === null ? null : moneyToJson(pkr(plan.total)),
    cost: plan.cost && presentCost(plan.cost),
    territory_needed: plan.territoryNeeded,
    region: plan.region,
    renewal_effect: plan.renewalEffect,
    source: provenance.source,
    as_of: provenance.asOf,
    verified: provenance.verified,
    confirmed_by: plan.confirmedBy,
    offered: plan.offered,
    ...(plan.notOffered ? { not_offered: plan.notOffered } : {}),
  }
}

/** The chain in its fixed order of words, the same on plan, advice, quote and renewal. */
function presentSplit(split: PriceBreakdown) {
  return {
    load: moneyToJson(pkr(split.load)),
    advance_tax: moneyToJson(pkr(split.advanceTax)),
    credited: moneyToJson(pkr(split.credited)),
    service_tax: moneyToJson(pkr(split.serviceTax)),
    service: moneyToJson(pkr(split.service)),
  }
}

function presentRule({ id, territory, assumed }: TrueCost['taxRule']) {
  return { tax_rule: id, territory, territory_assumed: assumed }
}

export function presentCost({ split, taxRule }: TrueCost): Wire<typeof schemas.cost> {
  return { ...presentSplit(split), ...presentRule(taxRule) }
}

export function presentQuote(quote: Quote): Wire<typeof schemas.quote> {
  const { price, effect, bestMoment, taxRule } = quote
  return {
    id: publicId('quote', quote.id),
    line: {
      msisdn: quote.msisdn,
      operator: quote.operator.id,
      confidence: quote.operator.confidence,
    },
    plan: quote.plan.id,
    plan_name: quote.plan.name,
    price: presentSplit(price),
    total: moneyToJson(quote.total),
    effect: {
      kind: effect.kind,
      certainty: effect.certainty,
      starts_at: effect.startsAt.toISOString(),
      expires_at: effect.expiresAt?.toISOString() ?? null,
      loses: effect.loses,
    },
    ...(bestMoment && {
      best_moment: {
        at: bestMoment.at.toISOString(),
        expires_at: bestMoment.expiresAt.toISOString(),
        gains_days: bestMoment.gainsDays,
      },
    }),
    ...presentRule(taxRule),
    warnings: [...quote.warnings],
    expires_at: quote.expiresAt.toISOString(),
  }
}

export function presentRenewal(renewal: Renewal, receiptUrl: string): Wire<typeof schemas.renewal> {
  const { quote, payment, delivery } = renewal
  return {
    id: publicId('renewal', renewal.id),
    status: renewal.status,
    quote: renewal.period === null ? publicId('quote', quote.id) : null,
    line: { msisdn: quote.msisdn, operator: quote.operator.id },
    plan: quote.plan.id,
    price: presentSplit(quote.price),
    total: moneyToJson(renewal.total),
    ...presentRule(quote.taxRule),
    payment: {
      method: payment.method,
      status: payment.status,
      reference: payment.reference,
      ...(payment.nextAction && {
        next_action: {
          type: payment.nextAction.type,
          url: payment.nextAction.url,
          expires_at: payment.nextAction.expiresAt?.toISOString() ?? null,
        },
      }),
    },
    delivery,
    attention: renewal.attention,
    promised_by: renewal.promisedBy?.toISOString() ?? null,
    expires_at: renewal.expiresAt?.toISOString() ?? null,
    receipt_url: receiptUrl,
    timeline: renewal.timeline.map(({ at, event }) => ({ at: at.toISOString(), event })),
    created_at: renewal.createdAt.toISOString(),
  }
}

export function presentTrialBalance(balance: TrialBalance): Wire<typeof schemas.trialBalance> {
  return {
    currency: balance.currency,
    debits: Number(balance.debits),
    credits: Number(balance.credits),
    difference: Number(balance.difference),
    accounts: balance.accounts.map(({ code, debits, credits }) => ({
      code,
      debits: Number(debits),
      credits: Number(credits),
    })),
    wallets: balance.wallets.map((row) => ({
      wallet: publicId('wallet', row.wallet),
      shard: row.shard,
      stored: Number(row.stored),
      derived: Number(row.derived),
    })),
    mismatches: balance.mismatches.map((row) => ({
      account: row.code,
      shard: row.shard,
      stored: { debits: Number(row.storedDebits), credits: Number(row.storedCredits) },
      derived: { debits: Number(row.derivedDebits), credits: Number(row.derivedCredits) },
    })),
  }
}
