import type { z } from '@hono/zod-openapi'
import { type Advised, type FitAnswer, type Sentence, saySentence } from '#advice'
import type { Language } from '#i18n'
import { assert, moneyToJson, pkr } from '#kernel'
import type * as schemas from './plan-fit-schemas.ts'
import { presentCost } from './present.ts'

type Wire = z.output<typeof schemas.planFit>

export function presentPlanFit(answer: FitAnswer, language: Language, now: Date): Wire {
  const { understood, recommended, runnerUp } = answer
  const { forecast, pattern } = understood
  const say = (sentence: Sentence) => saySentence(language, sentence, now)
  const range = (of: keyof typeof forecast.low) => {
    return { low: forecast.low[of], high: forecast.high[of] }
  }
  return {
    understood: {
      from: understood.from,
      data_mb_per_month: range('dataMb'),
      minutes_per_month: range('minutes'),
      sms_per_month: range('sms'),
      offpeak_percent: pattern.offpeakBp / 100,
      apps_percent: pattern.appsBp / 100,
      days: understood.days,
      until: understood.until.toISOString(),
      cut_by_visa: understood.cutByVisa,
      heard: understood.heard ? say(understood.heard) : null,
      must_carry: understood.carry ? say(understood.carry) : null,
      messages: understood.messages.map(({ id, operator, language: of, tells, provenance }) => ({
        format: id,
        operator,
        language: of,
        says: tells,
        source: provenance.source,
        source_url: provenance.sourceUrl,
        as_of: provenance.asOf,
        verified: provenance.verified,
      })),
    },
    recommended: recommended ? { ...presentBasket(recommended), why: say(recommended.why) } : null,
    runner_up: runnerUp ? presentBasket(runnerUp) : null,
    alternatives: answer.alternatives.map(presentBasket),
    changes: answer.changes.map(({ when, sentence }) => ({ when, text: say(sentence) })),
    doubts: answer.doubts.map(({ code, sentence }) => ({ code, text: say(sentence) })),
  }
}

function presentBasket({ operator, parts, kind, total, lastsUntil }: Advised) {
  return {
    operator: operator.id,
    plans: parts.map(({ plan, times }) => {
      const { id, name, total, cost } = plan
      assert(total !== null && cost !== null, 'only plans with a total are advised')
      return { plan: id, times, name, price: moneyToJson(pkr(total)), cost: presentCost(cost) }
    }),
    order: kind,
    total: moneyToJson(total),
    lasts_until: lastsUntil?.toISOString() ?? null,
  }
}
