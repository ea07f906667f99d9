import type { Context, Hono } from 'hono'
import { type PlanRecord, valueText } from '#catalog'
import { Fault } from '#kernel'
import { recordPlace, shownFacts } from './record-model.ts'
import { recordPage } from './record-view.ts'
import type { ReportState } from './report-model.ts'
import { type Doubted, openReport, takeReport } from './report-route.ts'
import { answer, type Room, readerOf } from './room.ts'

export function recordRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/plan/:id`, async (c) => {
    const record = await getRecord(c, room)
    return show(c, room, record, openReport(c, doubted(record).facts, 'price'))
  })

  app.post(`/${language}/plan/:id/wrong`, async (c) => {
    const record = await getRecord(c, room)
    return takeReport(c, room, doubted(record), (state, status) =>
      show(c, room, record, state, status),
    )
  })
}

function doubted(record: PlanRecord): Doubted {
  const facts = shownFacts(record).map(({ field, value }) => {
    return { field, shown: valueText(field, value) }
  })
  return { about: { plan: record.id }, place: recordPlace(record.id), facts }
}

/** @throws Fault plan_unknown */
async function getRecord(c: Context, room: Room): Promise<PlanRecord> {
  const record = await room.records.describePlan(c.req.param('id') ?? '', room.clock.now())
  if (!record) throw new Fault('missing', 'plan_unknown')
  return record
}

function show(
  c: Context,
  room: Room,
  record: PlanRecord,
  state: ReportState,
  status: 200 | 422 | 503 = 200,
): Response {
  return answer(c, room, recordPage(readerOf(c, room), { record, ...state }), status)
}
