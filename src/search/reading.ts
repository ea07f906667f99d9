import { isDeepStrictEqual } from 'node:util'
import type { At } from './read-measure.ts'
import { normal, type Token } from './tokens.ts'
import type { Meaning } from './vocabulary.ts'
import type { Sort, Trait, Wish } from './wish.ts'

/** A part of the text and what it was taken to mean, so that the reader can take it off again. */
export interface Understood {
  /** As it was typed. */
  readonly text: string
  /** What is left of the text without it. */
  readonly rest: string
  readonly means: Wish | { readonly kind: 'order'; readonly sort: Sort }
  /** True where another spelling was taken to be meant. */
  readonly corrected: boolean
}

/** A word that is looked for in plans. */
export interface Word {
  /** Folded. */
  readonly text: string
  readonly typed: string
  readonly rest: string
  /**
   * must: plans without it do not fit · may: fitting plans with it come first · name: it only shows
   * how much of a plan's name was written.
   */
  readonly use: 'must' | 'may' | 'name'
  /** What it also was understood as. */
  readonly of?: Trait
}

export interface Asked {
  readonly text: string
  readonly understood: readonly Understood[]
  readonly words: readonly Word[]
  /** An operator by another name, as the catalogue has it: "jio". */
  readonly alias: { text: string; operator: string; note: string | null } | undefined
  /** A telephone number in the text, as it was typed: it is no price, and has a page of its own. */
  readonly number: string | undefined
  /** What has to be said of the question. */
  readonly notices: readonly Notice[]
  /** The text without some of its parts and words. */
  without(parts: readonly (Understood | Word)[]): string
  /** The text asks for what every plan here does: it renews a Pakistani SIM or eSIM. */
  readonly renewing: boolean
}

/**
 * unlimited_data: no plan states that its data has no end, so the most comes first · foreign_money:
 * prices are in rupees, so a figure in another money wishes nothing · keep_number: any use keeps
 * it, so the cheapest plan will do.
 */
export type Notice = 'unlimited_data' | 'foreign_money' | 'keep_number'

/**
 * More words than a name has are not looked for, nor more wishes heard; it bounds what they cost.
 */
export const mostWords = 12

/**
 * Where a part stands: which words, and how many from there. More than once, where it is repeated.
 */
interface Places {
  readonly places: (readonly [at: number, length: number])[]
}
type HeardPart = Omit<Understood, 'text' | 'rest'> & Places
type HeardWord = Omit<Word, 'typed' | 'rest'> & Places

/** A text while it is read: what was understood of it so far, and where that stands. */
export class Reading {
  readonly tokens: readonly Token[]
  readonly #whole: string
  readonly #parts: HeardPart[] = []
  readonly #words = new Map<string, HeardWord>()
  #alias: Asked['alias']
  #renewing = false
  #number: string | undefined
  readonly #notices = new Set<Notice>()

  constructor(whole: string, tokens: readonly Token[]) {
    this.#whole = whole
    this.tokens = tokens
  }

