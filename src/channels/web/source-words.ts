import type { MessageKey } from '#i18n'
import { isMessageKey } from '#i18n'
import { longName } from './fit-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/**
 * A source is quoted as it calls itself. What is only our own description of one is said in the
 * reader's language.
 */
const described: Readonly<Record<string, MessageKey>> = {
  'official operator page, page (date unknown)': 'source.official_page',
  'official help page': 'source.official_help',
  'page title/URL only': 'source.title_only',
  'Sandbox tariff, invented: not a real offer': 'source.invented',
  'Tax table of the simulated network': 'source.simulated_taxes',
}

export const describedSources: readonly string[] = Object.keys(described)

export function sourceName(reader: Reader, source: string): Words {
  const key = described[source]
  return key ? reader.words(key) : [longName(source)]
}

const datings: readonly (readonly [RegExp, MessageKey])[] = [
  [/^(undated)$/, 'source.undated'],
  [/^undated \((.+)\)$/, 'source.undated_about'],
  [/^(\S+) \(undated (?:article|page)\b.*\)$/, 'source.undated_about'],
  [/^(\S+), undated$/, 'source.undated_about'],
  [/^(\S+) \(estimated\)$/, 'source.estimated'],
]

/** `2024-09-02` stands as it is; what is no date is said in the reader's words. */
export function sourceDate(reader: Reader, asOf: string): Words {
  for (const [form, key] of datings) {
    const date = form.exec(asOf)?.[1]
    if (date) return reader.words(key, key === 'source.undated' ? {} : { date: bdi(date) })
  }
  return [longName(asOf)]
}

/** Where a plan is sold, when that is not the whole country. */
export function regionWords(reader: Reader, region: string): Html | Words {
  const name = region.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  const key = `region.${name}`
  return isMessageKey(key) ? reader.words(key) : longName(region)
}
