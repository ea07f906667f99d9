import { z } from '@hono/zod-openapi'
import { territories } from '#catalog'
import { mostTextLength, sorts, traits } from '#search'
import { listOf, money, plan } from './schemas.ts'

const volume = z.coerce.number().int().min(0)

export const planQuery = z.object({
  q: z.string().max(mostTextLength).optional().openapi({
    description: 'As people write it, in Chinese, English, Urdu or Roman Urdu: "jazz 周包"',
  }),
  operator: z.string().max(80).optional().openapi({ description: 'One or several: jazz,zong' }),
  min_days: z.coerce.number().int().min(1).optional(),
  max_days: z.coerce.number().int().min(1).optional(),
  min_data_mb: volume.optional().openapi({ description: 'Of the whole volume, off-peak included' }),
  min_minutes: volume.optional().openapi({ description: 'Own-network minutes included' }),
  min_sms: volume.optional(),
  kind: z.enum(traits).optional().openapi({ description: '`roaming` and others' }),
  region: z.enum(territories).optional().openapi({
    description: 'Sold there, at least in a part of it; its taxes hold unless territory says else',
  }),
  max_total: volume.optional().openapi({ description: 'ISO 4217 minor units' }),
  territory: z.enum(territories).optional().openapi({ description: 'Whose taxes hold' }),
  sort: z
    .enum(sorts)
    .optional()
    .openapi({
      description:
        'match: as written · total: cheapest · per_gb: per usable gigabyte · ends: latest end · ' +
        'data: most · validity: longest. `match` with q, else `total`.',
    }),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
})

const understoodKinds = [
  'operator',
  'days',
  'data',
  'minutes',
  'sms',
  'price',
  'sold_in',
  'trait',
  'code',
  'offered',
  'order',
] as const
const bound = z.number().nullable().optional()

const understood = z
  .object({
    text: z.string().openapi({ description: 'The part of q' }),
    kind: z.enum(understoodKinds),
    corrected: z.boolean().openapi({ description: 'Another spelling was taken to be meant' }),
    operators: z.array(z.string()).optional(),
    from: bound.openapi({ description: 'Days, MB, minutes, SMS or minor units; null: no bound' }),
    to: bound,
    territories: z.array(z.enum(territories)).optional(),
    trait: z.enum(traits).optional(),
    code: z.string().optional(),
    sort: z.enum(sorts).optional(),
  })
  .openapi('Understood')

const wayOut = z
  .object({
    without: z.object({ text: z.string().optional(), filter: z.string().optional() }),
    count: z.int(),
  })
  .openapi('WayOut')

export const foundPlan = plan
  .extend({
    usable_data_mb: z.int().nullable().openapi({
      description: 'Usable at any time for anything; null where the source does not say',
    }),
    per_usable_gb: money.nullable().openapi({ description: 'null where total or volume is' }),
  })
  .openapi('FoundPlan')

export const foundPlans = listOf(foundPlan).extend({
  count: z.int().openapi({ description: 'How many there are in all' }),
  sort: z.enum(sorts),
  territory: z.enum(territories).nullable(),
  understood: z.array(understood).openapi({
    description: 'What was understood of q; every plan found is all of it',
  }),
  words: z.array(z.string()).openapi({ description: 'What was looked for in names' }),
  unmatched: z.array(z.string()).openapi({
    description: 'When nothing was found: the words that no plan has',
  }),
  ways_out: z.array(wayOut).openapi({
    description: 'When nothing was found: what would be, without a part of the question',
  }),
  msisdn: z.string().nullable().openapi({
    description: 'A telephone number in q, which is looked for in no plan',
  }),
  notices: z.array(z.object({ code: z.string(), text: z.string() })).openapi({
    description: 'What has to be said of the question, in the language asked for',
  }),
  alias: z
    .object({ text: z.string(), operator: z.string(), note: z.string().nullable() })
    .optional()
    .openapi({ description: 'When an operator was written by another name' }),
})
