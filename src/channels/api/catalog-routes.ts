import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { readMsisdn } from '#lines'
import type { ApiContext, ApiEnv } from './context.ts'
import { presentOperator } from './present.ts'
import { readRoute } from './route.ts'
import * as schemas from './schemas.ts'

const none = z.object({})

const operators = readRoute(
  '/v1/operators',
  { tag: 'Catalogue', summary: 'The operators' },
  { query: none, params: none, answer: schemas.listOf(schemas.operator) },
)
const identify = readRoute(
  '/v1/operators/identify',
  {
    tag: 'Catalogue',
    summary: 'Guess the operator of a number',
    description: 'By prefix, so only a guess: numbers are portable. Let the customer change it.',
  },
  {
    query: z.object({ msisdn: z.string().max(64) }),
    params: none,
    answer: schemas.identification,
  },
)
export function mountCatalog(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { catalog } = context

  app.openapi(operators, async (c) => {
    const all = await catalog.listOperators()
    return c.json({ data: all.map(presentOperator), next_cursor: null }, 200)
  })

  app.openapi(identify, async (c) => {
    const { msisdn, warnings } = readMsisdn(c.req.valid('query').msisdn, 'msisdn')
    const operator = await catalog.guessOperator(msisdn)
    const confidence = 'prefix_guess' as const
    return c.json(
      { msisdn, operator: operator?.id ?? null, confidence, warnings: [...warnings] },
      200,
    )
  })
}
