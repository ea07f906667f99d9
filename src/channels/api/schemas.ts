import { z } from '@hono/zod-openapi'
import { renewalStatuses } from '#attempts'

/** The wire's words. The same schemas validate requests and make /openapi.json. */
export const money = z
  .object({
    amount: z.int().openapi({ example: 59800, description: 'ISO 4217 minor units' }),
    currency: z.string().openapi({ example: 'PKR' }),
  })
  .openapi('Money')

const split = z.object({
  load: money.openapi({ description: 'What is paid: advance_tax + credited' }),
  advance_tax: money,
  credited: money.openapi({ description: 'What reaches the balance: service_tax + service' }),
  service_tax: money,
  service: money,
})

/** Which version of the taxes; its rates never change under this name. */
const appliedRule = {
  tax_rule: z.string().openapi({ example: 'sandbox/punjab' }),
  territory: z.string(),
  territory_assumed: z.boolean().openapi({
    description: 'No territory was named and the total is the same everywhere: the split is one',
  }),
}

export const cost = split.extend(appliedRule).openapi('Cost')

const instant = z.iso.datetime().openapi({ example: '2026-11-29T18:59:59Z' })
const localized = z.object({
  en: z.string(),
  'zh-Hans': z.string().optional(),
  ur: z.string().optional(),
})

export const problem = z
  .object({
    type: z.string(),
    title: z.string().openapi({ description: 'In the language of Accept-Language: zh, en or ur' }),
    status: z.int(),
    code: z.string().openapi({ description: 'Stable', example: 'quote_expired' }),
    field: z.string().optional().openapi({ example: 'line.msisdn' }),
    reason: z.string().optional().openapi({
      description: 'What the field may be and what to write instead, in the same language',
      example: 'Write a whole number of megabytes, 0 or more, such as 10000.',
    }),
  })
  .openapi('Problem')

export const operator = z
  .object({
    id: z.string().openapi({ example: 'jazz' }),
    name: localized,
    prefixes: z.array(z.string()).openapi({ description: 'Only a guess: numbers are portable' }),
    zone: z.string().openapi({ example: 'Asia/Karachi' }),
    source: z.string(),
    as_of: z.string(),
    verified: z.boolean(),
  })
  .openapi('Operator')

export const identification = z
  .object({
    msisdn: z.string().openapi({ example: '+923001234000' }),
    operator: z.string().nullable(),
    confidence: z.enum(['prefix_guess', 'confirmed']),
    warnings: z.array(z.string()),
  })
  .openapi('Identification')

const count = z.int().nullable().openapi({ description: 'null where the source does not say' })

export const plan = z
  .object({
    id: z.string(),
    operator: z.string(),
    name: localized,
    kind: z.string(),
    allowance: z.object({
      data_mb: count,
      data_offpeak_mb: count,
      offpeak_window: z.string().nullable(),
      social_mb: count,
      minutes_all_net: count,
      minutes_on_net: count,
      minutes_off_net: count,
      sms: count,
      unlimited_on_net: z.boolean(),
    }),
    validity: z.object({
      days: z.int().nullable().optional(),
      hours: z.int().nullable().optional(),
      rule: z.enum(['calendar_days', 'rolling', 'unknown']),
    }),
    price: z.object({
      basis: z.enum(['balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown']),
      amount: z.int().nullable(),
      currency: z.string(),
    }),
    total: money.nullable().openapi({
      description:
        'What the customer pays; null where it depends on a territory not given, or not offered',
    }),
    cost: cost.nullable().openapi({ description: 'Where the total goes; null where it is' }),
    territory_needed: z.boolean(),
    region: z.string(),
    renewal_effect: z.string(),
    source: z.string(),
    as_of: z.string(),
    verified: z.boolean(),
    confirmed_by: z.string().nullable(),
    offered: z.boolean(),
    not_offered: z.string().optional().openapi({ description: 'Why it is listed but not sold' }),
  })
  .openapi('Plan')

export const quoteRequest = z
  .object({
    line: z.object({ msisdn: z.string().max(64).optional(), iccid: z.string().max(64).optional() }),
    plan: z.string().min(1).max(200),
    operator: z.string().max(40).optional(),
    currency: z.string().max(8).optional(),
    territory: z.string().max(40).optional(),
    changes_since_last: z
      .boolean()
      .optional()
      .openapi({
        description:
          'Also say what changed since this line last renewed this plan. Needs a key with ' +
          '`lines:read`: that a number renewed before is told to nobody else.',
      }),
  })
  .openapi('QuoteRequest')

