import { z } from 'zod'
import {
  planKinds,
  priceBases,
  renewalEffects,
  validityRules,
  verifiableFields,
} from '../fact-shapes.ts'
import { readWindow } from './columns.ts'
import { type Cell, idPattern } from './draft.ts'
import { readAddress, readAsOf, readDay, readText } from './read-cell.ts'

/** A text that the reader of cells takes; its remedy becomes the message. */
const cell = (read: (text: string) => Cell<unknown>) =>
  z.string().superRefine((text, context) => {
    const found = read(text)
    if ('problem' in found) context.addIssue({ code: 'custom', params: { ...found } })
  })

const text = cell(readText).min(1)
const day = cell(readDay)
const volume = z.int().min(1).max(10_000_000).nullable()

const price = z.strictObject({
  from: day.optional(),
  basis: z.enum(priceBases),
  amount: z.int().min(0).max(100_000_000).nullable(),
  currency: z.literal('PKR'),
})

/**
 * The shape of `facts/plans/*.json`, of which a change may leave out everything it leaves alone.
 */
export const planShape = z.strictObject({
  id: z.string().regex(idPattern).max(200),
  operator: z.string().regex(idPattern).optional(),
  environment: z.literal('sandbox').nullable().optional(),
  from: day.optional(),
  name: z.strictObject({ en: text, 'zh-Hans': text, ur: text }).partial().optional(),
  kind: z.enum(planKinds).optional(),
  price: price.omit({ from: true }).optional(),
  prices: z.array(price).min(1).optional(),
  validity: z
    .strictObject({
      days: z.int().min(1).max(3660).nullable().optional(),
      hours: z.int().min(1).max(87_840).nullable().optional(),
      rule: z.enum(validityRules).optional(),
    })
    .optional(),
  allowance: z
    .strictObject({
      dataMb: volume,
      dataOffpeakMb: volume,
      offpeakWindow: cell(readWindow).nullable(),
      socialMb: volume,
      socialApps: text.nullable(),
      minutesAllNet: volume,
      minutesOnNet: volume,
      minutesOffNet: volume,
      sms: volume,
      unlimitedOnNet: z.boolean(),
    })
    .partial()
    .optional(),
  region: text.optional(),
  renewalEffect: z.enum(renewalEffects).optional(),
  autoRecurring: z.boolean().nullable().optional(),
  ussd: z
    .strictObject({
      subscribe: text.nullable(),
      status: text.nullable(),
      unsubscribe: text.nullable(),
    })
    .partial()
    .optional(),
  notes: z.string().max(2000).nullable().optional(),
  withdrawn: z.boolean().optional(),
  provenance: z.strictObject({
    source: text,
    sourceUrl: cell(readAddress).nullable().optional(),
    asOf: cell(readAsOf),
    verified: z.boolean().optional(),
  }),
  verifiedFields: z.array(z.enum(verifiableFields)).optional(),
  // Follow from the rest; accepted, so that a file of facts can be imported as it is.
  placeholder: z.boolean().optional(),
  stale: z.boolean().optional(),
})

export type PlanEntry = z.infer<typeof planShape>
