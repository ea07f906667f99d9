import type { FactField, PlanRecord, StatedFact } from '#catalog'
import type { MessageKey } from '#i18n'

/** What was typed into the form that says what is wrong. */
export interface TypedReport {
  readonly fact: string
  readonly right: string
  readonly link: string
}

export type ReportErrors = Partial<Record<keyof TypedReport | 'all', MessageKey>>

export interface RecordModel {
  readonly record: PlanRecord
  readonly typed: TypedReport
  readonly errors: ReportErrors
  /** The report was kept. */
  readonly told: boolean
}

export function recordPlace(plan: string): string {
  return `/plan/${plan}`
}

/** Notes are for staff, and whether it is withdrawn is said above everything else. */
const hidden: readonly FactField[] = ['notes', 'withdrawn']
/** What a buyer must know is shown even where the source is silent. */
const always: readonly FactField[] = ['price', 'validity', 'renewalEffect']

/** What a buyer asks first comes first; a name explains itself. */
const last: readonly FactField[] = ['region', 'kind', 'name']

export function shownFacts({ facts }: PlanRecord): readonly StatedFact[] {
  return facts
    .filter(
      ({ field, value }) =>
        !hidden.includes(field) && (always.includes(field) || (value !== null && value !== false)),
    )
    .sort((a, b) => last.indexOf(a.field) - last.indexOf(b.field))
}

export const rightLength = { least: 3, most: 500 } as const

/** Nothing that is typed is lost; what cannot be taken is named beside its field. Pure. */
export function checkReport(record: PlanRecord, typed: TypedReport): ReportErrors {
  const { fact, right, link } = typed
  const known = shownFacts(record).some(({ field }) => field === fact)
  const length = right.trim().length
  const fits = length >= rightLength.least && length <= rightLength.most
  return {
    ...(known ? {} : { fact: 'record.error_fact' }),
    ...(fits && !/<[^>]*>/.test(right) ? {} : { right: 'record.error_right' }),
    ...(link.trim() === '' || isAddress(link.trim()) ? {} : { link: 'record.error_link' }),
  }
}

function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && text.length <= 500
}
