import type { ListedPlan, Operator } from '#catalog'
import type { Doubt, FitRequest, Understood } from './answer.ts'
import type { Basket } from './basket.ts'
import type { LeftOut } from './candidate.ts'
import { nameOf, usageFigure } from './explain.ts'
import type { FitFacts, Idle } from './fit-facts.ts'
import { unstatedIn } from './forecast-message.ts'
import type { MessageReading } from './read-message.ts'
import { type Figure, type Sentence, sentence } from './sentence.ts'

/** What an answer stands on that nobody has confirmed, in the order in which it matters. */
export function doubtsOf(
  request: FitRequest,
  understood: Understood,
  readings: readonly MessageReading[],
  best: { readonly basket: Basket; readonly operator: Operator } | undefined,
  leftOut: LeftOut,
  facts: FitFacts,
): Doubt[] {
  const { cutByVisa, until } = understood
  return [
    ...(best ? [] : [{ code: 'nothing' as const, sentence: sentence('fit.doubt_nothing') }]),
    ...aboutUsage(understood, readings),
    ...(cutByVisa ? [{ code: 'visa' as const, sentence: visaSentence(until) }] : []),
    ...(best ? aboutBasket(best.basket, best.operator, understood, facts) : []),
    ...aboutMarket(leftOut),
    ...((request.payer ?? 'ordinary') === 'ordinary'
      ? []
      : [{ code: 'payer' as const, sentence: sentence('fit.doubt_payer') }]),
  ]
}

/** What is of another operator than the line asks for another SIM, or for moving the number. */
export function aboutOtherSim(home: Operator | undefined, shown: readonly string[]): Doubt[] {
  if (!home || shown.every((operator) => operator === home.id)) return []
  const said = sentence('fit.doubt_other_sim', { operator: nameOf(home) })
  return [{ code: 'other_sim', sentence: said }]
}

export function aboutNoUse(idle: Idle): Doubt[] {
  return [
    { code: 'no_use', sentence: sentence('fit.doubt_no_use') },
    { code: 'keep_number', sentence: keepNumber(idle) },
  ]
}

export function keepNumber({ days, provenance }: Idle): Sentence {
  const source: Figure = { kind: 'text', text: provenance.asOf }
  return sentence('fit.doubt_keep_number', { days, source })
}

const visaSentence = (at: Date) => sentence('fit.doubt_visa', { day: { kind: 'day', at } })

function aboutUsage(
  { from, forecast, heard }: Understood,
  readings: readonly MessageReading[],
): Doubt[] {
  const high = usageFigure(forecast.high)
  if (from === 'numbers')
    return [{ code: 'stated', sentence: sentence('fit.doubt_stated', { usage: high }) }]
  if (from === 'history')
    return [{ code: 'history', sentence: sentence('fit.doubt_history', { usage: high }) }]
  const given = readings.find(({ format }) => format.tells === 'received')
  const silent = given ? unstatedIn(given) : []
  return [
    ...(heard ? [{ code: 'message_general' as const, sentence: heard }] : []),
    {
      code: 'message_received',
      sentence: sentence('fit.doubt_message_received', { usage: high }),
    },
    ...(readings.every(({ whole }) => whole)
      ? []
      : [{ code: 'message_partly' as const, sentence: sentence('fit.doubt_message_partly') }]),
    ...(silent.length === 0
      ? []
      : [
          {
            code: 'message_silent' as const,
            sentence: sentence('fit.doubt_message_silent', { list: resources(silent) }),
          },
        ]),
  ]
}

/** Only what the recommended plans lean on: a share that changes nothing is no doubt. */
function aboutBasket(
  { parts }: Basket,
  operator: Operator,
  { forecast, pattern }: Understood,
  facts: FitFacts,
): Doubt[] {
  const plans = parts.map(({ candidate }) => candidate.plan)
  const doubts: Doubt[] = []
  const add = (code: Doubt['code'], said: Sentence) => doubts.push({ code, sentence: said })
  const { high } = forecast
  const rate = (bp: number): Figure => ({ kind: 'rate', bp })
  const offpeak = plans.some(({ allowance }) => (allowance.dataOffpeakMb ?? 0) > 0)
  if (high.dataMb > 0 && offpeak && pattern.assumed.offpeak)
    add('offpeak', sentence('fit.doubt_offpeak', { rate: rate(pattern.offpeakBp) }))
  const social = plans.some(({ allowance }) => (allowance.socialMb ?? 0) > 0)
  if (high.dataMb > 0 && social && pattern.assumed.apps)
    add('apps', sentence('fit.doubt_apps', { rate: rate(pattern.appsBp) }))
  const onNet = plans.some(
    ({ allowance }) => allowance.unlimitedOnNet || (allowance.minutesOnNet ?? 0) > 0,
  )
  if (high.minutes > 0 && onNet) {
    const values = { rate: rate(facts.onNetBp.get(operator.id) ?? 0), operator: nameOf(operator) }
    add('on_net', sentence('fit.doubt_on_net', values))
  }
  for (const plan of plans) doubts.push(...aboutPlan(plan))
  return doubts
}

function aboutPlan(plan: ListedPlan): Doubt[] {
  const { allowance, verifiedFields, provenance, validity } = plan
  const name = { plan: nameOf(plan) }
  const silent = unstatedAllowances(allowance)
  const doubts: Doubt[] = []
  if (silent.length > 0)
    doubts.push({
      code: 'unstated',
      sentence: sentence('fit.doubt_unstated', { ...name, list: resources(silent) }),
    })
  if (silent.length < 3 && !verifiedFields.some((field) => field.startsWith('allowance')))
    doubts.push({
      code: 'volumes',
      sentence: sentence('fit.doubt_volumes', {
        ...name,
        date: { kind: 'text', text: provenance.asOf },
      }),
    })
  if (validity.rule === 'unknown')
    doubts.push({ code: 'validity', sentence: sentence('fit.doubt_validity', name) })
  return doubts
}

function unstatedAllowances(
  allowance: ListedPlan['allowance'],
): readonly ('data' | 'minutes' | 'sms')[] {
  const { dataMb, socialMb, minutesAllNet, minutesOnNet, minutesOffNet, sms } = allowance
  const noMinutes = minutesAllNet === null && minutesOnNet === null && minutesOffNet === null
  return [
    ...(dataMb === null && socialMb === null ? ['data' as const] : []),
    ...(noMinutes && !allowance.unlimitedOnNet ? ['minutes' as const] : []),
    ...(sms === null ? ['sms' as const] : []),
  ]
}

function aboutMarket({ notOffered, elsewhere, territoryNeeded }: LeftOut): Doubt[] {
  const counted = [
    { code: 'territory', n: territoryNeeded, key: 'fit.doubt_territory' },
    { code: 'elsewhere', n: elsewhere, key: 'fit.doubt_elsewhere' },
    { code: 'not_offered', n: notOffered, key: 'fit.doubt_not_offered' },
  ] as const
  return counted
    .filter(({ n }) => n > 0)
    .map(({ code, n, key }) => ({ code, sentence: sentence(key, { n }) }))
}

const resourceKeys = {
  data: 'fit.resource_data',
  minutes: 'fit.resource_minutes',
  sms: 'fit.resource_sms',
} as const

function resources(kinds: readonly (keyof typeof resourceKeys)[]): Figure {
  return { kind: 'list', items: kinds.map((kind) => sentence(resourceKeys[kind])) }
}
