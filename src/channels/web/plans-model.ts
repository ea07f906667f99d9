import type { Operator, PlanQuery, PlanSearch, Territory } from '#catalog'
import type { FaultCode } from '#i18n'
import type { Msisdn } from '#kernel'

export type Sort = NonNullable<PlanQuery['sort']>
export const sorts: readonly Sort[] = ['total', 'data', 'validity']
export const dayLimits = [1, 7, 30] as const

export interface PlansModel {
  readonly sealed: string
  readonly msisdn: Msisdn
  /** Undefined where no prefix fits and none was chosen: then the page only asks. */
  readonly operator: Operator | undefined
  readonly chosen: boolean
  readonly operators: readonly Operator[]
  readonly search: PlanSearch
  readonly q: string
  readonly maxDays: number | undefined
  readonly sort: Sort
  readonly territory: Territory | undefined
  readonly fault: FaultCode | undefined
}

/** The reader's wishes as an address; a part that is the default is left out. */
export function plansPlace(model: PlansModel, change: Record<string, string> = {}): string {
  const wishes: Record<string, string> = {
    operator: model.chosen && model.operator ? model.operator.id : '',
    q: model.q,
    days: model.maxDays === undefined ? '' : String(model.maxDays),
    sort: model.sort === 'total' ? '' : model.sort,
    territory: model.territory ?? '',
    ...change,
  }
  const kept = Object.entries(wishes).filter(([, value]) => value !== '')
  const query = new URLSearchParams(kept).toString()
  return `/plans/${model.sealed}${query && `?${query}`}`
}
