import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { type Language, natureOf, negotiate, pick } from '#i18n'
import {
  audienceOf,
  here,
  likelySituation,
  type PaymentQuestion,
  whichMethodsWork,
} from '#payments'
import { walletMethod } from '#renewals'
import type { ApiContext, ApiEnv } from './context.ts'
import { refuseOthers } from './known-choices.ts'
import { presentWay } from './payment-method-present.ts'
import * as schemas from './payment-method-schemas.ts'
import { readRoute } from './route.ts'

const list = readRoute(
  '/v1/payment-methods',
  {
    tag: 'Catalogue',
    summary: 'Which payment works, for whom, here and at an operator itself',
    description:
      'In the order of the audience: the language of Accept-Language, in which texts are too, and ' +
      'the situation. `payment_method` is what POST /v1/renewals takes; it is null for whatever ' +
      'cannot be chosen. What no source states is `unknown`, never guessed.',
  },
  {
    query: schemas.paymentMethodQuery,
    params: z.object({}),
    answer: schemas.paymentMethods,
  },
)

export function mountPaymentMethods(app: OpenAPIHono<ApiEnv>, context: ApiContext) {
  const { catalog, methodFacts, renewals, environment } = context

  app.openapi(list, async (c) => {
    const { operator, currency = 'PKR', situation: asked } = c.req.valid('query')
    if (operator !== undefined) await refuseUnknown(operator, context)
    const language = negotiate(undefined, c.req.header('accept-language'))
    const situation = asked ?? likelySituation(language)
    const question: PaymentQuestion = {
      ...{ seller: here, situation, currency, soldIn: 'PKR', environment },
      audience: audienceOf(language, situation),
      connected: [...renewals.listPaymentMethods().map(({ id }) => id), walletMethod],
    }
    const ours = whichMethodsWork(methodFacts, question)
    const theirs = operator
      ? whichMethodsWork(methodFacts, { ...question, seller: operator })
      : undefined
    const seller = operator ? { id: operator, name: await nameOf(operator, language) } : undefined
    c.header('Content-Language', natureOf(language).tag)
    c.header('Vary', 'Accept-Language', { append: true })
    return c.json(
      {
        situation,
        situation_assumed: asked === undefined,
        currency,
        data: ours.map((way) => {
          const there = theirs?.find(({ method }) => method.id === way.method.id)
          return presentWay(language, way, seller && { seller, way: there })
        }),
        next_cursor: null,
      },
      200,
    )
  })

  async function nameOf(id: string, language: Language): Promise<string> {
    const operator = await catalog.getOperator(id)
    const { name } = operator ?? methodFacts.sellers.find((seller) => seller.id === id)!
    return pick(language, name)
  }
}

async function refuseUnknown(id: string, { catalog, methodFacts }: ApiContext): Promise<void> {
  const known = [...(await catalog.listOperators()), ...methodFacts.sellers]
  refuseOthers([id], [...new Set(known.map((one) => one.id))], 'operator')
}
