import { z } from '@hono/zod-openapi'

const instant = z.iso.datetime()
const name = z.string().trim().min(1).max(200)

export const upstream = z
  .object({
    id: z.string().openapi({ example: 'sandbox:jazz' }),
    kind: z.enum(['operator', 'provider']),
    state: z.enum(['well', 'not_answering', 'trying', 'stopped']).openapi({
      description:
        'not_answering: sends wait, a few looks go on · trying: a few calls are let through · ' +
        'stopped: by a person, no call at all',
    }),
    since: instant.nullable().openapi({ description: 'Since when it is not well' }),
    retry_at: instant.nullable(),
    seen: z.int().openapi({ description: 'Answers that this process saw within the window' }),
    ill: z.int().openapi({ description: 'Those of them that were none: silence, 5xx, garbage' }),
    calls_per_second: z.number().nullable(),
    calls_at_once: z.number().nullable(),
    stopped: z.object({ by: z.string(), because: z.string(), at: instant }).nullable(),
  })
  .openapi('Upstream')

export const upstreamWithHistory = upstream
  .extend({
    history: z
      .array(
        z.object({
          at: instant,
          turned: z.enum(['stopped', 'started']),
          by: z.string(),
          because: z.string(),
          caller: z.string(),
        }),
      )
      .openapi({ description: 'Every turn of its switch, the latest first, at most 100' }),
  })
  .openapi('UpstreamWithHistory')

export const switchRequest = z
  .object({
    by: name.openapi({ description: 'The person who says so, by name', example: 'Ayesha Khan' }),
    because: z.string().trim().min(1).max(2000),
  })
  .openapi('SwitchRequest')
