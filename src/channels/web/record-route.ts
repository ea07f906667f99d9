import type { Context, Hono } from 'hono'
import { type PlanRecord, valueText } from '#catalog'
import { Fault } from '#kernel'
import {
  checkReport,
  type RecordModel,
  type ReportErrors,
  recordPlace,
  shownFacts,
  type TypedReport,
} from './record-model.ts'
import { recordPage } from './record-view.ts'
import { answer, type Room, readerOf, readForm, seeOther } from './room.ts'

const nothing: TypedReport = { fact: 'price', right: '', link: '' }

export function recordRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/plan/:id`, async (c) => {
    const record = await getRecord(c, room)
    const fact = c.req.query('wrong') ?? nothing.fact
    const told = c.req.query('told') === '1'
    return show(c, room, { record, typed: { ...nothing, fact }, errors: {}, told })
  })

  app.post(`/${language}/plan/:id/wrong`, async (c) => {
    const record = await getRecord(c, room)
    const form = await readForm(c)
    const typed = {
      fact: (form.get('fact') ?? '').slice(0, 40),
      right: (form.get('right') ?? '').slice(0, 2000),
      link: (form.get('link') ?? '').slice(0, 2000),
    }
    const errors = checkReport(record, typed)
    if (Object.keys(errors).length > 0)
      return show(c, room, { record, typed, errors, told: false }, 422)
    const refused = await tell(c, room, record, typed)
    if (refused) return show(c, room, { record, typed, errors: refused, told: false }, 503)
    const place = `${recordPlace(record.id)}?told=1#report`
    return seeOther(c, readerOf(c, room).path(place))
  })
}

/** @returns why it could not be kept just now */
async function tell(
  c: Context,
  room: Room,
  record: PlanRecord,
  { fact, right, link }: TypedReport,
): Promise<ReportErrors | undefined> {
  const { field, value } = shownFacts(record).find((one) => one.field === fact)!
  try {
    await room.disputes.reportFact({
      ...{ plan: record.id, fact, shown: valueText(field, value), right: right.trim() },
      ...(link.trim() === '' ? {} : { link: link.trim() }),
      language: readerOf(c, room).language,
    })
    return undefined
  } catch (error) {
    if (error instanceof Fault && error.kind === 'busy') return { all: 'record.error_busy' }
    throw error
  }
}

/** @throws Fault plan_unknown */
async function getRecord(c: Context, room: Room): Promise<PlanRecord> {
  const record = await room.records.describePlan(c.req.param('id') ?? '', room.clock.now())
  if (!record) throw new Fault('missing', 'plan_unknown')
  return record
}

function show(c: Context, room: Room, model: RecordModel, status: 200 | 422 | 503 = 200): Response {
  return answer(c, room, recordPage(readerOf(c, room), model), status)
}
