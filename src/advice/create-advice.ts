import type { Catalog, ListedPlan, Operator } from '#catalog'
import { assert, Fault } from '#kernel'
import { advised, endOfDays, type FitAnswer, type FitRequest, type Understood } from './answer.ts'
import type { Basket } from './basket.ts'
import { fieldOf } from './candidate.ts'
import { aboutNoUse, aboutOtherSim, doubtsOf, keepNumber } from './doubts.ts'
import { carrySentence, changeSentence, whyOf } from './explain.ts'
import { type FitFacts, readFitFacts } from './fit-facts.ts'
import { forecastHistory, forecastStated } from './forecast.ts'
import { forecastMessage } from './forecast-message.ts'
import { heardSentence, hearMessage, isGeneral } from './hear-message.ts'
import type { Advice } from './index.ts'
import { type MessageFormat, readMessageFormats } from './message-formats.ts'
import { type MessageWords, readMessageWords } from './message-words.ts'
import { usableDataMb } from './need.ts'
import { type MessageReading, readMessage, shapeOfMessage } from './read-message.ts'
import { operatorOf, recommend } from './recommend.ts'
import { isNoUse, monthDays, type Pattern } from './usage.ts'

/** The zone whose calendar days a stay in Pakistan has. */
const zone = 'Asia/Karachi'

export interface AdviceOptions {
  readonly catalog: Catalog
  readonly facts?: FitFacts
  readonly formats?: readonly MessageFormat[]
  readonly words?: MessageWords
}

/** Reads its facts once; everything after that is the catalogue's answer and pure functions. */
export function createAdvice({
  catalog,
  facts = readFitFacts(),
  formats = readMessageFormats(),
  words = readMessageWords(),
}: AdviceOptions): Advice {
  const isKnown = (text: string) => readMessage(text, formats).length > 0
  return {
    keepNumber: keepNumber(facts.idle),
    usableDataMb: (plan) => usableDataMb(plan, facts),
    heardIn: (text) => (isKnown(text) ? undefined : heardSentence(text, words)),
    shapeOf: (text) => (isKnown(text) ? undefined : shapeOfMessage(text, formats)),
    async advise(request, at) {
      const { text } = request
      const readings = text === undefined ? [] : readAny(text, formats, words, facts)
      const { territory } = request
      const [{ plans }, operators] = await Promise.all([
        catalog.listPlans(territory ? { territory } : {}, at),
        catalog.listOperators(),
      ])
      const heard =
        text !== undefined && readings.some(isGeneral) ? heardSentence(text, words) : undefined
      const understood = { ...understand(request, readings, facts, at), heard }
      return answer(request, understood, readings, { plans, operators, facts, at })
    },
  }
}

/** A known wording counts before what words alone say, unless only they tell enough. */
function readAny(
  text: string,
  formats: readonly MessageFormat[],
  words: MessageWords,
  facts: FitFacts,
): readonly MessageReading[] {
  const known = readMessage(text, formats)
  if (forecastMessage(known, facts)) return known
  const general = hearMessage(text, words)
  return known.length === 0 || forecastMessage(general, facts) ? general : known
}

interface Market {
  readonly plans: readonly ListedPlan[]
  readonly operators: readonly Operator[]
  readonly facts: FitFacts
  readonly at: Date
}

/** A plan of another operator cannot be bought on a line, so it is advised only when asked for. */
function wantedOf({ operators = [], home }: FitRequest): readonly string[] {
  return operators.length > 0 || home === undefined ? operators : [home]
}

