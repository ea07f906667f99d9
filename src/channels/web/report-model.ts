import type { MessageKey } from '#i18n'

/** What was typed into the form that says what is wrong. */
export interface TypedReport {
  readonly fact: string
  readonly right: string
  readonly link: string
}

export type ReportErrors = Partial<Record<keyof TypedReport | 'all', MessageKey>>

/** What the form shows on whatever page it stands. */
export interface ReportState {
  readonly typed: TypedReport
  readonly errors: ReportErrors
  /** The report was kept. */
  readonly told: boolean
}

export const rightLength = { least: 3, most: 500 } as const

/** Nothing that is typed is lost; what cannot be taken is named beside its field. Pure. */
export function checkReport(fields: readonly string[], typed: TypedReport): ReportErrors {
  const { fact, right, link } = typed
  const length = right.trim().length
  const fits = length >= rightLength.least && length <= rightLength.most
  return {
    ...(fields.includes(fact) ? {} : { fact: 'record.error_fact' }),
    ...(fits && !/<[^>]*>/.test(right) ? {} : { right: 'record.error_right' }),
    ...(link.trim() === '' || isAddress(link.trim()) ? {} : { link: 'record.error_link' }),
  }
}

function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && text.length <= 500
}
