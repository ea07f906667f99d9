import { html } from 'hono/html'
import { type Language, type MessageKey, natureOf, say, sayParts } from '#i18n'

export type Html = ReturnType<typeof html>
/** What may stand in a message's place: markup as it is, a bare text or number escaped. */
export type Value = Html | string | number
export type Words = readonly Value[]

/**
 * For whom a page is written: every view takes one and nothing else decides words, direction or
 * time.
 */
export interface Reader {
  readonly language: Language
  readonly tag: string
  readonly dir: 'ltr' | 'rtl'
  readonly environment: 'sandbox' | 'production'
  readonly now: Date
  /** For markup: values may be markup, all else is escaped by the template. */
  words(key: MessageKey, values?: Readonly<Record<string, Value | Words>>): Words
  /** For titles and attributes. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
  /** An address in the reader's language: `path('/q/quo_…')` is `/ur/q/quo_…`. */
  path(place: string): string
}

export function createReader(
  language: Language,
  environment: Reader['environment'],
  now: Date,
): Reader {
  const { tag, dir } = natureOf(language)
  return {
    language,
    tag,
    dir,
    environment,
    now,
    words: (key, values = {}) => sayParts<Value | Words>(language, key, values).flat() as Words,
    text: (key, values) => say(language, key, values),
    path: (place) => `/${language}${place}`,
  }
}

/** Isolates what has its own direction: a number, a code, a Latin name inside Urdu. */
export function bdi(text: string | number): Html {
  return html`<bdi>${text}</bdi>`
}