function answer(
  request: FitRequest,
  understood: Understood,
  readings: readonly MessageReading[],
  { plans, operators, facts, at }: Market,
): FitAnswer {
  const wanted = wantedOf(request)
  const asked = plans.filter(
    ({ operator }) =>
      operators.some(({ id }) => id === operator) &&
      (wanted.length === 0 || wanted.includes(operator)),
  )
  if (isNoUse(understood.forecast.high)) return noUse(understood, facts)
  const { candidates, leftOut } = fieldOf(asked, facts, request.territory, wanted)
  const { forecast, days } = understood
  const found = recommend(candidates, understood, facts)
  const operatorFor = (basket: Basket) => {
    const operator = operators.find(({ id }) => id === operatorOf(basket))
    assert(operator, 'only plans of known operators are compared')
    return operator
  }
  const show = (basket: Basket) => advised(basket, operatorFor(basket), days, at)
  const { best, runnerUp, alternatives } = found
  const shown = [best, runnerUp, ...alternatives].flatMap((one) => (one ? [operatorOf(one)] : []))
  const named = best && { basket: best, operator: operatorFor(best) }
  return {
    understood,
    recommended: best && { ...show(best), why: whyOf(found, forecast.high, days) },
    runnerUp: runnerUp && show(runnerUp),
    alternatives: alternatives.map(show),
    changes: found.changes.map((change) => ({
      when: change.when,
      sentence: changeSentence(change, forecast.low),
    })),
    doubts: [
      ...aboutOtherSim(homeOf(request, readings, operators), shown),
      ...doubtsOf(request, understood, readings, named, leftOut, facts),
    ],
  }
}

/** No plan is needed for no use: what is left to say is how a number stays one's own. */
function noUse(understood: Understood, { idle }: FitFacts): FitAnswer {
  const none = { recommended: undefined, runnerUp: undefined, alternatives: [], changes: [] }
  return { understood, ...none, doubts: aboutNoUse(idle) }
}

/** Whose SIM the question is about: the line's operator, or the one whose messages were pasted. */
function homeOf(
  { home }: FitRequest,
  readings: readonly MessageReading[],
  operators: readonly Operator[],
): Operator | undefined {
  const [first, ...others] = new Set(readings.map(({ format }) => format.operator))
  const id = home ?? (others.length === 0 ? first : undefined)
  return operators.find((one) => one.id === id)
}

/** @throws Fault message_unknown · message_too_little · usage_too_short · visa_over */
function understand(
  request: FitRequest,
  readings: readonly MessageReading[],
  facts: FitFacts,
  at: Date,
): Omit<Understood, 'heard'> {
  const days = daysOf(request, at)
  const span = {
    days,
    until: endOfDays(days, at, zone),
    cutByVisa: days < (request.days ?? monthDays),
  }
  const heard = hear(request, readings, facts)
  return {
    ...heard,
    ...span,
    carry: carrySentence(heard.forecast.high, span),
    pattern: patternOf(request, facts),
    messages: readings.map(({ format: { id, operator, language, tells, provenance } }) => {
      return { id, operator, language, tells, provenance }
    }),
  }
}

function hear(
  { usage, text, history }: FitRequest,
  readings: readonly MessageReading[],
  facts: FitFacts,
): Pick<Understood, 'from' | 'forecast'> {
  if (usage) return { from: 'numbers', forecast: forecastStated(usage, facts) }
  if (text !== undefined) {
    if (readings.length === 0) throw new Fault('invalid', 'message_unknown', { field: 'sms_text' })
    const forecast = forecastMessage(readings, facts)
    if (!forecast) throw new Fault('invalid', 'message_too_little', { field: 'sms_text' })
    return { from: 'message', forecast }
  }
  const forecast = forecastHistory(history ?? [])
  if (!forecast) throw new Fault('invalid', 'usage_too_short', { field: 'usage' })
  return { from: 'history', forecast }
}

function patternOf({ offpeakPercent, appsPercent }: FitRequest, facts: FitFacts): Pattern {
  return {
    offpeakBp: offpeakPercent === undefined ? facts.offpeakBp : Math.round(offpeakPercent * 100),
    appsBp: appsPercent === undefined ? facts.appsBp : Math.round(appsPercent * 100),
    assumed: { offpeak: offpeakPercent === undefined, apps: appsPercent === undefined },
  }
}

/** The days asked for, cut where the visa ends. */
function daysOf(request: FitRequest, at: Date): number {
  const { days = monthDays } = request
  const left = visaDays(request, at)
  if (left !== undefined && left < 1)
    throw new Fault('invalid', 'visa_over', { field: 'visa_ends' })
  return left === undefined ? days : Math.min(days, left)
}

/** How many calendar days are left with today and the visa's last day counted. */
function visaDays({ visaEnds }: FitRequest, at: Date): number | undefined {
  if (visaEnds === undefined) return undefined
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  return today.toPlainDate().until(Temporal.PlainDate.from(visaEnds)).days + 1
}
