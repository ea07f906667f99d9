import type { Hono } from 'hono'
import { pick } from '#i18n'
import { here, situations } from '#payments'
import { shortName } from './operator-name.ts'
import { answer, type Room, readerOf } from './room.ts'
import { waysFor } from './ways-model.ts'
import { waysPage } from './ways-page-view.ts'

export function waysRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/payments`, async (c) => {
    const reader = readerOf(c, room)
    const named = (one: { id: string; name: Parameters<typeof pick>[1] }) => {
      const short = shortName(reader, one.name)
      return { id: one.id, name: pick(reader.language, one.name), short }
    }
    const sellers = [
      { id: here, name: reader.text('ways.here'), short: reader.text('ways.here') },
      ...(await room.catalog.listOperators()).map(named),
      ...room.methodFacts.sellers.map(named),
    ]
    const seller = sellers.find(({ id }) => id === c.req.query('at'))?.id ?? here
    const ways = waysFor(room, reader, c.req.query('payer'), seller)
    const table = new Map(situations.map((id) => [id, waysFor(room, reader, id, seller).judged]))
    return answer(c, room, waysPage(reader, { ways, sellers, table }))
  })
}
