import type { Context, Hono } from 'hono'
import type { FaultCode } from '#i18n'
import { Fault, publicId } from '#kernel'
import type { QuoteRequest } from '#quotes'
import type { Found } from '#search'
import { faultStatus } from './error-route.ts'
import type { PlansModel } from './plans-model.ts'
import { plansPage } from './plans-view.ts'
import { answer, missing, quoteFor, type Room, readerOf, readForm, seeOther } from './room.ts'
import { readWishes, searchQueryOf } from './wishes.ts'

export function plansRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/plans/:sealed`, async (c) => {
    const wishes = new URL(c.req.url).searchParams
    const model = await plansModel(room, c.req.param('sealed'), wishes)
    return answer(c, room, plansPage(readerOf(c, room), model))
  })

  app.post(`/${language}/quote`, async (c) => {
    const form = await readForm(c)
    const sealed = form.get('sealed') ?? ''
    const asked = room.seal.open(sealed)
    if (!asked) throw missing('not_found')
    const operator = form.get('operator') ?? asked.operator
    const territory = form.get('territory')
    const request: QuoteRequest = {
      msisdn: asked.msisdn,
      plan: form.get('plan') ?? '',
      ...(operator && { operator }),
      ...(territory && { territory }),
    }
    try {
      const quote = await quoteFor(c, room, request)
      return seeOther(c, readerOf(c, room).path(`/q/${publicId('quote', quote.id)}`))
    } catch (error) {
      return await refuseOnPlans(c, room, sealed, form, error)
    }
  })
}

/**
 * A choice that cannot be quoted leads back to the list, with the reason on top and every wish
 * kept.
 */
async function refuseOnPlans(
  c: Context,
  room: Room,
  sealed: string,
  form: URLSearchParams,
  error: unknown,
): Promise<Response> {
  if (!(error instanceof Fault) || error.kind === 'busy') throw error
  const fault = error.code as FaultCode
  const model = { ...(await plansModel(room, sealed, form)), fault }
  return answer(c, room, plansPage(readerOf(c, room), model), faultStatus(error))
}

/** What the number's own network has, by the wishes in an address. */
async function plansModel(
  room: Room,
  sealed: string,
  params: URLSearchParams,
): Promise<PlansModel> {
  const asked = room.seal.open(sealed)
  if (!asked) throw missing('not_found')
  const { catalog, search } = room
  const wishes = readWishes(params)
  const chosenId = wishes.operator || asked.operator
  const chosen = chosenId ? await catalog.getOperator(chosenId) : undefined
  let operator = chosen ?? (await catalog.guessOperator(asked.msisdn))
  const at = room.clock.now()
  const find = (id: string | undefined) => search.find(searchQueryOf(wishes, id ? [id] : []), at)
  let found = await find(operator?.id)
  // "Jio" written on a Zong number: what is meant is Jazz, so Jazz is what is shown, and said.
  const meant = await catalog.getOperator(otherOperatorIn(found, operator?.id) ?? '')
  if (meant) {
    operator = meant
    found = await find(meant.id)
  }
  const isChosen = chosen !== undefined || meant !== undefined
  const { operators } = await catalog.listPlans({}, at)
  return {
    sealed,
    base: `/plans/${sealed}`,
    msisdn: asked.msisdn,
    operator,
    chosen: isChosen,
    operators: new Map(operators.map((one) => [one.id, one])),
    choosable: await catalog.listOperators(),
    wishes: { ...wishes, operator: isChosen && operator ? operator.id : '' },
    found,
    worthOf: search.worthOf,
    keepNumber: room.advice.keepNumber,
    fault: undefined,
  }
}

/** The first operator that a text names, where none that it names is the number's. */
function otherOperatorIn({ understood }: Found, own: string | undefined): string | undefined {
  const named = understood.flatMap(({ means }) =>
    means.kind === 'operator' ? means.operators : [],
  )
  return own !== undefined && named.includes(own) ? undefined : named[0]
}
