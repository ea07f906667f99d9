/**
 * The shapes of the files in `facts/`. Strict: a misspelt key is an error, not a fact that silently
 * vanished.
 */
import { z } from 'zod'
import { territories } from './tax.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const text = z.string().trim().min(1)
const date = z.iso.date()
const basisPoints = z.int().min(0).max(10_000)
/** Never 0: what the source does not state is left out. */
const volume = z.int().positive().nullable().default(null)

const localized = z.strictObject({
  en: text,
  'zh-Hans': text.optional(),
  ur: text.optional(),
})

const provenance = z.strictObject({
  source: text,
  sourceUrl: z.url({ protocol: /^https?$/ }).nullable(),
  asOf: text,
  verified: z.boolean(),
})

export const operatorsFile = z.strictObject({
  operators: z.array(
    z.strictObject({
      id,
      kind: z.enum(['network', 'brand', 'travel_esim']),
      choosable: z.boolean(),
      name: localized,
      aliases: z.array(
        z.strictObject({
          text: text.lowercase(),
          source: text,
          note: z
            .string()
            .regex(/^catalog\.alias\.[a-z]+$/)
            .nullable(),
        }),
      ),
      prefixes: z.array(
        z.strictObject({
          prefix: z.string().regex(/^3\d{1,3}$/),
          source: text,
          note: text.optional(),
        }),
      ),
      zone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone)),
      helpline: text.nullable(),
      provenance,
    }),
  ),
})

export const territoriesFile = z.strictObject({
  territories: z.array(z.strictObject({ id: z.enum(territories), name: localized.required() })),
})

const rate = provenance.extend({ bp: basisPoints })

export const taxesFile = z.strictObject({
  sets: z.array(
    z.strictObject({
      id,
      environment: z.enum(['production', 'sandbox']),
      effectiveFrom: date,
      effectiveUntil: date.nullable(),
      advanceTax: rate,
      serviceTax: z.record(z.enum(territories), rate),
    }),
  ),
})

export const planKinds = [
  'prepaid',
  'add-on',
  'idd',
  'roaming',
  'postpaid',
  'postpaid-bolt-on',
  'travel-esim',
] as const

export const validityRulesFile = z.strictObject({
  rules: z.array(
    z.strictObject({
      operator: id,
      kinds: z.array(z.enum(planKinds)).min(1),
      rule: z.enum(['calendar_days', 'rolling', 'unknown']),
      provenance,
    }),
  ),
})

export const priceBases = ['balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown'] as const
export const validityRules = ['calendar_days', 'rolling', 'unknown'] as const
export const renewalEffects = [
  'stack',
  'replace',
  'queue',
  'reject',
  'extend_volume',
  'unknown',
] as const

/** What a page of an operator can state about a plan; only these may be called verified. */
export const verifiableFields = [
  'price.amount',
  'price.basis',
  'validity',
  'region',
  'renewalEffect',
  'autoRecurring',
  'ussd.subscribe',
  'ussd.status',
  'ussd.unsubscribe',
  'allowance.dataMb',
  'allowance.dataOffpeakMb',
  'allowance.offpeakWindow',
  'allowance.socialMb',
  'allowance.minutesAllNet',
  'allowance.minutesOnNet',
  'allowance.minutesOffNet',
  'allowance.sms',
] as const

const plan = z.strictObject({
  id,
  name: localized,
  kind: z.enum(planKinds),
  environment: z.literal('sandbox').nullable().default(null),
  allowance: z.strictObject({
    dataMb: volume,
    dataOffpeakMb: volume,
    offpeakWindow: z
      .string()
      .regex(/^\d\d:\d\d-\d\d:\d\d$/)
      .nullable()
      .default(null),
    socialMb: volume,
    socialApps: text.nullable().default(null),
    minutesAllNet: volume,
    minutesOnNet: volume,
    minutesOffNet: volume,
    sms: volume,
    unlimitedOnNet: z.boolean().default(false),
  }),
  validity: z.strictObject({
    days: z.int().positive().nullable(),
    hours: z.int().positive().nullable(),
    rule: z.enum(validityRules).optional(),
  }),
  prices: z
    .array(
      z.strictObject({
        from: date.optional(),
        basis: z.enum(priceBases),
        amount: z.int().nonnegative().nullable(),
        currency: z.literal('PKR'),
      }),
    )
    .min(1),
  region: text,
  renewalEffect: z.enum(renewalEffects),
  ussd: z.strictObject({
    subscribe: text.nullable().default(null),
    status: text.nullable().default(null),
    unsubscribe: text.nullable().default(null),
  }),
  autoRecurring: z.boolean().nullable(),
  provenance,
  verifiedFields: z.array(z.enum(verifiableFields)),
  placeholder: z.boolean(),
  stale: z.boolean(),
  notes: text.nullable(),
})

export const plansFile = z.strictObject({ operator: id, plans: z.array(plan).min(1) })

export type OperatorsFile = z.infer<typeof operatorsFile>
export type TaxesFile = z.infer<typeof taxesFile>
export type ValidityRulesFile = z.infer<typeof validityRulesFile>
export type PlansFile = z.infer<typeof plansFile>
export type PlanEntry = z.infer<typeof plan>
export type TerritoriesFile = z.infer<typeof territoriesFile>
