import type { ListedPlan } from '#catalog'
import type { Basket } from './basket.ts'
import type { Change, Recommendation } from './recommend.ts'
import { type Figure, type Sentence, sentence } from './sentence.ts'
import { isNoUse, mapUsage, monthDays, type Usage } from './usage.ts'

export const money = (paisa: number): Figure => ({ kind: 'money', minor: BigInt(paisa) })
export const nameOf = ({ name }: Pick<ListedPlan, 'name'>): Figure => ({ kind: 'name', name })
const said = (sentence: Sentence): Figure => ({ kind: 'said', sentence })

/** `11 GB, 330 minutes, 110 SMS`: what is not used is not named. */
export function usageFigure({ dataMb, minutes, sms }: Usage): Figure {
  const items = [
    ...(dataMb > 0
      ? [sentence('fit.data', { volume: { kind: 'volume', mb: dataMb } as Figure })]
      : []),
    ...(minutes > 0 ? [sentence('fit.minutes', { n: minutes })] : []),
    ...(sms > 0 ? [sentence('fit.sms', { n: sms })] : []),
  ]
  return items.length > 0 ? { kind: 'list', items } : said(sentence('fit.nothing_used'))
}

/** What a plan must carry: the upper ends, in the days that count. */
export function carrySentence(
  high: Usage,
  { days, until, cutByVisa }: { days: number; until: Date; cutByVisa: boolean },
): Sentence | undefined {
  if (isNoUse(high)) return undefined
  const usage = usageFigure(mapUsage(high, (value) => Math.ceil((value * days) / monthDays)))
  if (!cutByVisa) return sentence('fit.carry_days', { usage, n: days })
  return sentence('fit.carry_visa', { usage, n: days, day: { kind: 'day', at: until } })
}

/** `Monthly Max`, `Weekly X × 4`, `Monthly Max, then Weekly X`, `Monthly Max with Weekly SMS`. */
export function basketFigure({ parts, kind }: Pick<Basket, 'parts' | 'kind'>): Figure {
  const [first, second] = parts.map(({ candidate, times }): Figure => {
    const plan = nameOf(candidate.plan)
    return times === 1 ? plan : said(sentence('fit.times', { plan, n: times }))
  })
  if (!second) return first!
  const key = kind === 'after' ? 'fit.then' : 'fit.with'
  return said(sentence(key, { first: first!, second }))
}

/** Why this basket, in one sentence, against the one that comes next. */
export function whyOf({ best, runnerUp }: Recommendation, carried: Usage, days: number): Sentence {
  const basket = basketFigure(best!)
  const usage = usageFigure(carried)
  if (!runnerUp) return sentence('fit.why_only', { basket, usage, days })
  const other = basketFigure(runnerUp)
  if (runnerUp.total === best!.total) return sentence('fit.why_tie', { basket, other, usage, days })
  const saved = money(runnerUp.total - best!.total)
  return sentence('fit.why_cheapest', { basket, usage, days, saved, other })
}

export function changeSentence({ when, above, basket }: Change, low: Usage): Sentence {
  const then = basket && { basket: basketFigure(basket), total: money(basket.total) }
  if (when === 'less') return sentence('fit.change_less', { usage: usageFigure(low), ...then! })
  const volume: Figure = { kind: 'volume', mb: above }
  if (when === 'more_data')
    return then
      ? sentence('fit.change_more_data', { volume, ...then })
      : sentence('fit.change_no_more_data', { volume })
  return then
    ? sentence('fit.change_more_minutes', { n: above, ...then })
    : sentence('fit.change_no_more_minutes', { n: above })
}
