/**
 * What the product says and how it writes figures, in 简体中文, English and اردو. Owns no table.
 * Promises: every key has a text in every language with the same placeholders (a test holds it),
 * digits are Western, and a message is plain text: the page that shows it escapes it.
 */
import { inWords, type Saying } from '#kernel'
import { type Language, natureOf } from './language.ts'
import { fill } from './message.ts'
import type { MessageKey } from './messages/index.ts'
import { messages } from './messages/index.ts'

export * from './format.ts'
export { isLanguage, type Language, languages, natureOf, negotiate } from './language.ts'
export { type FaultCode, faultCodes, type MessageKey } from './messages/index.ts'

/**
 * Which of several forms a number takes: one set of rules per language, kept since making one is
 * dear.
 */
const plurals: Readonly<Record<Language, Intl.PluralRules>> = {
  zh: new Intl.PluralRules(natureOf('zh').locale),
  en: new Intl.PluralRules(natureOf('en').locale),
  ur: new Intl.PluralRules(natureOf('ur').locale),
}

/**
 * A message in parts: its own words as strings, `values` as they came, so that a page can hand in
 * markup (an isolated price) and still escape every word around it.
 * @throws Error when a placeholder has no value: a bug, not a refusal.
 */
export function sayParts<Value>(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, Value | string | number>> = {},
): (Value | string | number)[] {
  return fill(messages[language][key], values, plurals[language])
}

/** A message as plain text: for titles, the API and a bot. */
export function say(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return sayParts(language, key, values).join('')
}

/**
 * A message that another room chose, with those inside it; a key without a text stands for itself.
 */
export function tell(language: Language, { key, values = {} }: Saying): string {
  const translate: Parameters<typeof inWords>[1] = (name, filled) =>
    isMessageKey(name) ? say(language, name, filled) : name
  return translate(key, inWords(values, translate))
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(messages.en, key)
}

/**
 * A text that facts carry in one to three languages: the reader's where there is one, else English.
 */
export function pick(
  language: Language,
  text: { readonly en: string; readonly 'zh-Hans'?: string; readonly ur?: string },
): string {
  return (language === 'zh' ? text['zh-Hans'] : language === 'ur' ? text.ur : undefined) ?? text.en
}
