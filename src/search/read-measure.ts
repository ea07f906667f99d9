import { type Near, nearWords } from './spelling.ts'
import type { Token } from './tokens.ts'
import type { Bound, Phrases, Unit, Vocabulary } from './vocabulary.ts'
import type { Wish } from './wish.ts'

/** What was found at a place, and how many words of the text it took. */
export interface At<Value> {
  readonly value: Value
  readonly length: number
}

/** The longest phrase that begins at a word. */
export function phraseAt<Value>(
  { byWords, longest }: Phrases<Value>,
  tokens: readonly Token[],
  start: number,
): At<Value> | undefined {
  const most = Math.min(longest, tokens.length - start)
  for (let length = most; length > 0; length--) {
    const key = tokens
      .slice(start, start + length)
      .map(({ text }) => text)
      .join(' ')
    const value = byWords.get(key)
    if (value !== undefined) return { value, length }
  }
  return undefined
}

/**
 * A figure with what it is of: "7 days", "at least 10 GB", "Rs 500 tak", "三个月". A bound without a
 * unit is one of the price: "under 500". A bare number is none: "Easy Card 450" is a name. Money of
 * another country is read and wishes nothing.
 */
export function measureAt(
  words: Vocabulary,
  tokens: readonly Token[],
  start: number,
): At<Wish | undefined> | undefined {
  let at = start
  const take = <Value>(found: At<Value> | undefined): Value | undefined => {
    at += found?.length ?? 0
    return found?.value
  }
  const between = take(phraseAt(words.between, tokens, at))
  const before = between ? undefined : take(phraseAt(words.before, tokens, at))
  const currency = phraseAt(words.units, tokens, at)
  let unit: Unit | undefined = isMoney(currency?.value) ? take(currency) : undefined
  const figure = figureAt(words, tokens, at, unit !== undefined || before !== undefined)
  if (!figure) return undefined
  take(figure)
  const second = secondAt(words, tokens, at, { first: figure.value, unit, between })
  if (between && !second) return undefined
  const upTo = take(second)
  unit ??= upTo?.unit ?? take(unitAt(words, tokens, at))
  const after = take(phraseAt(words.after, tokens, at))
  const bound = before ?? after
  if (unit === undefined && bound === undefined && !upTo?.isPrice) return undefined
  const range = [figure.value, upTo?.figure ?? figure.value] as const
  return { value: wishOf(range, unit ?? 'rupee', upTo ? 'both' : bound), length: at - start }
}

const isMoney = (unit: Unit | undefined) => unit === 'rupee' || unit === 'foreign'

/** The upper end of a range, and the unit that was written with either. */
interface Second {
  readonly figure: number
  readonly unit: Unit | undefined
  /** Without any unit it is one of prices, and 5 to 10 of nothing is none. */
  readonly isPrice: boolean
}

function secondAt(
  words: Vocabulary,
  tokens: readonly Token[],
  start: number,
  { first, unit, between }: { first: number; unit: Unit | undefined; between: true | undefined },
): At<Second> | undefined {
  const dashed = secondFigure(tokens, start)
  if (dashed !== undefined)
    return { value: { figure: dashed, unit: undefined, isPrice: between === true }, length: 1 }
  const left = phraseAt(words.units, tokens, start)
  let at = start + (left?.length ?? 0)
  const join = phraseAt(words.joins, tokens, at)
  if (!join || (join.value === 'and' && !between)) return undefined
  at += join.length
  const currency = phraseAt(words.units, tokens, at)
  if (currency && isMoney(currency.value)) at += currency.length
  const token = tokens[at]
  const figure = Number(token?.text)
  if (token?.kind !== 'number' || figure <= first) return undefined
  at += 1
  const right = phraseAt(words.units, tokens, at)
  at += right?.length ?? 0
  const units = new Set(
    [unit, left?.value, currency?.value, right?.value].filter((one) => one !== undefined),
  )
  if (units.size > 1) return undefined
  const [common] = units
  return { value: { figure, unit: common, isPrice: first >= leastPrice }, length: at - start }
}

/** Nobody means rupees by less. */
export const leastPrice = 50

/** "10-20 GB": a second, larger figure, one sign after the first. */
function secondFigure(tokens: readonly Token[], at: number): number | undefined {
  const [first, second] = [tokens[at - 1]!, tokens[at]]
  if (first.kind !== 'number' || second?.kind !== 'number') return undefined
  const follows = second.from === first.to + 1 && Number(second.text) > Number(first.text)
  return follows ? Number(second.text) : undefined
}

/** Digits, or a number's word where a unit follows: "do" is two before "hafte", else anything. */
function figureAt(
  words: Vocabulary,
  tokens: readonly Token[],
  at: number,
  framed: boolean,
): At<number> | undefined {
  const token = tokens[at]
  if (token?.kind === 'number') return { value: Number(token.text), length: 1 }
  const word = phraseAt(words.numbers, tokens, at)
  if (!word) return undefined
  return framed || phraseAt(words.units, tokens, at + word.length) ? word : undefined
}

function unitAt(words: Vocabulary, tokens: readonly Token[], at: number): At<Unit> | undefined {
  const exact = phraseAt(words.units, tokens, at)
  if (exact) return exact
  const token = tokens[at]
  const near: Near<Unit> | undefined =
    token?.kind === 'word' ? nearWords(words.units.byWords, token.text)[0] : undefined
  return near && { value: near.value, length: 1 }
}

const paisaPerRupee = 100
/** No figure of a plan comes near it, and arithmetic with it stays exact. */
const mostFigure = 1e9

/**
 * Who writes a volume wants at least that, who writes a price at most that, and a length is meant
 * as it is written. 10 GB is 10,000 MB to one operator and 10,240 to the next, a month 28 to 31
 * days.
 */
function wishOf(
  [low, high]: readonly [number, number],
  unit: Unit,
  bound: Bound | 'both' | undefined,
): Wish | undefined {
  const [n, m] = [Math.min(low, mostFigure), Math.min(high, mostFigure)]
  const ranged = (from: number, to: number, usual: Bound | undefined) => {
    const side = bound ?? usual
    return { from: side === 'most' ? 0 : from, to: side === 'least' ? Infinity : to }
  }
  switch (unit) {
    case 'gb':
      return { kind: 'data', ...ranged(n * 1000, m * 1024, 'least') }
    case 'mb':
      return { kind: 'data', ...ranged(n, m, 'least') }
    case 'minute':
      return { kind: 'minutes', ...ranged(n, m, 'least') }
    case 'sms':
      return { kind: 'sms', ...ranged(n, m, 'least') }
    case 'rupee':
      return { kind: 'price', ...ranged(n * paisaPerRupee, m * paisaPerRupee, 'most') }
    case 'foreign':
      return undefined
    case 'hour':
      return { kind: 'days', ...ranged(n / 24, m / 24, undefined) }
    case 'day':
      return { kind: 'days', ...ranged(n, m, undefined) }
    case 'week':
      return { kind: 'days', ...ranged(n * 7, m * 7, undefined) }
    case 'month':
      return { kind: 'days', ...ranged(n * 28, m * 31, undefined) }
  }
}