  understand(at: number, length: number, means: Understood['means'], corrected = false): void {
    const known = this.#parts.find((part) => isDeepStrictEqual(part.means, means))
    if (known) known.places.push([at, length])
    else if (this.#parts.length < mostWords)
      this.#parts.push({ means, corrected, places: [[at, length]] })
  }

  notice(notice: Notice): void {
    this.#notices.add(notice)
  }

  dial(at: number, length: number): void {
    this.#number ??= this.#text([at, length])
  }

  look(at: number, text: string, use: Word['use'], length = 1, of?: Trait): void {
    const known = this.#words.get(text)
    if (!known && this.#words.size >= mostWords) return
    const places = [...(known?.places ?? []), [at, length] as const]
    const word = known?.use === 'must' ? known : { text, use, ...(of && { of }) }
    this.#words.set(text, { ...word, places })
  }

  mean(at: number, { value, length }: At<Meaning>, corrected: boolean): void {
    const lookForAll = (use: Word['use'], of?: Trait) => {
      for (let i = at; i < at + length; i++) this.look(i, this.tokens[i]!.text, use, 1, of)
    }
    switch (value.kind) {
      case 'operator': {
        const { operators, note } = value
        const text = this.#text([at, length])
        if (note !== undefined) this.#alias ??= { text, operator: operators[0]!, note }
        this.understand(at, length, { kind: 'operator', operators }, corrected)
        return
      }
      case 'length':
        this.understand(at, length, { kind: 'days', from: value.from, to: value.to }, corrected)
        lookForAll('name')
        return
      case 'trait':
        this.understand(at, length, { kind: 'trait', trait: value.trait }, corrected)
        if (value.trait === 'keep') this.notice('keep_number')
        else lookForAll('may', value.trait)
        return
      case 'place':
        this.understand(at, length, { kind: 'sold_in', territories: value.territories }, corrected)
        lookForAll('may')
        return
      case 'sort':
        this.understand(at, length, { kind: 'order', sort: value.sort }, corrected)
        return
      case 'unlimited_data':
        this.notice('unlimited_data')
        this.understand(at, length, { kind: 'order', sort: 'data' }, corrected)
        return
      case 'term':
        this.look(at, value.term, 'must', length)
        return
      case 'renewing':
        this.#renewing = true
        // A character alone is in too many names to say which plan is meant.
        lookForAll(this.tokens[at]!.kind === 'han' ? 'name' : 'may')
        return
      case 'filler':
        lookForAll('name')
    }
  }

  asked(): Asked {
    const placesOf = new Map<Understood | Word, HeardPart['places']>()
    const understood = this.#parts.map(({ places, ...part }) => {
      const told = { ...part, text: this.#text(places[0]!), rest: this.#without(places) }
      placesOf.set(told, places)
      return told
    })
    const words = this.#soughtWords().map(({ places, ...word }) => {
      const told = { ...word, typed: this.#text(places[0]!), rest: this.#without(places) }
      placesOf.set(told, places)
      return told
    })
    return {
      text: this.#whole,
      understood,
      words,
      without: (parts) => this.#without(parts.flatMap((part) => placesOf.get(part) ?? [])),
      alias: this.#alias,
      number: this.#number,
      notices: [...this.#notices],
      renewing: this.#renewing,
    }
  }

  /** Beside "20 GB", "internet" only says of what. */
  #soughtWords(): HeardWord[] {
    const sized = this.#parts.some(({ means }) => means.kind === 'data')
    return [...this.#words.values()].filter(({ of }) => !sized || of !== 'data')
  }

  #text([at, length]: readonly [number, number]): string {
    return this.#whole.slice(this.tokens[at]!.from, this.tokens[at + length - 1]!.to)
  }

  /** A part that was written twice is taken out twice. */
  #without(places: HeardPart['places']): string {
    let rest = this.#whole
    for (const [at, length] of places.toSorted(([a], [b]) => b - a)) {
      const [from, to] = [this.tokens[at]!.from, this.tokens[at + length - 1]!.to]
      rest = joined(rest.slice(0, from), rest.slice(to))
    }
    return normal(rest)
  }
}

/**
 * What stood apart stays so: "under 500, 7 days" for "under 500 500 minutes 7 days", which without
 * the pause would read on as one figure. It takes no more room than what stood there.
 */
function joined(left: string, right: string): string {
  const [before, after] = [left.trimEnd(), right.trimStart()]
  if (before === '' || after === '' || pauseAtEnd.test(before)) return `${before} ${after}`
  if (pauseAtStart.test(after)) return before + after
  return before === left && after === right ? `${before}、${after}` : `${before}, ${after}`
}

const pauseAtEnd = /[,،、;؛]$/
const pauseAtStart = /^[,،、;؛]/
