import { z } from '@hono/zod-openapi'
import { situations } from '#payments'

export const paymentMethodQuery = z.object({
  operator: z.string().max(40).optional().openapi({
    description: 'Also say what works there: an operator id, or another seller (`ding`)',
  }),
  currency: z.string().length(3).optional().openapi({ description: 'PKR when absent' }),
  situation: z
    .enum(situations)
    .optional()
    .openapi({
      description:
        'Who pays: in Pakistan with a CNIC, without one, with a card from abroad; from abroad; from ' +
        'China. When absent it is what is likely for the language, and said to be assumed',
    }),
})

const verdict = z.enum(['works', 'works_with_limits', 'not_here', 'unknown'])

const answer = z.object({
  verdict,
  why: z.array(z.string()).openapi({ description: 'What decides it, first' }),
  limits: z.array(z.string()),
  sources: z.array(
    z.object({
      source: z.string(),
      source_url: z.string().nullable(),
      as_of: z.string(),
      verified: z.boolean(),
    }),
  ),
})

const paymentMethod = answer
  .extend({
    id: z.string().openapi({ example: 'alipay' }),
    name: z.object({ en: z.string(), 'zh-Hans': z.string(), ur: z.string() }),
    connected: z.boolean().openapi({ description: 'Whether this installation can take it at all' }),
    payment_method: z.string().nullable().openapi({
      example: 'sandbox_card',
      description: '`payment.method` of POST /v1/renewals; null where it cannot be chosen',
    }),
    at_operator: answer.extend({ operator: z.string() }).optional().openapi({
      description: 'The same at the operator named; absent where only we could take it',
    }),
  })
  .openapi('PaymentMethod')

export const paymentMethods = z.object({
  situation: z.enum(situations),
  situation_assumed: z.boolean(),
  currency: z.string(),
  data: z.array(paymentMethod),
  next_cursor: z.null(),
})
