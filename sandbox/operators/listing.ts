import { type Answer, type Call, json, readCount } from '../http.ts'

/** Paging as TMF630 wants it: `offset` and `limit`, and the counts in headers. */
export interface Page {
  readonly offset: number
  readonly limit: number
}

export function readPage(call: Call, most = 100): Page {
  return {
    offset: readCount(call.query.get('offset'), 0, 999_999_999),
    limit: readCount(call.query.get('limit'), 100, most),
  }
}

export function listAnswer(call: Call, views: Record<string, unknown>[], total: number): Answer {
  const body = views.map((view) => pickFields(call, view))
  const counts = { 'x-total-count': String(total), 'x-result-count': String(views.length) }
  return json(200, body, counts)
}

/**
 * `fields=status,reason` narrows an answer to those; id and href always stay, so it can be found
 * again.
 */
export function pickFields(call: Call, view: Record<string, unknown>): Record<string, unknown> {
  const fields = call.query.get('fields')?.split(',')
  if (!fields) return view
  const kept = new Set(['id', 'href', ...fields.map((field) => field.trim())])
  return Object.fromEntries(Object.entries(view).filter(([name]) => kept.has(name)))
}
