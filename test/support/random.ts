/** The same numbers for the same seed, on every machine. Nothing secret may come from it. */
export interface SeededRandom {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number, at least 0, less than `below`. */
  below(below: number): number
  bytes(count: number): Uint8Array
  pick<T>(items: readonly T[]): T
}

/** A Weyl sequence through two rounds of mixing: short, and good enough to choose faults by. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from')
      return items[below(items.length)]!
    },
  }
}
