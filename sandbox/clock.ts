import type { Store } from './store/index.ts'

/**
 * The sandbox's own time: real time plus an offset that only grows. The offset is in the books, so
 * a restart does not fall back to a time that has already been.
 */
export interface Clock {
  now(): number
  /** Moves forward to at least this moment; never back. */
  moveTo(at: number): void
  reset(): void
}

export function createClock(store: Store, realNow: () => number): Clock {
  const stored = 'clock_offset_ms'
  let offsetMs = store.findSetting(stored) ?? 0
  return {
    now: () => realNow() + offsetMs,
    moveTo(at) {
      const needed = at - realNow()
      if (needed <= offsetMs) return
      offsetMs = needed
      store.setSetting(stored, offsetMs)
    },
    reset() {
      offsetMs = 0
    },
  }
}
