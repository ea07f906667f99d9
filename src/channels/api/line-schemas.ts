import { z } from '@hono/zod-openapi'
import { bucketKinds } from '#operators'

const instant = z.iso.datetime().openapi({ example: '2026-11-29T18:59:59.000Z' })
const figure = z.int().nullable().openapi({ description: 'null: not told, or not to be believed' })

export const lineQuery = z.object({
  operator: z.string().max(40).optional().openapi({
    description: 'Where you know it better than the prefix: numbers are portable',
  }),
})

export const linkRequest = z
  .object({
    operator: z.string().max(40).optional(),
    expires_in_days: z.int().min(1).max(30).optional().openapi({ description: '7 when absent' }),
  })
  .openapi('LineLinkRequest')

export const lineLink = z
  .object({
    url: z.url().openapi({ description: 'Whoever has it sees what the line holds' }),
    expires_at: instant,
  })
  .openapi('LineLink')

export const linksRevoked = z
  .object({
    msisdn: z.string().openapi({ example: '+923001234010' }),
    links_revoked_at: instant.openapi({ description: 'What was given out before opens nothing' }),
  })
  .openapi('LineLinksRevoked')

const bucket = z
  .object({
    kind: z.enum(bucketKinds),
    name: z.string().openapi({ description: "The operator's own word" }),
    unit: z.enum(['MB', 'min', 'SMS']).nullable(),
    total: figure,
    used: figure,
    remaining: figure,
    unlimited: z.boolean(),
    valid_until: instant.nullable(),
  })
  .openapi('UsageBucket')

const day = z
  .object({
    date: z.iso.date(),
    data_mb: figure,
    minutes: figure,
    sms: figure,
    whole: z.boolean().openapi({ description: 'false: counted before the day was over' }),
  })
  .openapi('UsageDay')

const runningPlan = z
  .object({ plan: z.string(), name: z.string(), starts_at: instant, ends_at: instant })
  .openapi('RunningPlan')

const clock = z
  .object({
    kind: z.enum(['plan', 'data']).openapi({ description: 'More kinds will follow' }),
    at: instant.nullable().openapi({ description: 'When it strikes, most likely' }),
    earliest: instant.nullable(),
    latest: instant.nullable().openapi({
      description: 'null: what is left may also last to its end',
    }),
    certainty: z.enum(['stated', 'forecast', 'unknown']),
    moved_by: z.array(z.enum(['renewal', 'use'])),
  })
  .openapi('LineClock')

export const line = z
  .object({
    msisdn: z.string().openapi({ example: '+923001234010' }),
    operator: z.string(),
    confidence: z.enum(['chosen', 'told', 'prefix_guess']),
    state: z.enum(['active', 'no_plan', 'unknown']),
    plan: z.string().nullable().openapi({ description: 'Its id, as in /v1/plans' }),
    plans: z.array(runningPlan).nullable(),
    usage: z.object({
      as_of: instant.nullable().openapi({ description: 'When the operator counted' }),
      stale: z.boolean(),
      standing: z.enum(['told', 'asked', 'refused', 'silent', 'not_told']).openapi({
        description: 'How the last question to the operator ended; what was told before stays',
      }),
      buckets: z.array(bucket).nullable(),
      days: z.array(day),
    }),
    clocks: z.array(clock).openapi({ description: 'The one that strikes first comes first' }),
    deadline: z
      .object({ clock: z.enum(['plan', 'data']), at: instant, action: z.enum(['renew']) })
      .nullable(),
  })
  .openapi('Line')
