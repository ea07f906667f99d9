import SearchableMap from 'minisearch/SearchableMap'
import type { ListedPlan } from '#catalog'
import type { Word } from './reading.ts'
import { nearWords } from './spelling.ts'
import { normal, wordsOf } from './tokens.ts'

/** In which plans a word stands, by their positions, each once and rising. */
interface Places {
  readonly inName: number[]
  readonly elsewhere: number[]
}

/** The words of plans, each with the plans that have it. */
export interface TextIndex {
  readonly terms: SearchableMap<Places>
  /** How many words the shortest name of each plan has, of the three languages. */
  readonly nameLengths: Uint8Array
  readonly plans: readonly ListedPlan[]
}

export function indexTexts(plans: readonly ListedPlan[]): TextIndex {
  const terms = new SearchableMap<Places>()
  const nameLengths = new Uint8Array(plans.length)
  const add = (term: string, position: number, where: keyof Places) => {
    let places = terms.get(term)
    if (!places) {
      places = { inName: [], elsewhere: [] }
      terms.set(term, places)
    }
    if (places[where].at(-1) !== position) places[where].push(position)
  }
  plans.forEach((plan, position) => {
    let shortest = Infinity
    for (const name of Object.values(plan.name)) {
      const tokens = wordsOf(normal(name))
      shortest = Math.min(shortest, tokens.length)
      for (const { text } of tokens) add(text, position, 'inName')
    }
    nameLengths[position] = Math.max(1, Math.min(shortest, 255))
    const { region, allowance, ussd } = plan
    const codes = (ussd.subscribe ?? '').replaceAll(/\D+/g, ' ')
    for (const { text } of wordsOf(normal(`${region} ${allowance.socialApps ?? ''} ${codes}`)))
      add(text, position, 'elsewhere')
  })
  return { terms, nameLengths, plans }
}

/** The same plans in another territory have other totals and the same names. */
export function hasTextsOf(index: TextIndex, plans: readonly ListedPlan[]): boolean {
  return (
    index.plans.length === plans.length &&
    index.plans.every((plan, i) => {
      const other = plans[i]!
      return plan.id === other.id && plan.name === other.name && plan.region === other.region
    })
  )
}

/** How well plans are what was written; no word, and every plan is alike. */
export interface Match {
  /** 1 where a plan has every word that it must have. */
  readonly fits: Uint8Array
  /** From 0 to `bestScore`. */
  readonly scores: Uint8Array
}
export const bestScore = 100

/** More words than these do not begin like one that is typed; the rest would be no narrower. */
const mostPrefixed = 60
const weights = { exact: 1, prefix: 0.7, near: 0.5 }

/**
 * Scores by the rarity of the words found and by how much of a plan's name was written: "weekly
 * super" is Weekly Super before it is Weekly Super Max.
 */
export function matchWords({ terms, nameLengths }: TextIndex, words: readonly Word[]): Match {
  const count = nameLengths.length
  const found = new Float64Array(count)
  const named = new Uint8Array(count)
  const had = new Uint8Array(count)
  const [seen, seenInName] = [new Uint8Array(count), new Uint8Array(count)]
  let [most, must, sought] = [0, 0, false]
  words.forEach(({ text, use }, index) => {
    const mark = index + 1
    const hits: [position: number, weight: number][] = []
    for (const { places, weight } of spellingsOf(terms, text, use)) {
      for (const position of places.inName) {
        if (weight === weights.exact && seenInName[position] !== mark) {
          seenInName[position] = mark
          named[position]! += 1
        }
        if (seen[position] === mark) continue
        seen[position] = mark
        hits.push([position, weight])
      }
      for (const position of places.elsewhere) {
        if (seen[position] === mark) continue
        seen[position] = mark
        hits.push([position, weight * 0.9])
      }
    }
    if (use === 'must') must += 1
    if (use === 'name') return
    sought = true
    const rarity = Math.log(1 + count / Math.max(1, hits.length))
    most += rarity
    for (const [position, weight] of hits) {
      found[position]! += rarity * weight
      if (use === 'must') had[position]! += 1
    }
  })
  const [fits, scores] = [new Uint8Array(count), new Uint8Array(count)]
  for (let i = 0; i < count; i++) {
    fits[i] = Number(had[i] === must)
    // Words that say nothing alone ("package") make no name better than another.
    if (!sought || found[i] === 0) continue
    const whole = Math.min(1, named[i]! / nameLengths[i]!)
    scores[i] = Math.round(((found[i]! / most) * 0.7 + whole * 0.3) * bestScore)
  }
  return { fits, scores }
}

/** A word as it is; else words that begin with it; else, as it may be misspelt. */
function* spellingsOf(
  terms: SearchableMap<Places>,
  text: string,
  use: Word['use'],
): Generator<{ places: Places; weight: number }> {
  const exact = terms.get(text)
  if (exact) yield { places: exact, weight: weights.exact }
  if (use === 'name') return
  let others = 0
  if (text.length > 1)
    for (const [term, places] of terms.atPrefix(text)) {
      if (term === text) continue
      if (others++ === mostPrefixed) break
      yield { places, weight: weights.prefix }
    }
  if (exact || others > 0) return
  for (const { value, slips } of nearWords(terms, text))
    yield { places: value, weight: weights.near / slips }
}
