/**
 * Finds plans as people look for them: by words in three scripts and Roman Urdu, misspelt or not,
 * by filters and in an order. Owns no table; its words are `facts/search-words.json`.
 * Promises: what can be bought comes before what cannot, in every order; a plan that is found is
 * all that was understood; a further filter never finds more; any text is answered, at a cost
 * that its first 200 characters and 12 words bound.
 */
import type { ListedPlan, Territory } from '#catalog'
import type { Asked, Notice, Understood } from './reading.ts'
import type { Sort, Trait } from './wish.ts'

export { createSearch, type SearchOptions } from './create-search.ts'
export type { Asked, Notice, Understood, Word } from './reading.ts'
export { mostTextLength } from './tokens.ts'
export { type Sort, sorts, type Trait, traits, type Wish } from './wish.ts'

/** Filters leave out what does not state the value. */
export interface Filters {
  readonly operators?: readonly string[]
  readonly minDays?: number
  readonly maxDays?: number
  readonly minDataMb?: number
  readonly minMinutes?: number
  readonly minSms?: number
  readonly trait?: Trait
  /** Sold there, at least in a part of it. */
  readonly region?: Territory
  /** In paisa, of what the customer pays in all. */
  readonly maxTotal?: number
}

export interface SearchQuery extends Filters {
  readonly text?: string
  /** `match` when a text is given and its words name no other order, else `total`. */
  readonly sort?: Sort
  /** Whose taxes the totals have; the region's when absent. */
  readonly territory?: Territory
}

/** What stands in the way: a part of the text, several of them, or a filter by its name. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly rest: string }
  | { readonly kind: 'filter'; readonly name: keyof Filters }

/** What would be found without a part of the question. */
export interface WayOut {
  readonly without: Part
  readonly count: number
  /** The first few of them. */
  readonly plans: readonly ListedPlan[]
}

export interface Found {
  readonly plans: readonly ListedPlan[]
  /** How many of them, from the first on, can be bought. */
  readonly offered: number
  readonly asked: Asked
  readonly understood: readonly Understood[]
  readonly sort: Sort
  readonly territory: Territory | undefined
  /** When nothing was found: the nearest first. */
  readonly waysOut: readonly WayOut[]
  /** When nothing was found: the words, as typed, that no plan has. */
  readonly unmatched: readonly string[]
  /** What has to be said of the question, its filters included. */
  readonly notices: readonly Notice[]
}

/** What a plan's volume is worth; null where the source does not state it. */
export interface Worth {
  /** Usable at any time for anything: neither off-peak nor app volume. */
  readonly usableMb: number | null
  /** Paisa for one usable gigabyte. */
  readonly perGb: number | null
}

export interface Search {
  find(query: SearchQuery, at: Date): Promise<Found>
  worthOf(plan: ListedPlan): Worth
}
