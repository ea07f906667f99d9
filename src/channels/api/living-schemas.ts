import { z } from '@hono/zod-openapi'
import { factFields } from '#catalog'
import { listOf } from './schemas.ts'

/** `renewalEffect` is `renewal_effect` on the wire; each is the name of one fact. */
export const wireName = (field: string) => field.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`)

const facts = factFields.map(wireName) as [string, ...string[]]
const fact = z.enum(facts).openapi({ example: 'price' })
const day = z.iso.date()
const instant = z.iso.datetime()
const localized = z.object({
  en: z.string(),
  'zh-Hans': z.string().optional(),
  ur: z.string().optional(),
})
const price = z.object({
  basis: z.string(),
  amount: z.int().nullable(),
  currency: z.string(),
})

/** A text, a number, or a price, a length or a name in its parts. */
const value = z.unknown().openapi({ description: 'null where the source does not state it' })

export const statedFact = z.object({
  fact,
  value,
  from: day.nullable().openapi({ description: 'null: as far back as is known' }),
  source: z.string(),
  source_url: z.string().nullable(),
  as_of: z.string(),
  verified: z.boolean(),
  stated_by: z.enum(['release', 'staff']),
})

export const planRecord = z
  .object({
    id: z.string(),
    operator: z.string(),
    name: localized,
    listed: z.boolean().openapi({ description: 'false while it is withdrawn or not yet there' }),
    offered: z.boolean(),
    facts: z.array(statedFact),
    scheduled: z.array(z.object({ fact, from: day, value })),
  })
  .openapi('PlanRecord')

export const priceStep = z
  .object({
    from: day.nullable(),
    until: day.nullable(),
    price,
    said_by: z.enum(['release', 'staff', 'upstream']),
    source: z.string(),
    source_url: z.string().nullable(),
    as_of: z.string(),
    verified: z.boolean(),
  })
  .openapi('PriceStep')

const who = {
  by: z.string().trim().min(1).max(200).openapi({ example: 'Ayesha Khan' }),
  because: z.string().trim().min(1).max(2000),
}
const source = {
  source: z.string().trim().min(1).max(500),
  source_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .optional(),
  as_of: z.string().trim().min(1).max(100),
}

const entries = z
  .array(z.looseObject({ id: z.string().max(200) }))
  .min(1)
  .max(500)
  .openapi({
    description:
      'Plans in the shape of facts/plans/*.json; what an entry leaves out stays. `from` dates it.',
  })

export const previewRequest = z.object({ plans: entries }).openapi('CatalogPreviewRequest')

const accept = z.array(z.string().max(200)).max(500).openapi({
  description: 'Plans whose suspicious change was looked at and is right',
})

export const changeRequest = z
  .object({
    plans: entries,
    ...who,
    accept: accept.optional(),
    revision: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .openapi({
        description: 'That of the preview; a catalogue that changed since is refused',
      }),
  })
  .openapi('CatalogChangeRequest')

export const verifyRequest = z
  .object({
    facts: z.array(fact).min(1).max(30),
    ...source,
    source_url: z.url({ protocol: /^https?$/ }).max(2000),
    ...who,
  })
  .openapi('CatalogVerifyRequest')

export const withdrawRequest = z
  .object({ from: day.optional(), accept: accept.optional(), ...source, ...who })
  .openapi('CatalogWithdrawRequest')

export const takeBackRequest = z.object(who).openapi('CatalogTakeBackRequest')

const stated = z.object({ plan: z.string(), fact, from: day.nullable(), before: value, value })

export const changePreview = z
  .object({
    revision: z.string(),
    added: z.array(z.object({ plan: z.string(), from: day })),
    changed: z.array(stated),
    withdrawn: z.array(z.string()),
    unchanged: z.int(),
    suspicious: z.array(z.object({ plan: z.string(), why: z.string() })),
    problems: z.array(
      z.object({
        line: z.int(),
        column: z.string(),
        problem: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .openapi('CatalogPreview')

export const appliedChange = changePreview
  .omit({ problems: true })
  .extend({ change: z.string().nullable().openapi({ description: 'null: nothing to change' }) })
  .openapi('CatalogChanged')

export const keptChange = z
  .object({
    id: z.string(),
    at: instant,
    kind: z.string(),
    by: z.string(),
    caller: z.string(),
    because: z.string(),
    file: z.string().nullable(),
    tax_rules: z.array(z.string()),
    facts: z.array(
      stated.extend({
        source: z.string(),
        verified: z.boolean(),
        taken_back_by: z.string().nullable(),
      }),
    ),
  })
  .openapi('CatalogChange')

export const takenBack = z.object({ change: z.string(), taken_back: z.string() })

export const reviewItem = z
  .object({
    plan: z.string(),
    operator: z.string(),
    name: localized,
    unverified: z.array(fact),
    stale: z.boolean(),
    scheduled: z.array(day),
    disputed: z.array(z.object({ fact, staff: value, release: value, change: z.string() })),
  })
  .openapi('CatalogReviewItem')

export const changeQuery = z.object({
  plan: z.string().max(200).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

export const changeList = listOf(keptChange)
export const reviewList = listOf(reviewItem)
