import type { Operator } from '#catalog'
import type { FaultCode } from '#i18n'
import type { Msisdn } from '#kernel'
import { type FindModel, findPlace } from './find-model.ts'
import type { Wishes } from './wishes.ts'

/** The plans of a number's own network; the operator is a wish only where it was chosen. */
export interface PlansModel extends FindModel {
  readonly sealed: string
  readonly msisdn: Msisdn
  /** Undefined where no prefix fits and none was chosen: then the page only asks. */
  readonly operator: Operator | undefined
  readonly chosen: boolean
  readonly fault: FaultCode | undefined
}

export function plansPlace(model: PlansModel, change: Partial<Wishes> = {}): string {
  return findPlace(model, change)
}
