import type SearchableMap from 'minisearch/SearchableMap'

/** Shorter words differ by a letter from too many others. */
const leastLength = 4

/** How many letters may be wrong, left out or too many. */
export function slipsAllowed(word: string): number {
  return word.length < leastLength ? 0 : word.length < 7 ? 1 : 2
}

export interface Near<Value> {
  readonly word: string
  readonly value: Value
  readonly slips: number
}

/**
 * The words that a misspelt one may be meant as, nearest first. The first letter is nearly always
 * right, so it must be; two letters in the wrong order are one slip.
 */
export function nearWords<Value>(words: SearchableMap<Value>, typed: string): Near<Value>[] {
  const allowed = slipsAllowed(typed)
  if (allowed === 0) return []
  const near = new Map<string, Near<Value>>()
  for (const [word, [value, slips]] of words.fuzzyGet(typed, allowed))
    if (word[0] === typed[0] && !word.includes(' ')) near.set(word, { word, value, slips })
  for (let i = 1; i < typed.length - 1; i++) {
    const swapped = typed.slice(0, i) + typed[i + 1] + typed[i] + typed.slice(i + 2)
    const value = words.get(swapped)
    if (value !== undefined) near.set(swapped, { word: swapped, value, slips: 1 })
  }
  return [...near.values()].sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
}
