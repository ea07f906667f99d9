import type { Hono } from 'hono'
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
  return {
    wishes: asked,
    base: '/plans',
    operators: new Map(operators.map((operator) => [operator.id, operator])),
    choosable: await catalog.listOperators(),
    found: await search.find(query, at),
    worthOf: search.worthOf,
  }
}
