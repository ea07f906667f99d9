import type { Context, Hono } from 'hono'
import { type PlanQuery, type Territory, territories } from '#catalog'
import type { FaultCode } from '#i18n'
import { Fault, publicId } from '#kernel'
import type { QuoteRequest } from '#renewals'
import { faultStatus } from './error-route.ts'
import { dayLimits, type PlansModel, sorts } from './plans-model.ts'
import { plansPage } from './plans-view.ts'
import { answer, missing, type Room, readerOf, readForm, seeOther } from './room.ts'

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
      const quote = await room.renewals.makeQuote(request)
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

/** Reads the wishes in an address; one that makes no sense counts as not made. */
async function plansModel(
  room: Room,
  sealed: string,
  wishes: URLSearchParams,
): Promise<PlansModel> {
  const asked = room.seal.open(sealed)
  if (!asked) throw missing('not_found')
  const { catalog } = room
  const chosenId = wishes.get('operator') ?? asked.operator
  const chosen = chosenId ? await catalog.getOperator(chosenId) : undefined
  let operator = chosen ?? (await catalog.guessOperator(asked.msisdn))
  const q = (wishes.get('q') ?? '').trim().slice(0, 80)
  const sort = sorts.find((name) => name === wishes.get('sort')) ?? 'total'
  const maxDays = dayLimits.find((days) => String(days) === wishes.get('days'))
  const territory = territories.find((id) => id === wishes.get('territory'))
  const query = planQuery(sort, maxDays, territory)
  const at = room.clock.now()
  const text = q === '' ? {} : { q }
  let search = await catalog.searchPlans(
    { ...query, ...text, ...(operator && { operator: operator.id }) },
    at,
  )
  const meant = search.alias?.operator
  // "Jio" typed on a Zong number: what is meant is Jazz, so Jazz is what is shown, and said.
  const aliased = meant !== undefined && meant !== operator?.id
  if (aliased) {
    operator = await catalog.getOperator(meant)
    const { plans } = await catalog.searchPlans({ ...query, operator: meant }, at)
    search = { plans, alias: search.alias }
  }
  return {
    sealed,
    msisdn: asked.msisdn,
    operator,
    chosen: chosen !== undefined || aliased,
    operators: await catalog.listOperators(),
    search,
    q,
    maxDays,
    sort,
    territory,
    fault: undefined,
  }
}

function planQuery(
  sort: NonNullable<PlanQuery['sort']>,
  maxDays: number | undefined,
  territory: Territory | undefined,
): PlanQuery {
  return { sort, ...(maxDays && { maxDays }), ...(territory && { territory }) }
}
