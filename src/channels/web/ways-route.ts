import type { Hono } from 'hono'
import { here, situations } from '#payments'
import { answer, type Room, readerOf } from './room.ts'
import { listSellers, waysFor } from './ways-model.ts'
import { waysPage } from './ways-page-view.ts'

export function waysRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/payments`, async (c) => {
    const reader = readerOf(c, room)
    const sellers = await listSellers(room, reader)
    const seller = sellers.find(({ id }) => id === c.req.query('at'))?.id ?? here
    const ways = waysFor(room, reader, c.req.query('payer'), seller)
    const table = new Map(situations.map((id) => [id, waysFor(room, reader, id, seller).judged]))
    return answer(c, room, waysPage(reader, { ways, sellers, table }))
  })
}
