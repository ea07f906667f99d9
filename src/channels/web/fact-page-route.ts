import type { Context, Hono } from 'hono'
import { type FactPage, factPage } from './fact-page-view.ts'
import type { ReportState } from './report-model.ts'
import { openReport, takeReport } from './report-route.ts'
import { answer, missing, type Room, readerOf } from './room.ts'
import { taxFacts } from './tax-facts.ts'
import { wayFacts } from './way-facts.ts'
import { listSellers } from './ways-model.ts'

type Find = (c: Context, room: Room) => Promise<FactPage | undefined>

/** What is published about taxes and ways to pay: each fact with its source, and what is wrong. */
export function factPageRoutes(app: Hono, room: Room, language: string): void {
  const places: readonly (readonly [string, Find])[] = [
    ['/tax/:set/:territory', findTax],
    ['/payments/:seller/:method', findWay],
  ]
  for (const [place, find] of places) {
    app.get(`/${language}${place}`, async (c) => {
      const page = await get(find, c, room)
      return show(c, room, page, openReport(c, page.facts, page.facts[0]!.field))
    })
    app.post(`/${language}${place}/wrong`, async (c) => {
      const page = await get(find, c, room)
      return takeReport(c, room, page, (state, status) => show(c, room, page, state, status))
    })
  }
}

/** @throws Fault not_found */
async function get(find: Find, c: Context, room: Room): Promise<FactPage> {
  const page = await find(c, room)
  if (!page) throw missing('not_found')
  return page
}

async function findTax(c: Context, room: Room): Promise<FactPage | undefined> {
  const id = `${c.req.param('set')}/${c.req.param('territory')}`
  const rule = await room.records.findTaxRule(id)
  return rule && taxFacts(readerOf(c, room), rule)
}

async function findWay(c: Context, room: Room): Promise<FactPage | undefined> {
  const reader = readerOf(c, room)
  const sellers = await listSellers(room, reader)
  const seller = sellers.find(({ id }) => id === c.req.param('seller'))
  return seller && wayFacts(reader, room.methodFacts, seller, c.req.param('method') ?? '')
}

function show(
  c: Context,
  room: Room,
  page: FactPage,
  state: ReportState,
  status: 200 | 422 | 503 = 200,
): Response {
  return answer(c, room, factPage(readerOf(c, room), page, state), status)
}
