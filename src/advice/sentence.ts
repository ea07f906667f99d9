import type { Localized } from '#catalog'
import {
  formatMoment,
  formatRupees,
  formatVolume,
  type Language,
  type MessageKey,
  pakistanZone,
  pick,
  say,
} from '#i18n'

/** One thing inside a sentence, before it is written in a language. */
export type Figure =
  | { readonly kind: 'money'; readonly minor: bigint }
  | { readonly kind: 'volume'; readonly mb: number }
  | { readonly kind: 'rate'; readonly bp: number }
  | { readonly kind: 'day'; readonly at: Date }
  | { readonly kind: 'name'; readonly name: Localized }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'said'; readonly sentence: Sentence }
  | { readonly kind: 'list'; readonly items: readonly Sentence[] }

/**
 * What advice has to say, in no language yet: a message and its values. Channels write it: the API
 * as plain text, a page with its figures isolated. A bare number also chooses the plural.
 */
export interface Sentence {
  readonly key: MessageKey
  readonly values: Readonly<Record<string, Figure | number>>
}

export function sentence(key: MessageKey, values: Sentence['values'] = {}): Sentence {
  return { key, values }
}

/** How a channel puts parts together: its own way to say a message, and to show one figure. */
export interface Writer<Text> {
  readonly say: (key: MessageKey, values: Record<string, Text | number>) => Text
  readonly figure: (text: string) => Text
  /** A name may be long, and may break its line where a figure must not. */
  readonly name: (text: string) => Text
}

/** Writes a sentence in a language, with the parts as the channel wants them. */
export function writeSentence<Text>(
  language: Language,
  { key, values }: Sentence,
  writer: Writer<Text>,
  now: Date,
): Text {
  const written = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === 'number' ? value : write(language, value, writer, now)] as const
  })
  return writer.say(key, Object.fromEntries(written))
}

/** The same as plain text, for the API, a bot or a title. */
export function saySentence(language: Language, said: Sentence, now: Date): string {
  const plain: Writer<string> = {
    say: (key, values) => say(language, key, values),
    figure: (text) => text,
    name: (text) => text,
  }
  return writeSentence(language, said, plain, now)
}

function write<Text>(language: Language, figure: Figure, writer: Writer<Text>, now: Date): Text {
  switch (figure.kind) {
    case 'money':
      return writer.figure(formatRupees(language, figure.minor).text)
    case 'volume': {
      const { figure: number, unit } = formatVolume(figure.mb)
      return writer.figure(`${number}\u00a0${unit}`)
    }
    case 'rate':
      return writer.figure(`${figure.bp / 100}%`)
    case 'day': {
      const { weekday, date } = formatMoment(language, figure.at, pakistanZone, now)
      return writer.say('time.day', { weekday: writer.name(weekday), date: writer.name(date) })
    }
    case 'name':
      return writer.name(pick(language, figure.name))
    case 'text':
      return writer.figure(figure.text)
    case 'said':
      return writeSentence(language, figure.sentence, writer, now)
    case 'list':
      return writeList(
        figure.items.map((item) => writeSentence(language, item, writer, now)),
        writer,
      )
  }
}

/** `a, b, c` with the comma of the language; an empty list has nothing to be written. */
function writeList<Text>(parts: readonly Text[], writer: Writer<Text>): Text {
  return parts.reduceRight((rest, first) => writer.say('fit.pair', { first, rest }))
}
