import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import SearchableMap from 'minisearch/SearchableMap'
import { z } from 'zod'
import { type Operator, type Territory, territories } from '#catalog'
import { normal, wordsOf } from './tokens.ts'
import { type Sort, sorts, type Trait, traits } from './wish.ts'

const words = z.array(z.string().trim().min(1)).min(1)
const provenance = z.strictObject({
  source: z.string().min(1),
  sourceUrl: z.url().nullable(),
  asOf: z.string().min(1),
  verified: z.boolean(),
})

/** foreign: money of another country, which no price here is in. */
export const units = [
  ...(['gb', 'mb', 'hour', 'day', 'week', 'month', 'minute', 'sms', 'rupee'] as const),
  'foreign',
] as const
export type Unit = (typeof units)[number]
export type Bound = 'most' | 'least'

const wordsFile = z.strictObject({
  provenance,
  operators: z.array(z.strictObject({ operator: z.string(), words })),
  lengths: z.array(z.strictObject({ days: z.tuple([z.number(), z.number()]), words })),
  units: z.array(z.strictObject({ unit: z.enum(units), words })),
  bounds: z.array(
    z.strictObject({ bound: z.enum(['most', 'least']), before: words, after: words }),
  ),
  /** "between 500 and 1000", "500 to 1000"; "and" joins only after a word before. */
  ranges: z.strictObject({ before: words, joins: words, ands: words }),
  numbers: z.array(z.strictObject({ n: z.int(), words })),
  traits: z.array(z.strictObject({ trait: z.enum(traits), words })),
  /** What no plan states; the most data is the nearest. */
  unlimitedData: words,
  sorts: z.array(z.strictObject({ sort: z.enum(sorts), words })),
  terms: z.array(z.strictObject({ term: z.string(), words })),
  places: z.array(z.strictObject({ territories: z.array(z.enum(territories)).min(1), words })),
  regions: z.array(
    z.strictObject({ region: z.string(), territories: z.array(z.enum(territories)).min(1) }),
  ),
  renewing: words,
  fillers: words,
})
export type SearchWords = z.output<typeof wordsFile>

const file = fileURLToPath(new URL('../../facts/search-words.json', import.meta.url))

/** @throws ZodError that names the entry when the file is not as it must be. */
export function readSearchWords(path: string = file): SearchWords {
  return wordsFile.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** What a phrase that people write means. */
export type Meaning =
  | {
      readonly kind: 'operator'
      readonly operators: readonly string[]
      /** Set where the phrase is another name for it: the key of what is to be said, or null. */
      readonly note: string | null | undefined
    }
  | { readonly kind: 'length'; readonly from: number; readonly to: number }
  | { readonly kind: 'trait'; readonly trait: Trait }
  | { readonly kind: 'sort'; readonly sort: Sort }
  | { readonly kind: 'unlimited_data' }
  | { readonly kind: 'place'; readonly territories: readonly Territory[] }
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'renewing' }
  | { readonly kind: 'filler' }

export interface Vocabulary {
  readonly meanings: Phrases<Meaning>
  readonly units: Phrases<Unit>
  readonly before: Phrases<Bound>
  readonly after: Phrases<Bound>
  readonly between: Phrases<true>
  /** What stands between two figures; `and` only after a word of `between`. */
  readonly joins: Phrases<'to' | 'and'>
  readonly numbers: Phrases<number>
  readonly regions: ReadonlyMap<string, ReadonlySet<Territory>>
}

/**
 * Phrases by their folded words; a radix tree, since single words are also sought when misspelt.
 */
export interface Phrases<Value> {
  readonly byWords: SearchableMap<Value>
  /** How many words the longest phrase has: nobody looks further. */
  readonly longest: number
}

function phrases<Value>(entries: Iterable<readonly [string, Value]>): Phrases<Value> {
  const byWords = new SearchableMap<Value>()
  let longest = 1
  for (const [phrase, value] of entries) {
    const tokens = wordsOf(normal(phrase))
    const key = tokens.map(({ text }) => text).join(' ')
    // The first meaning of a spelling stands: operators come before all else.
    if (key === '' || byWords.has(key)) continue
    byWords.set(key, value)
    longest = Math.max(longest, tokens.length)
  }
  return { byWords, longest }
}

export function makeVocabulary(file: SearchWords, operators: readonly Operator[]): Vocabulary {
  const named = <Entry extends { words: readonly string[] }, Value>(
    entries: readonly Entry[],
    meant: (entry: Entry) => Value,
  ) => entries.flatMap((entry) => entry.words.map((word) => [word, meant(entry)] as const))
  const meanings: (readonly [string, Meaning])[] = [
    ...operatorNames(file, operators),
    ...named(file.renewing.length > 0 ? [{ words: file.renewing }] : [], () => ({
      kind: 'renewing' as const,
    })),
    ...named(file.places, ({ territories }) => ({ kind: 'place' as const, territories })),
    ...named(file.sorts, ({ sort }) => ({ kind: 'sort' as const, sort })),
    ...named([{ words: file.unlimitedData }], () => ({ kind: 'unlimited_data' as const })),
    ...named(file.traits, ({ trait }) => ({ kind: 'trait' as const, trait })),
    ...named(file.lengths, ({ days: [from, to] }) => ({ kind: 'length' as const, from, to })),
    ...named(file.terms, ({ term }) => ({ kind: 'term' as const, term })),
    ...named([{ words: file.fillers }], () => ({ kind: 'filler' as const })),
  ]
  return {
    meanings: phrases(meanings),
    units: phrases(named(file.units, ({ unit }) => unit)),
    before: phrases(file.bounds.flatMap((one) => one.before.map((word) => [word, one.bound]))),
    after: phrases(file.bounds.flatMap((one) => one.after.map((word) => [word, one.bound]))),
    between: phrases(file.ranges.before.map((word) => [word, true] as const)),
    joins: phrases([
      ...file.ranges.joins.map((word) => [word, 'to'] as const),
      ...file.ranges.ands.map((word) => [word, 'and'] as const),
    ]),
    numbers: phrases(named(file.numbers, ({ n }) => n)),
    regions: new Map(file.regions.map((one) => [one.region, new Set(one.territories)])),
  }
}

/** An operator's own names say nothing more; another name for it is told, a misspelling is not. */
function operatorNames(file: SearchWords, operators: readonly Operator[]) {
  const names = new Map<string, { operators: string[]; note: string | null | undefined }>()
  const add = (text: string, operator: string, note: string | null | undefined) => {
    const known = names.get(text)
    if (known) known.operators.push(operator)
    else names.set(text, { operators: [operator], note })
  }
  for (const { id, name, aliases } of operators) {
    for (const own of new Set([id, ...Object.values(name)].map(normal))) add(own, id, undefined)
    for (const alias of aliases) add(normal(alias.text), id, alias.note)
  }
  for (const { operator, words } of file.operators)
    if (operators.some(({ id }) => id === operator))
      for (const word of words) add(normal(word), operator, undefined)
  return [...names].map(
    ([text, meaning]) => [text, { kind: 'operator' as const, ...meaning }] as const,
  )
}
