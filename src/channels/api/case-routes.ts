import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { attemptReference } from '#attempts'
import type { CaseFile, CaseView, DeedName, Finding } from '#cases'
import type { Caller } from '#identity'
import { Fault, parsePublicId, publicId, type Uuid } from '#kernel'
import * as schemas from './case-schemas.ts'
import type { ApiContext, ApiEnv } from './context.ts'
import { readRoute, settleRoute } from './route.ts'
import { listOf } from './schemas.ts'

const byId = z.object({ id: z.string().max(64) })
const none = z.object({})
const tag = 'Cases'
const answer = schemas.caseWithDeeds

const list = readRoute(
  '/v1/cases',
  { tag, summary: 'What waits for a person, oldest first' },
  { query: schemas.caseQuery, params: none, answer: listOf(schemas.caseFile) },
)
const read = readRoute(
  '/v1/cases/{id}',
  { tag, summary: 'One case, and what was done about it' },
  { query: none, params: byId, answer },
)
const look = settleRoute(
  '/v1/cases/{id}/look',
  {
    tag,
    summary: 'Ask again',
    description: 'The party, its list or our own books. What agrees again is closed.',
  },
  { params: byId, body: schemas.lookRequest, answer },
)
const delivered = settleRoute(
  '/v1/cases/{id}/delivered',
  {
    tag,
    summary: 'Mark delivered, with proof',
    description: 'Refused once money is on its way back.',
  },
  { params: byId, body: schemas.settleRequest, answer },
)
const refund = settleRoute(
  '/v1/cases/{id}/refund',
  {
    tag,
    summary: 'Give the money back',
    description:
      'By the ordinary refund with its own reference. While a delivery or a charge is unknown, ' +
      '`finding` has to say what the evidence shows; never beside a delivery that stands.',
  },
  { params: byId, body: schemas.refundRequest, answer },
)
const accept = settleRoute(
  '/v1/cases/{id}/accept',
  {
    tag,
    summary: 'Close a difference that was settled outside',
    description: 'Moves nothing. Refused while a renewal itself waits for its end.',
  },
  { params: byId, body: schemas.settleRequest, answer },
)

interface Body {
  readonly by: string
  readonly evidence?: string
  readonly party_id?: string | undefined
  readonly finding?: Finding | undefined
}

export function mountCases(app: OpenAPIHono<ApiEnv>, { cases }: ApiContext) {
  const settle = async (deed: DeedName, id: string, body: Body, caller: Caller) =>
    presentWhole(
      await cases.act(readId(id), {
        ...{ deed, by: body.by, caller: caller.name },
        ...(body.evidence === undefined ? {} : { proof: body.evidence }),
        ...(body.party_id === undefined ? {} : { partyId: body.party_id }),
        ...(body.finding === undefined ? {} : { finding: body.finding }),
      }),
    )

  app.openapi(list, async (c) => {
    const { open, cursor, limit } = c.req.valid('query')
    const { cases: page, nextCursor } = await cases.listCases({
      open: open !== 'false',
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    })
    return c.json({ data: page.map(presentCase), next_cursor: nextCursor }, 200)
  })
  app.openapi(read, async (c) =>
    c.json(presentWhole(await cases.getCase(readId(c.req.valid('param').id))), 200),
  )
  app.openapi(look, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await settle('look', id, c.req.valid('json'), c.get('caller')), 200)
  })
  app.openapi(delivered, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await settle('delivered', id, c.req.valid('json'), c.get('caller')), 200)
  })
  app.openapi(refund, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await settle('refund', id, c.req.valid('json'), c.get('caller')), 200)
  })
  app.openapi(accept, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await settle('accept', id, c.req.valid('json'), c.get('caller')), 200)
  })
}

function readId(text: string): Uuid {
  const id = parsePublicId('case', text)
  if (!id) throw new Fault('missing', 'case_unknown')
  return id
}

function presentCase(file: CaseFile): z.output<typeof schemas.caseFile> {
  return {
    id: publicId('case', file.id),
    reason: file.reason,
    renewal: file.renewalId === null ? null : publicId('renewal', file.renewalId),
    party: file.party,
    reference: file.reference,
    evidence: { ...file.evidence },
    opened_at: file.openedAt.toISOString(),
    deadline_at: file.deadlineAt.toISOString(),
    closed_at: file.closedAt?.toISOString() ?? null,
    closed_how: file.closedHow,
  }
}

function presentWhole({ file, attempts, safe, deeds }: CaseView) {
  return {
    ...presentCase(file),
    safe: safe.map(({ deed, findings }) => ({ deed, findings: [...findings] })),
    attempts: attempts.map(({ leg, n, party, state, sends, looks, ...attempt }) => ({
      reference: attemptReference(file.renewalId!, leg, n),
      ...{ party, state, sends, looks },
      first_sent_at: attempt.firstSentAt?.toISOString() ?? null,
      next_at: attempt.nextAt?.toISOString() ?? null,
      answer: attempt.answer === null ? null : { ...attempt.answer },
    })),
    deeds: deeds.map(({ at, evidence, ...deed }) => ({
      at: at.toISOString(),
      ...deed,
      evidence: { ...evidence },
    })),
  }
}
