/**
 * Which plans fit a use: from three numbers, a pasted message or a line's own days to the cheapest
 * choice that carries the upper end of what is to be expected, with what it stands on. Owns no
 * table; its facts are `facts/plan-fit.json` and `facts/balance-messages/`.
 * Promises: only offered plans are recommended, at the catalogue's own totals; more usage never has
 * a cheaper answer; a plan that another one of its operator beats in every way is never named; the
 * same question has the same answer, ties included; a pasted text is kept nowhere.
 */
import type { ListedPlan } from '#catalog'
import type { FitAnswer, FitRequest } from './answer.ts'
import type { Sentence } from './sentence.ts'

export type { Advised, Doubt, FitAnswer, FitRequest, Understood } from './answer.ts'
export { payers } from './answer.ts'
export { createAdvice } from './create-advice.ts'
export { forecastHistory, type UsageDay } from './forecast.ts'
export { mostMessageLength } from './read-message.ts'
export { type Sentence, saySentence, type Writer, writeSentence } from './sentence.ts'
export { type Forecast, mostDays, mostUsage, type Pattern, type Usage } from './usage.ts'

export interface Advice {
  /**
   * @param at the moment from which the days count, and whose prices and taxes hold.
   * @throws Fault message_unknown (neither a wording of ours nor a volume of
   * which something is said is in the text) · message_too_little (it says
   * neither what was received nor for how long) · usage_too_short (less than a week of history) ·
   * visa_over
   */
  advise(request: FitRequest, at: Date): Promise<FitAnswer>
  /**
   * Of a plan's data what serves any use at any time: neither off-peak nor app volume. Null where
   * the source states none.
   */
  usableDataMb(plan: ListedPlan): number | null
  /** What keeps a number one's own, as far as it is known. */
  readonly keepNumber: Sentence
  /** Where no wording of ours is in a text: what its words were taken to say, if anything. */
  heardIn(text: string): Sentence | undefined
  /** What may be logged of such a text: its wording without any person in it. */
  shapeOf(text: string): string | undefined
}
