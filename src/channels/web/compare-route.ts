import type { Context, Hono } from 'hono'
import type { FaultCode } from '#i18n'
import { Fault, publicId } from '#kernel'
import type { CompareModel } from './compare-model.ts'
import type { Column } from './compare-rows.ts'
import { comparePage } from './compare-view.ts'
import { faultStatus } from './error-route.ts'
import { shortName } from './operator-name.ts'
import { answer, quoteFor, type Room, readerOf, readForm, seeOther } from './room.ts'
import { mostCompared, readWishes } from './wishes.ts'

const noRenewal: CompareModel['renewal'] = { number: '', fault: undefined, plan: '' }

export function compareRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/plans/compare`, async (c) => {
    const model = await compareModel(c, room, new URL(c.req.url).searchParams)
    return answer(c, room, comparePage(readerOf(c, room), model))
  })

  /** The number comes last here; it goes into the body and never into an address. */
  app.post(`/${language}/plans/renew`, async (c) => {
    const form = await readForm(c)
    const number = (form.get('number') ?? '').slice(0, 64)
    const plan = form.get('plan') ?? ''
    try {
      const { msisdn } = room.readMsisdn(number)
      const [operator, territory] = [form.get('operator'), form.get('territory')]
      const quote = await quoteFor(c, room, {
        msisdn,
        plan,
        ...(operator && { operator }),
        ...(territory && { territory }),
      })
      return seeOther(c, readerOf(c, room).path(`/q/${publicId('quote', quote.id)}`))
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'busy') throw error
      const asked = new URLSearchParams(form.get('asked') ?? '')
      const renewal = { number, fault: error.code as FaultCode, plan }
      const model = { ...(await compareModel(c, room, asked)), renewal }
      return answer(c, room, comparePage(readerOf(c, room), model), faultStatus(error))
    }
  })
}

async function compareModel(
  c: Context,
  room: Room,
  params: URLSearchParams,
): Promise<CompareModel> {
  const { catalog, search, clock } = room
  const reader = readerOf(c, room)
  const wishes = readWishes(params)
  const { territory } = wishes
  const listing = await catalog.listPlans(territory ? { territory } : {}, clock.now())
  const byId = new Map(listing.plans.map((plan) => [plan.id, plan]))
  const columns = wishes.plans.flatMap((id): Column[] => {
    const plan = byId.get(id)
    const operator = plan && listing.operators.find((one) => one.id === plan.operator)
    if (!plan || !operator) return []
    const operatorName = shortName(reader, operator.name)
    return [{ plan, operator, operatorName, worth: search.worthOf(plan) }]
  })
  const line = params.get('line') ?? ''
  return {
    columns: columns.slice(0, mostCompared),
    waiting: columns.slice(mostCompared),
    gone: wishes.plans.length - columns.length,
    wishes: { ...wishes, plans: columns.map(({ plan }) => plan.id) },
    line: room.seal.open(line) ? line : '',
    territory,
    renewal: noRenewal,
  }
}
