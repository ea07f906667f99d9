import type { ListedPlan, Operator, Territory } from '#catalog'
import { endOfValidity, type Money, pkr } from '#kernel'
import type { Basket } from './basket.ts'
import type { UsageDay } from './forecast.ts'
import type { Known } from './read-message.ts'
import type { Change } from './recommend.ts'
import type { Sentence } from './sentence.ts'
import type { Forecast, Pattern, Usage } from './usage.ts'

/** exempt: holds a certificate, or is one of those from whom advance tax is not collected. */
export const payers = ['ordinary', 'exempt'] as const

export interface FitRequest {
  /** What is used in 30 days, as stated. One of usage, text and history. */
  readonly usage?: Usage
  /** A pasted SMS or USSD answer, or several of them. Read and forgotten: it is kept nowhere. */
  readonly text?: string
  /** The line's own days, as its operator counted them. */
  readonly history?: readonly UsageDay[]
  /** Calendar days to cover, today counted; 30 when absent. */
  readonly days?: number
  /** The last day of the visa, `2026-12-31`: the number is blocked after it. */
  readonly visaEnds?: string
  /** Operator ids; when absent or empty the line's own, and without a line all. */
  readonly operators?: readonly string[]
  /** The operator that the line is on, where the question is about one. */
  readonly home?: string
  readonly territory?: Territory
  /** `ordinary` when absent; an exemption from advance tax is not priced here, and that is said. */
  readonly payer?: string
  /**
   * Percent of the data used off-peak, and in WhatsApp and Facebook; our careful default if absent.
   */
  readonly offpeakPercent?: number
  readonly appsPercent?: number
}

/** What the question was taken to mean. */
export interface Understood {
  readonly from: 'numbers' | 'message' | 'history'
  readonly forecast: Forecast
  readonly pattern: Pattern
  /** Calendar days that count, today included, and the last moment of them. */
  readonly days: number
  readonly until: Date
  /** The visa ends before the days that were asked for. */
  readonly cutByVisa: boolean
  /** What a plan must carry in those days; undefined for no use. */
  readonly carry: Sentence | undefined
  /** The wordings that were recognised in a pasted text. */
  readonly messages: readonly Known[]
  /** Where none was: what its words were taken to say, for the reader to correct. */
  readonly heard: Sentence | undefined
}

/** A basket as a customer would buy it. */
export interface Advised {
  readonly operator: Operator
  readonly parts: readonly { readonly plan: ListedPlan; readonly times: number }[]
  /** one · after: in this order, one following the other · together: side by side. */
  readonly kind: Basket['kind']
  /** What all purchases cost with their taxes, as quotes will price each. */
  readonly total: Money
  /** Until when the upper end of the forecast is carried; null where a validity is not stated. */
  readonly lastsUntil: Date | null
}

export type DoubtCode =
  | (
      | 'stated'
      | 'message_received'
      | 'message_partly'
      | 'message_silent'
      | 'message_general'
      | 'history'
    )
  | ('offpeak' | 'apps' | 'on_net' | 'unstated' | 'volumes' | 'validity')
  | (
      | 'other_sim'
      | 'not_offered'
      | 'elsewhere'
      | 'territory'
      | 'payer'
      | 'visa'
      | 'nothing'
      | 'no_use'
      | 'keep_number'
    )

export interface Doubt {
  readonly code: DoubtCode
  readonly sentence: Sentence
}

export interface FitAnswer {
  readonly understood: Understood
  /** Undefined where nothing is used, and where nothing sold here carries the upper end. */
  readonly recommended: (Advised & { readonly why: Sentence }) | undefined
  readonly runnerUp: Advised | undefined
  /** The best of each operator that is not shown yet, cheapest first. */
  readonly alternatives: readonly Advised[]
  readonly changes: readonly { readonly when: Change['when']; readonly sentence: Sentence }[]
  readonly doubts: readonly Doubt[]
}

/** The last moment of the n-th calendar day, today being the first. */
export function endOfDays(days: number, at: Date, zone: string): Date {
  return endOfValidity({ days, hours: null, rule: 'calendar_days' }, at, zone)!
}

export function advised(
  { parts, kind, total, byTime }: Basket,
  operator: Operator,
  days: number,
  at: Date,
): Advised {
  const bought = parts.map(({ candidate, times }) => ({ plan: candidate.plan, times }))
  // What is used up before it ends, or runs side by side, is counted to carry just these days.
  const lastsUntil = byTime
    ? endOfChain(bought, at, operator.zone)
    : endOfDays(days, at, operator.zone)
  const known = bought.every(({ plan }) => plan.validity.rule !== 'unknown')
  return {
    operator,
    kind,
    parts: bought,
    total: pkr(BigInt(total)),
    lastsUntil: known ? lastsUntil : null,
  }
}

/** Each purchase starts when the one before has ended: with calendar days at midnight. */
export function endOfChain(parts: Advised['parts'], at: Date, zone: string): Date | null {
  let start = at
  let end: Date | undefined
  for (const { plan, times } of parts)
    for (let i = 0; i < times; i++) {
      end = endOfValidity(plan.validity, start, zone)
      if (!end) return null
      const isCalendar = plan.validity.rule === 'calendar_days'
      start = isCalendar ? new Date(end.getTime() + 1000) : end
    }
  return end ?? null
}
