import { isObject, readObject } from '../http.ts'
import { tariff } from '../tariff.ts'
import {
  type Action,
  type FaultKind,
  gatewayActions,
  kindOf,
  kinds,
  operatorActions,
  type Parameter,
  type Party,
  type Rule,
  type Rulebook,
} from './rule.ts'

const mostRules = 200
const longest_ms = 366 * 86_400_000
/** A request that waits holds a socket, so it waits no longer than anybody would. */
const longestLatency_ms = 600_000

const operatorNames: readonly Party[] = tariff.operators.map(({ id }) => id)
const partyWords: ReadonlyMap<string, readonly Party[]> = new Map([
  ['*', [...operatorNames, 'gateway']],
  ['operators', operatorNames],
  ...[...operatorNames, 'gateway' as const].map((id) => [id, [id]] as const),
])
const ordinary = ['party', 'on', 'fault', 'probability', 'from_ms', 'until_ms', 'times']

/**
 * A rulebook that can be begun, or everything that is wrong with it, each sentence naming its
 * place. A field that no rule knows is refused, since a mistyped one would leave the network well.
 */
export function readRulebook(body: string): Rulebook | readonly string[] {
  const sent = readObject(body)
  if (!sent) return ['The body is not a JSON object.']
  const problems = Object.keys(sent)
    .filter((name) => name !== 'seed' && name !== 'rules')
    .map((name) => `${name} is unknown; there are seed and rules.`)
  const { seed = 1, rules } = sent
  if (!isWhole(seed, 0, Number.MAX_SAFE_INTEGER)) problems.push('seed must be a whole number.')
  if (!Array.isArray(rules) || rules.length > mostRules)
    return [...problems, `rules must be a list of at most ${mostRules}.`]
  const read = rules.map((rule: unknown, index) => readRule(rule, `rules[${index}]`, problems))
  return problems.length > 0 ? problems : { seed: seed as number, rules: read as Rule[] }
}

/** Undefined when a problem was added. */
function readRule(sent: unknown, place: string, problems: string[]): Rule | undefined {
  const before = problems.length
  const need = (holds: boolean, field: string, wish: string) => {
    if (!holds) problems.push(`${place}.${field} ${wish}`)
  }
  if (!isObject(sent)) {
    problems.push(`${place} must be an object.`)
    return undefined
  }
  const { fault, probability = 1, from_ms = 0, until_ms = null, times = null } = sent
  if (!isFault(fault)) {
    problems.push(`${place}.fault must be one of ${Object.keys(kinds).join(', ')}.`)
    return undefined
  }
  const party = readParties(sent.party ?? '*')
  const on = readActions(sent.on ?? '*', fault)
  need(
    party !== undefined,
    'party',
    `must be one or a list of ${[...partyWords.keys()].join(', ')}.`,
  )
  need(on !== undefined, 'on', `must be one or a list of *, ${kindOf(fault).on.join(', ')}.`)
  need(isShare(probability), 'probability', 'must be a number from 0 to 1.')
  need(isWhole(from_ms, 0, longest_ms), 'from_ms', 'must be a whole number of milliseconds.')
  const isEnd = until_ms === null || isWhole(until_ms, Number(from_ms) + 1, longest_ms)
  need(isEnd, 'until_ms', 'must be a whole number of milliseconds after from_ms.')
  need(times === null || isWhole(times, 1, 1_000_000), 'times', 'must be a whole number from 1.')
  const parameter = readParameter(sent, fault, need)
  if (party && on && !canMeet(party, on))
    problems.push(`${place} can never happen: ${party.join(', ')} has no ${on.join(', ')}.`)
  if (problems.length > before) return undefined
  const rule = { party, on, fault, probability, from_ms, until_ms, times, ...parameter }
  return rule as unknown as Rule
}

/** The one number of a fault's own, with the default where it may be left out. */
function readParameter(
  sent: Readonly<Record<string, unknown>>,
  fault: FaultKind,
  need: (holds: boolean, field: string, wish: string) => void,
): Partial<Record<Parameter, unknown>> {
  const { needs, takes } = kindOf(fault)
  const name = needs ?? takes
  const known = name === undefined ? ordinary : [...ordinary, name]
  for (const field of Object.keys(sent))
    need(known.includes(field), field, `is unknown to ${fault}, which takes ${known.join(', ')}.`)
  if (name === undefined) return {}
  const value = sent[name]
  switch (name) {
    case 'latency_ms': {
      const range = Array.isArray(value) ? value : [value, value]
      const isRange = range.length === 2 && range.every((ms) => isWhole(ms, 0, longestLatency_ms))
      need(
        isRange && range[0] <= range[1],
        name,
        `must be milliseconds or [least, most], up to ${longestLatency_ms}.`,
      )
      return { latency_ms: range }
    }
    case 'status': {
      const status = value ?? (fault === 'error_before_effect' ? 503 : 500)
      need(isWhole(status, 500, 599), name, 'must be from 500 to 599.')
      return { status }
    }
    case 'copies':
      need(isWhole(value ?? 2, 2, 20), name, 'must be from 2 to 20.')
      return { copies: value ?? 2 }
    default:
      need(isWhole(value, 1, longest_ms), name, 'must be a whole number of milliseconds from 1.')
      return { [name]: value }
  }
}

function readParties(value: unknown): readonly Party[] | undefined {
  const found = listOf(value).map((word) => partyWords.get(word))
  if (found.length === 0 || found.includes(undefined)) return undefined
  return [...new Set(found.flatMap((parties) => parties!))]
}

function readActions(value: unknown, fault: FaultKind): readonly Action[] | undefined {
  const possible = kindOf(fault).on
  const words = listOf(value)
  if (words.length === 1 && words[0] === '*') return possible
  const isKnown = (word: string): word is Action => (possible as readonly string[]).includes(word)
  return words.length > 0 && words.every(isKnown) ? [...new Set(words as Action[])] : undefined
}

function canMeet(parties: readonly Party[], on: readonly Action[]): boolean {
  return parties.some((party) => {
    const actions: readonly Action[] = party === 'gateway' ? gatewayActions : operatorActions
    return on.some((action) => actions.includes(action))
  })
}

function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.every((word) => typeof word === 'string') ? list : []
}

function isFault(value: unknown): value is FaultKind {
  return typeof value === 'string' && Object.hasOwn(kinds, value)
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}
