import { z } from '@hono/zod-openapi'
import { mostDays, mostMessageLength, mostUsage } from '#advice'
import { cost, money } from './schemas.ts'

const percent = z.number().min(0).max(100).optional()

const usage = z.object({
  data_mb_per_month: z.int().min(0).max(mostUsage.dataMb).openapi({ example: 10240 }),
  minutes_per_month: z.int().min(0).max(mostUsage.minutes).openapi({
    example: 300,
    description: 'To any Pakistani number',
  }),
  sms_per_month: z.int().min(0).max(mostUsage.sms).openapi({ example: 100 }),
  offpeak_percent: percent.openapi({
    description: 'Of the data, inside off-peak windows; our careful default when absent',
  }),
  apps_percent: percent.openapi({
    description: 'Of the data, for WhatsApp and Facebook; our careful default when absent',
  }),
})

export const planFitRequest = z
  .object({
    usage: usage.optional(),
    sms_text: z
      .string()
      .trim()
      .min(1)
      .max(mostMessageLength)
      .optional()
      .openapi({
        description:
          'An SMS or USSD answer about a bundle, as it came; several may stand in one text. Kept ' +
          'nowhere. A wording that is not known is read word by word, told in `heard`, and refused ' +
          'with `message_unknown` or `message_too_little` where that says too little',
      }),
    line: z
      .object({ msisdn: z.string().max(40), operator: z.string().max(40).optional() })
      .optional()
      .openapi({
        description:
          "The line's own days, as its operator counted them; needs a key with `lines:read`. Less " +
          'than a week of them is refused with `usage_too_short`',
      }),
    days: z.int().min(1).max(mostDays).optional().openapi({
      description: 'Calendar days to cover, today counted; 30 when absent',
    }),
    visa_ends: z.iso.date().optional().openapi({
      description: 'Last day of the visa: the number is blocked after it',
    }),
    operators: z.array(z.string().max(40)).max(20).optional().openapi({
      description: "When absent the line's own, and all where no line is sent",
    }),
    territory: z.string().max(40).optional(),
    payer: z
      .string()
      .max(40)
      .optional()
      .openapi({
        description:
          '`ordinary`, also when absent, or `exempt`; an exemption from advance tax is not priced, ' +
          'and that is said',
      }),
  })
  .refine(
    ({ usage, sms_text, line }) =>
      [usage, sms_text, line].filter((it) => it !== undefined).length === 1,
    { path: ['usage'], params: { key: 'expected.one_use' } },
  )
  .openapi('PlanFitRequest')

const range = z.object({ low: z.int(), high: z.int() }).openapi('Range')

const part = z.object({
  plan: z.string().openapi({ description: 'Its id, as in /v1/plans and /v1/quotes' }),
  times: z.int(),
  name: z.object({ en: z.string(), 'zh-Hans': z.string().optional(), ur: z.string().optional() }),
  price: money.openapi({ description: 'Of one purchase' }),
  cost: cost.openapi({ description: 'Where the price of one purchase goes' }),
})

const basket = z
  .object({
    operator: z.string(),
    plans: z.array(part),
    order: z.enum(['one', 'after', 'together']).openapi({
      description: 'after: one follows the other, in this order; together: side by side',
    }),
    total: money.openapi({ description: 'All purchases, as quotes price each' }),
    lasts_until: z.iso.datetime().nullable().openapi({
      description: 'Until when the upper end is carried; null where a validity is not stated',
    }),
  })
  .openapi('PlanBasket')

export const planFit = z
  .object({
    understood: z.object({
      from: z.enum(['numbers', 'message', 'history']),
      data_mb_per_month: range,
      minutes_per_month: range,
      sms_per_month: range,
      offpeak_percent: z.number(),
      apps_percent: z.number(),
      days: z.int().openapi({ description: 'Calendar days that count, today included' }),
      until: z.iso.datetime().openapi({ description: 'The last moment of them' }),
      cut_by_visa: z.boolean(),
      heard: z.string().nullable().openapi({
        description: 'What a message of no known wording was taken to say',
      }),
      must_carry: z.string().nullable().openapi({
        description: 'What a plan must carry in those days, in the language asked for',
      }),
      messages: z.array(
        z.object({
          format: z.string().openapi({
            description:
              '`general`: no known wording, read word by word; must be shown to be corrected',
          }),
          operator: z.string().nullable(),
          language: z.enum(['en', 'ur', 'ur-Latn']).nullable(),
          says: z.enum(['received', 'left', 'used']),
          source: z.string(),
          source_url: z.string().nullable(),
          as_of: z.string(),
          verified: z.boolean(),
        }),
      ),
    }),
    recommended: basket
      .extend({
        why: z.string().openapi({ description: 'One sentence, in the language asked for' }),
      })
      .nullable()
      .openapi({
        description:
          'null where nothing is used, and where nothing sold here carries the upper end; the doubts say which',
      }),
    runner_up: basket.nullable(),
    alternatives: z.array(basket),
    changes: z.array(
      z.object({ when: z.enum(['less', 'more_data', 'more_minutes']), text: z.string() }),
    ),
    doubts: z.array(z.object({ code: z.string(), text: z.string() })),
  })
  .openapi('PlanFit')
