import type { MessageFormat, Slot } from './message-formats.ts'
import { type Token, tokensOf, volumeAt } from './tokens.ts'

/** The wording that was read, or that none was known: then nobody's, in no stated language. */
export type Known = Pick<MessageFormat, 'id' | 'tells' | 'provenance'> & {
  readonly operator: string | null
  readonly language: MessageFormat['language'] | null
}

/** What one known wording in a text says. */
export interface MessageReading {
  readonly format: Known
  readonly values: Readonly<Partial<Record<Slot, number>>>
  /** False when the text has a volume, minutes or SMS that the format did not place. */
  readonly whole: boolean
}

/** Longer pastes are no messages: two screens of SMS at the most. */
export const mostMessageLength = 2000

/**
 * Every known wording that a pasted text contains, at most one of each kind of saying: what was
 * received, what is left, what is used. Where two fit, the one that places more of the text counts.
 */
export function readMessage(
  text: string,
  formats: readonly MessageFormat[],
): readonly MessageReading[] {
  const tokens = tokensOf(text.slice(0, mostMessageLength))
  const readings = formats.filter((format) => fits(tokens, format)).map((one) => read(tokens, one))
  const kinds = ['received', 'left', 'used'] as const
  return kinds.flatMap((kind) => {
    const ofKind = readings.filter(({ format }) => format.tells === kind)
    ofKind.sort((a, b) => sizeOf(b) - sizeOf(a) || (a.format.id < b.format.id ? -1 : 1))
    return ofKind[0] && sizeOf(ofKind[0]) > 0 ? [ofKind[0]] : []
  })
}

const sizeOf = ({ values }: MessageReading) => Object.keys(values).length

function fits(tokens: readonly Token[], { marks }: MessageFormat): boolean {
  return marks.every((phrases) =>
    phrases.some((words) => tokens.some((_, at) => standsAt(tokens, at, words))),
  )
}

function standsAt(tokens: readonly Token[], at: number, words: readonly Token[]): boolean {
  return words.every((word, i) => tokens[at + i]?.text === word.text)
}

/** Reads each phrase once, at the first place where nothing has been read yet. */
function read(tokens: readonly Token[], format: MessageFormat): MessageReading {
  const taken = new Set<number>()
  const values: Partial<Record<Slot, number>> = {}
  for (const phrase of format.reads)
    for (let at = 0; at < tokens.length; at++) {
      const found = match(tokens, at, phrase, taken)
      if (!found) continue
      for (let i = at; i < found.end; i++) taken.add(i)
      // A second app volume in one message adds to the first; a second number of days does not.
      for (const [slot, value] of found.values)
        if (values[slot] === undefined) values[slot] = value
        else if (slot === 'social' || slot === 'data') values[slot] += value
      break
    }
  for (const { words, days } of format.spans)
    if (values.days === undefined && tokens.some((_, at) => standsAt(tokens, at, words)))
      values.days = days
  return { format, values, whole: !hasMore(tokens, taken) }
}

function match(
  tokens: readonly Token[],
  start: number,
  phrase: MessageFormat['reads'][number],
  taken: ReadonlySet<number>,
): { end: number; values: [Slot, number][] } | undefined {
  let at = start
  const values: [Slot, number][] = []
  for (const part of phrase) {
    const from = at
    if ('word' in part) {
      if (tokens[at]?.text !== part.word) return undefined
      at += 1
    } else if (isVolume(part.slot)) {
      const volume = volumeAt(tokens, at)
      if (!volume) return undefined
      values.push([part.slot, volume.mb])
      at += volume.length
    } else {
      const number = tokens[at]?.number
      if (number === undefined) return undefined
      values.push([part.slot, Math.round(number)])
      at += 1
    }
    for (let i = from; i < at; i++) if (taken.has(i)) return undefined
  }
  return { end: at, values }
}

const isVolume = (slot: Slot) => slot === 'data' || slot === 'offpeak' || slot === 'social'

const countedWords = new Set(['min', 'mins', 'minute', 'minutes', 'sms', 'منٹ'])

/** A volume or a count that no phrase took: the message says more than was understood. */
function hasMore(tokens: readonly Token[], taken: ReadonlySet<number>): boolean {
  return tokens.some((token, at) => {
    if (token.number === undefined || taken.has(at)) return false
    return volumeAt(tokens, at) !== undefined || countedWords.has(tokens[at + 1]?.text ?? '')
  })
}

/**
 * What may be kept of a text that was not understood: the words that our formats know, `#` for each
 * number and `_` for all else. Names, numbers, addresses and links are gone, the wording is left.
 */
export function shapeOfMessage(text: string, formats: readonly MessageFormat[]): string {
  const known = knownWords(formats)
  return tokensOf(text.slice(0, mostMessageLength))
    .map(({ text: word, number }) => (number !== undefined ? '#' : known.has(word) ? word : '_'))
    .join(' ')
    .replace(/_( _)+/g, '_')
    .slice(0, 400)
}

function knownWords(formats: readonly MessageFormat[]): Set<string> {
  const words = formats.flatMap(({ marks, reads, spans }) => [
    ...marks.flat(2).map(({ text }) => text),
    ...reads.flat().flatMap((part) => ('word' in part ? [part.word] : [])),
    ...spans.flatMap(({ words }) => words.map(({ text }) => text)),
  ])
  return new Set([...words, ...countedWords, 'mb', 'mbs', 'gb', 'gbs', 'remaining', 'baqi', 'baki'])
}
