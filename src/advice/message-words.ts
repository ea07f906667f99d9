import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { factsFolder, provenance } from './fit-facts.ts'
import { type Token, tokensOf } from './tokens.ts'

const words = z.array(z.string().trim().min(1)).min(1)
const unit = z.enum(['kb', 'mb', 'gb', 'tb', 'minute', 'sms', 'day', 'hour'])
const net = z.enum(['on', 'off', 'all'])
const saying = z.enum(['left', 'received', 'used', 'nothing'])

const wordsFile = z.strictObject({
  provenance,
  says: z.record(saying, words),
  /** Where no other word says anything, these tell of what is left. */
  hints: words,
  /** Between a part and its whole: "2 of 10 GB". */
  of: words,
  /** After a whole, before its part: "10 GB mein se 2 GB". */
  whole: words,
  /** Before a whole: "total 10 GB". */
  total: words,
  units: z.record(unit, words),
  nets: z.record(net, words),
  apps: words,
  network: z.record(z.string(), words),
  periods: z.array(z.strictObject({ days: z.int().positive(), words })),
  data: words,
  /** After a word that stands before its number: "SMS: 90". */
  label: words,
  /** May stand between a number and what it counts. */
  between: words,
})

export type Unit = z.output<typeof unit>
export type Net = z.output<typeof net>
export type Saying = z.output<typeof saying>

/** What a word of a message means; one word may mean several things: "jazz" minutes of Jazz. */
export interface Meanings {
  readonly says?: Saying
  readonly isHint?: true
  readonly isOf?: true
  readonly isWhole?: true
  readonly isTotal?: true
  readonly unit?: Unit
  readonly net?: Net
  readonly isApp?: true
  readonly network?: string
  readonly period?: number
  readonly isData?: true
  readonly isLabel?: true
  readonly isBetween?: true
}

export interface MessageWords {
  readonly provenance: z.output<typeof provenance>
  readonly phrases: ReadonlyMap<string, Meanings>
  /** How many tokens the longest phrase has. */
  readonly longest: number
}

/** @throws ZodError that names the field when the file is not as it must be. */
export function readMessageWords(folder: string = factsFolder): MessageWords {
  const file = wordsFile.parse(JSON.parse(readFileSync(join(folder, 'message-words.json'), 'utf8')))
  const phrases = new Map<string, Meanings>()
  let longest = 1
  const add = (list: readonly string[], meanings: Meanings) => {
    for (const phrase of list) {
      const tokens = freeTokens(phrase)
      const key = keyOf(tokens)
      phrases.set(key, { ...phrases.get(key), ...meanings })
      longest = Math.max(longest, tokens.length)
    }
  }
  const each = <Key extends string>(
    lists: Readonly<Record<Key, readonly string[]>>,
    meant: (key: Key) => Meanings,
  ) => {
    for (const [key, list] of Object.entries<readonly string[]>(lists)) add(list, meant(key as Key))
  }
  each(file.says, (says) => ({ says }))
  each(file.units, (unit) => ({ unit }))
  each(file.nets, (net) => ({ net }))
  each(file.network, (network) => ({ network }))
  add(file.hints, { isHint: true })
  add(file.of, { isOf: true })
  add(file.whole, { isWhole: true })
  add(file.total, { isTotal: true })
  add(file.apps, { isApp: true })
  add(file.data, { isData: true })
  add(file.label, { isLabel: true, isBetween: true })
  add(file.between, { isBetween: true })
  for (const { days, words } of file.periods) add(words, { period: days })
  return { provenance: file.provenance, phrases, longest }
}

export const keyOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ')

/**
 * As `tokensOf`, but Chinese, which writes no spaces, is taken apart by character, and letters that
 * Roman Urdu doubles at will ("baaqi") are written once.
 */
export function freeTokens(text: string): Token[] {
  return tokensOf(text).flatMap((token) =>
    /\p{Script=Han}/u.test(token.text)
      ? [...token.text].map((one) => ({ text: one, number: undefined }))
      : [{ ...token, text: token.text.replace(/(\p{L})\1+/gu, '$1') }],
  )
}
