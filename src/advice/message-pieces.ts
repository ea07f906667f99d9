import { westernDigits } from '#kernel'
import { freeTokens, keyOf, type Meanings, type MessageWords } from './message-words.ts'
import type { Token } from './tokens.ts'

/** What stands at one place of a sentence: a number, a word that is known, a comma, or anything. */
export interface Piece extends Meanings {
  readonly number?: number
  readonly isPause?: true
  /** A price, or a code to dial: something is offered here. */
  readonly isPrice?: true
  readonly isCode?: true
}

/** Sentences and lines, each read for itself; a point inside a number is none. */
const sentenceEnd = /[\n\r;!?۔。；！？]+|\.(?=\s|$)/u
const pauses = new Set([
  ',',
  '،',
  '，',
  '、',
  '|',
  ')',
  '）',
  '+',
  '&',
  'and',
  'aur',
  'or',
  'اور',
  '和',
  '及',
])
const moneyWords = new Set(['rs', 'pkr', '₨', 'rupees', 'rupay', 'روپے', '卢比'])

/**
 * The sentences of a message, without its dates and times, and the last day that is named in it.
 */
export function piecesOf(
  text: string,
  words: MessageWords,
): { readonly sentences: readonly (readonly Piece[])[]; readonly date: string | undefined } {
  const { rest, date } = takeDates(text)
  const sentences = rest.split(sentenceEnd).map((part) => sentenceOf(freeTokens(part), words))
  return { sentences: sentences.filter((pieces) => pieces.length > 0), date }
}

function sentenceOf(tokens: readonly Token[], words: MessageWords): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < tokens.length; ) {
    const [piece, length] = pieceAt(tokens, at, words)
    pieces.push(piece)
    at += length
  }
  return pieces
}

function pieceAt(tokens: readonly Token[], at: number, words: MessageWords): [Piece, number] {
  const { number, text } = tokens[at]!
  if (number !== undefined) return [numberAt(tokens, at, number), 1]
  for (let length = Math.min(words.longest, tokens.length - at); length > 0; length--) {
    const means = words.phrases.get(keyOf(tokens.slice(at, at + length)))
    if (means) return [means, length]
  }
  return [pauses.has(text) ? { isPause: true } : {}, 1]
}

/** Money, codes to dial and percents count no volume. */
function numberAt(tokens: readonly Token[], at: number, number: number): Piece {
  const [before, after] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text ?? '']
  const beforePoint = before === '.' ? (tokens[at - 2]?.text ?? '') : before
  if ([before, beforePoint, after].some((word) => moneyWords.has(word))) return { isPrice: true }
  if (before === '*' || after === '*' || after === '#') return { isCode: true }
  return after === '%' ? {} : { number }
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthName = `(?:${months.join('|')})[a-z]{0,6}`
const dates = new RegExp(
  [
    String.raw`(?<y1>20\d\d)[-/.](?<m1>\d{1,2})[-/.](?<d1>\d{1,2})`,
    String.raw`(?<d2>\d{1,2})[-/.](?<m2>\d{1,2})[-/.](?<y2>20\d\d|\d\d)(?!\d)`,
    String.raw`(?<d3>\d{1,2})(?:st|nd|rd|th)?[ -](?<m3>${monthName})[ ,-]{0,2}(?<y3>20\d\d)?`,
    String.raw`(?<m4>${monthName})[ -](?<d4>\d{1,2})(?:st|nd|rd|th)?,? (?<y4>20\d\d)`,
    String.raw`(?:(?<y5>20\d\d)年)?(?<m5>\d{1,2})月(?<d5>\d{1,2})[日号]`,
    String.raw`\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m\b)?`,
  ].join('|'),
  'gi',
)

/** Takes dates and times out, so that none of their numbers is read as a volume. */
function takeDates(text: string): { rest: string; date: string | undefined } {
  let date: string | undefined
  const rest = westernDigits(text).replace(dates, (...found) => {
    const groups = found.at(-1) as Record<string, string | undefined>
    date = dayOf(groups) ?? date
    return ' '
  })
  return { rest, date }
}

function dayOf(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  for (const i of [1, 2, 3, 4, 5]) {
    const [year, month, day] = [groups[`y${i}`], groups[`m${i}`], groups[`d${i}`]]
    if (!month || !day) continue
    const named = months.indexOf(month.slice(0, 3).toLowerCase())
    const parts = [named >= 0 ? String(named + 1) : month, day].map((part) => part.padStart(2, '0'))
    return [...(year ? [year.padStart(4, '20')] : []), ...parts].join('-')
  }
  return undefined
}
