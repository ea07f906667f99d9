import type { Hono } from 'hono'
import { Fault } from '#kernel'
import type { FindModel } from './find-model.ts'
import { findPage } from './find-view.ts'
import { answer, type Room, readerOf } from './room.ts'
import { readWishes, searchQueryOf, type Wishes } from './wishes.ts'

export function findRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/plans`, async (c) => {
    const wishes = readWishes(new URL(c.req.url).searchParams)
    return answer(c, room, findPage(readerOf(c, room), await findModel(room, wishes)))
  })
  app.get(`/${language}/plans/`, (c) => c.redirect(c.req.path.slice(0, -1), 308))
}

async function findModel(room: Room, wishes: Wishes): Promise<FindModel> {
  const { catalog, search } = room
  const at = room.clock.now()
  const { operators } = await catalog.listPlans({}, at)
  const known = operators.some(({ id }) => id === wishes.operator)
  const asked = known ? wishes : { ...wishes, operator: '' }
  const query = searchQueryOf(asked, known ? [wishes.operator] : [])
  const found = await search.find(query, at)
  const place = placeOf(room, found.asked.number)
  return {
    wishes: asked,
    base: '/plans',
    operators: new Map(operators.map((operator) => [operator.id, operator])),
    choosable: await catalog.listOperators(),
    found,
    worthOf: search.worthOf,
    keepNumber: room.advice.keepNumber,
    ...(place !== undefined && { numberPlace: place }),
  }
}

/** A number that was typed for a plan gets its own page, as from the first page. */
function placeOf(room: Room, number: string | undefined): string | undefined {
  if (number === undefined) return undefined
  try {
    const { msisdn } = room.readMsisdn(number)
    return `/plans/${room.seal.seal({ msisdn, operator: undefined })}`
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}
