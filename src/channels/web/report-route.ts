import type { Context } from 'hono'
import type { FactReport } from '#cases'
import { Fault } from '#kernel'
import {
  checkReport,
  type ReportErrors,
  type ReportState,
  type TypedReport,
} from './report-model.ts'
import { type Room, readerOf, readForm, seeOther } from './room.ts'

export interface Doubted {
  readonly about: FactReport['about']
  /** Where the page stands, without its language. */
  readonly place: string
  readonly facts: readonly { readonly field: string; readonly shown: string }[]
}

/** The form as it is opened: at the fact that the link named. */
export function openReport(c: Context, facts: Doubted['facts'], first: string): ReportState {
  const asked = c.req.query('wrong')
  const fact = facts.some(({ field }) => field === asked) ? asked! : first
  return { typed: { fact, right: '', link: '' }, errors: {}, told: c.req.query('told') === '1' }
}

/**
 * Keeps what was sent, or has the page shown again with every word that was typed and what is wrong
 * with it.
 */
export async function takeReport(
  c: Context,
  room: Room,
  { about, place, facts }: Doubted,
  show: (state: ReportState, status: 422 | 503) => Response,
): Promise<Response> {
  const form = await readForm(c)
  const typed = {
    fact: (form.get('fact') ?? '').slice(0, 60),
    right: (form.get('right') ?? '').slice(0, 2000),
    link: (form.get('link') ?? '').slice(0, 2000),
  }
  const fields = facts.map(({ field }) => field)
  const errors = checkReport(fields, typed)
  if (Object.keys(errors).length > 0) return show({ typed, errors, told: false }, 422)
  const { shown } = facts.find(({ field }) => field === typed.fact)!
  const refused = await tell(c, room, about, shown, typed)
  if (refused) return show({ typed, errors: refused, told: false }, 503)
  return seeOther(c, readerOf(c, room).path(`${place}?told=1#report`))
}

/** @returns why it could not be kept just now */
async function tell(
  c: Context,
  room: Room,
  about: FactReport['about'],
  shown: string,
  { fact, right, link }: TypedReport,
): Promise<ReportErrors | undefined> {
  try {
    await room.disputes.reportFact({
      ...{ about, fact, shown, right: right.trim() },
      ...(link.trim() === '' ? {} : { link: link.trim() }),
      language: readerOf(c, room).language,
    })
    return undefined
  } catch (error) {
    if (error instanceof Fault && error.kind === 'busy') return { all: 'record.error_busy' }
    throw error
  }
}
