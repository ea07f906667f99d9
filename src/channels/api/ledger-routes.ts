import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { trialBalance } from '#ledger'
import type { ApiContext, ApiEnv } from './context.ts'
import { presentTrialBalance } from './present.ts'
import { readRoute } from './route.ts'
import * as schemas from './schemas.ts'

const balance = readRoute(
  '/v1/ledger/trial-balance',
  {
    tag: 'Ledger',
    summary: 'Trial balance',
    description:
      'Derives every stored balance again from the transfers, per currency. `difference` must be 0; ' +
      '`mismatches` names where it is not.',
  },
  { query: z.object({}), params: z.object({}), answer: schemas.listOf(schemas.trialBalance) },
)

export function mountLedger(app: OpenAPIHono<ApiEnv>, { db }: ApiContext) {
  app.openapi(balance, async (c) => {
    const balances = await trialBalance(db)
    return c.json({ data: balances.map(presentTrialBalance), next_cursor: null }, 200)
  })
}
