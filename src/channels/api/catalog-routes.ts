import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { Fault } from '#kernel'
import { readMsisdn } from '#lines'
import type { ApiContext, ApiEnv } from './context.ts'
import { presentOperator, presentPlan } from './present.ts'
import { readRoute } from './route.ts'
import * as schemas from './schemas.ts'

const none = z.object({})
const pageLimit = 200

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
const plans = readRoute(
  '/v1/plans',
  {
    tag: 'Catalogue',
    summary: 'The plans, those that can be quoted first',
    description: '`q` reads names and operators in three languages; "Jio" finds Jazz.',
  },
  {
    query: schemas.planQuery,
    params: none,
    answer: schemas.listOf(schemas.plan).extend({
      alias: z
        .object({ text: z.string(), operator: z.string(), note: z.string().nullable() })
        .optional()
        .openapi({ description: 'When the text was understood as something else than it says' }),
    }),
  },
)

export function mountCatalog(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { catalog, clock } = context

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

  app.openapi(plans, async (c) => {
    const query = c.req.valid('query')
    const found = await catalog.searchPlans(
      {
        ...(query.operator === undefined ? {} : { operator: query.operator }),
        ...(query.q === undefined ? {} : { q: query.q }),
        ...(query.min_data_mb === undefined ? {} : { minDataMb: query.min_data_mb }),
        ...(query.max_days === undefined ? {} : { maxDays: query.max_days }),
        ...(query.sort === undefined ? {} : { sort: query.sort }),
        ...(query.territory === undefined ? {} : { territory: query.territory }),
      },
      clock.now(),
    )
    const after = query.cursor
    const start = after === undefined ? 0 : found.plans.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && start === 0) {
      throw new Fault('invalid', 'query_invalid', { field: 'cursor' })
    }
    const limit = query.limit ?? pageLimit
    const page = found.plans.slice(start, start + limit)
    const more = start + limit < found.plans.length
    return c.json(
      {
        data: page.map(presentPlan),
        next_cursor: more ? (page.at(-1)?.id ?? null) : null,
        ...(found.alias ? { alias: found.alias } : {}),
      },
      200,
    )
  })
}
