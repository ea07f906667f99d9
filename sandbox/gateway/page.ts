import { type Answer, type Call, json, momentOf, readCount } from '../http.ts'
import { readTime } from '../world.ts'

/** A page of everything that was made in a time, oldest first. */
export interface Range {
  /** Rows up to this one were on an earlier page; new rows only ever come after the last page. */
  readonly after: number
  readonly from: number
  readonly to: number
  /** One more than was asked for, which tells whether there is a next page. */
  readonly limit: number
}

/** A readable range, or the sentence that says what is wrong with it. */
export function readRange(call: Call): Range | string {
  const from = readBound(call.query.get('created_from'), 0)
  const to = readBound(call.query.get('created_to'), Number.MAX_SAFE_INTEGER)
  const after = call.query.get('cursor') ?? '0'
  if (from === undefined || to === undefined || !/^\d{1,15}$/.test(after))
    return 'created_from, created_to or cursor cannot be read.'
  const limit = Math.max(1, readCount(call.query.get('limit'), 100, 1000))
  // A stale list has nothing that was made after the moment it shows.
  const end = Math.min(to, momentOf(call) + 1)
  return { after: Number(after), from, to: end, limit: limit + 1 }
}

export function pageAnswer(rows: readonly { seq: number; view: object }[], range: Range): Answer {
  const page = rows.slice(0, range.limit - 1)
  const next = rows.length === range.limit ? String(page.at(-1)!.seq) : null
  return json(200, { data: page.map(({ view }) => view), next_cursor: next })
}

function readBound(text: string | null, otherwise: number): number | undefined {
  return text === null ? otherwise : readTime(text)
}