export const quote = z
  .object({
    id: z.string(),
    line: z.object({
      msisdn: z.string(),
      operator: z.string(),
      confidence: z.enum(['prefix_guess', 'chosen']),
    }),
    plan: z.string(),
    plan_name: localized,
    price: split,
    total: money,
    effect: z.object({
      kind: z.enum(['stack', 'replace', 'queue', 'start', 'refused', 'unknown']),
      certainty: z.enum(['rule', 'confirmed', 'unknown']),
      starts_at: instant,
      expires_at: instant.nullable(),
      loses: z.enum(['running_bundle', 'nothing']).nullable(),
    }),
    best_moment: z
      .object({ at: instant, expires_at: instant, gains_days: z.int() })
      .optional()
      .openapi({ description: 'A later moment at which the same plan ends later' }),
    ...appliedRule,
    warnings: z.array(z.string()),
    changes_since_last: z
      .object({
        renewal: z.string(),
        delivered_at: instant.nullable(),
        changes: z.array(
          z.object({
            fact: z.string().openapi({ example: 'total' }),
            before: z.unknown(),
            now: z.unknown(),
          }),
        ),
      })
      .nullable()
      .optional()
      .openapi({ description: 'null: this plan was never delivered to this line' }),
    expires_at: instant,
  })
  .openapi('Quote')

export const renewalRequest = z
  .object({
    quote: z.string().max(64),
    payment: z.object({
      method: z.string().max(40),
      token: z.string().max(200).optional().openapi({
        description: 'With `wallet`: the id of one of your wallets, `wal_…`',
      }),
    }),
    customer: z.looseObject({}).optional().openapi({ description: 'Reserved; not stored' }),
    return_url: z.string().max(2000).optional(),
  })
  .openapi('RenewalRequest')

export const renewal = z
  .object({
    id: z.string(),
    status: z.enum(renewalStatuses),
    quote: z.string().nullable().openapi({ description: 'null when it renewed by itself' }),
    line: z.object({ msisdn: z.string(), operator: z.string() }),
    plan: z.string(),
    price: split,
    total: money,
    ...appliedRule,
    payment: z.object({
      method: z.string(),
      status: z.enum([
        'none',
        'unknown',
        'action',
        'paid',
        'declined',
        'expired',
        'cancelled',
        'refunding',
        'refunded',
      ]),
      reference: z.string(),
      next_action: z
        .object({ type: z.literal('redirect'), url: z.string(), expires_at: instant.nullable() })
        .optional(),
    }),
    delivery: z.object({
      status: z.enum(['none', 'unknown', 'delivered', 'refused', 'reversed']),
      reference: z.string().nullable(),
      tries: z.int(),
    }),
    attention: z.string().nullable().openapi({ description: 'Why a person has it' }),
    promised_by: instant.nullable().openapi({
      description: 'By then it is delivered, refunded, or a person has it',
    }),
    expires_at: instant.nullable(),
    receipt_url: z.string(),
    timeline: z.array(z.object({ at: instant, event: z.string() })),
    created_at: instant,
  })
  .openapi('Renewal')

export const renewalQuery = z.object({
  status: z.enum(renewalStatuses).optional(),
  msisdn: z.string().max(64).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

export const trialBalance = z
  .object({
    currency: z.string(),
    debits: z.int(),
    credits: z.int(),
    difference: z.int().openapi({ description: 'Minor units; must be 0' }),
    accounts: z.array(z.object({ code: z.string(), debits: z.int(), credits: z.int() })),
    mismatches: z.array(
      z.object({
        account: z.string(),
        shard: z.int(),
        stored: z.object({ debits: z.int(), credits: z.int() }),
        derived: z.object({ debits: z.int(), credits: z.int() }),
      }),
    ),
    wallets: z
      .array(z.object({ wallet: z.string(), shard: z.int(), stored: z.int(), derived: z.int() }))
      .openapi({ description: 'Wallets whose balance is not what their transfers give' }),
  })
  .openapi('TrialBalance')

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() })
