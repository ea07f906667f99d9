import type SearchableMap from 'minisearch/SearchableMap'
import { leastPrice, measureAt, phraseAt } from './read-measure.ts'
import { type Asked, Reading } from './reading.ts'
import { nearWords } from './spelling.ts'
import { normal, type Token, tokensOf } from './tokens.ts'
import type { Meaning, Vocabulary } from './vocabulary.ts'

/**
 * Reads a text as people type it. Whatever the text, it is read once from left to right and no
 * place of it is looked at more often than the longest phrase has words.
 * @param terms the words in plans' names: what is one of them is not misspelt.
 */
export function readQuery(text: string, words: Vocabulary, terms: SearchableMap<unknown>): Asked {
  const whole = normal(text)
  const tokens = tokensOf(whole)
  const reading = new Reading(whole, tokens)
  for (let at = 0; at < tokens.length; ) at += readOne(reading, words, terms, at)
  return reading.asked()
}

/** Reads what begins at a word. @returns how many words it took. */
function readOne(
  reading: Reading,
  words: Vocabulary,
  terms: SearchableMap<unknown>,
  at: number,
): number {
  const { tokens } = reading
  const token = tokens[at]!
  if (token.kind === 'pause') return 1
  if (token.kind === 'code') {
    reading.understand(at, 1, { kind: 'code', code: token.text })
    return 1
  }
  const digits = telephoneAt(tokens, at)
  if (digits > 0) {
    reading.dial(at, digits)
    return digits
  }
  const phrase = phraseAt(words.meanings, tokens, at)
  // "4G" is a network to most, but "4G流量" is a volume.
  const isNetwork = token.kind === 'number' && phrase && tokens[at + phrase.length]?.text !== '流'
  const measure = isNetwork ? undefined : measureAt(words, tokens, at)
  if (measure && measure.length >= (phrase?.length ?? 0)) {
    if (measure.value) reading.understand(at, measure.length, measure.value)
    else reading.notice('foreign_money')
    return measure.length
  }
  if (phrase) {
    reading.mean(at, phrase, false)
    return phrase.length
  }
  // "dollar plan": of whatever it is, it is no word of a name.
  const unit = phraseAt(words.units, tokens, at)
  if (unit?.value === 'foreign') {
    reading.notice('foreign_money')
    return unit.length
  }
  const meant = meantBy(token, words, terms)
  if (meant) reading.mean(at, { value: meant, length: 1 }, true)
  else if (isPrice(token, terms)) {
    const to = Number(token.text) * 100
    reading.understand(at, 1, { kind: 'price', from: 0, to, exact: to })
  } else reading.look(at, token.text, 'must')
  return 1
}

/** How many figures in a row are a Pakistani mobile number: "0300 1234567", "+92-300-1234567". */
function telephoneAt(tokens: readonly Token[], start: number): number {
  let digits = ''
  for (let at = start; at < tokens.length && digits.length < 14; at++) {
    const token = tokens[at]!
    if (token.kind !== 'number' || (at > start && token.from - tokens[at - 1]!.to > 1)) return 0
    digits += token.text
    if (/^(?:0092|92|0)?3\d{9}$/.test(digits)) return at - start + 1
  }
  return 0
}

/** A bare number that stands in no name is what somebody wants to spend: "zong 500". */
function isPrice({ kind, text }: Token, terms: SearchableMap<unknown>): boolean {
  const n = Number(text)
  return (
    kind === 'number' && !terms.has(text) && Number.isInteger(n) && n >= leastPrice && n <= 100_000
  )
}

function meantBy(
  { kind, text }: Token,
  words: Vocabulary,
  terms: SearchableMap<unknown>,
): Meaning | undefined {
  if (kind !== 'word' || beginsOne(text, terms)) return undefined
  const [near] = nearWords(words.meanings.byWords, text)
  if (!near) return undefined
  const [name] = nearWords(terms, text)
  return name && name.slips < near.slips ? undefined : near.value
}

/** Whether some name has the word, or goes on from it. */
function beginsOne(text: string, terms: SearchableMap<unknown>): boolean {
  return !terms.atPrefix(text).keys().next().done
}
