import type { FactField, PlanRecord, StatedFact } from '#catalog'
import type { ReportState } from './report-model.ts'

export interface RecordModel extends ReportState {
  readonly record: PlanRecord
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
