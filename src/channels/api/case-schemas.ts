import { z } from '@hono/zod-openapi'
import { deeds, findings } from '#cases'

const instant = z.iso.datetime()

export const caseFile = z
  .object({
    id: z.string(),
    reason: z.string().openapi({
      example: 'operator_silent',
      description: 'Why a renewal waits, or how our books and those of a party differ',
    }),
    renewal: z.string().nullable(),
    party: z.string().nullable(),
    reference: z.string().nullable(),
    evidence: z.looseObject({}),
    opened_at: instant,
    deadline_at: instant.openapi({ description: 'By then a person should have settled it' }),
    closed_at: instant.nullable(),
    closed_how: z.enum(['moved', 'agrees', 'accepted']).nullable(),
  })
  .openapi('Case')

export const caseWithDeeds = caseFile
  .extend({
    attempts: z
      .array(
        z.object({
          reference: z.string(),
          party: z.string(),
          state: z.string(),
          sends: z.int(),
          looks: z.int(),
          first_sent_at: instant.nullable(),
          next_at: instant.nullable(),
          answer: z.looseObject({}).nullable(),
        }),
      )
      .openapi({ description: 'What was asked of whom for its renewal, and the last word on it' }),
    safe: z.array(z.object({ deed: z.enum(deeds), findings: z.array(z.enum(findings)) })).openapi({
      description:
        'What may be done as it stands. Where findings are named, one of them has to be what the ' +
        'evidence shows.',
    }),
    deeds: z.array(
      z.object({
        at: instant,
        deed: z.enum(deeds),
        by: z.string(),
        caller: z.string(),
        evidence: z.looseObject({}),
      }),
    ),
  })
  .openapi('CaseWithDeeds')

export const caseQuery = z.object({
  open: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

const by = z.string().trim().min(1).max(200).openapi({
  description: 'The person who says so, by name',
  example: 'Ayesha Khan',
})

export const lookRequest = z.object({ by }).openapi('LookRequest')

export const settleRequest = z
  .object({
    by,
    evidence: z.string().trim().min(1).max(2000).openapi({ description: 'What was seen, where' }),
    party_id: z.string().min(1).max(200).optional(),
  })
  .openapi('SettleRequest')

export const refundRequest = settleRequest
  .extend({
    finding: z.enum(findings).optional().openapi({
      description: 'What the evidence shows, where a refund is only safe if that is known',
    }),
  })
  .openapi('RefundRequest')
