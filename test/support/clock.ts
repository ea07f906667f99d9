import type { Clock } from '#kernel'

export interface TestClock extends Clock {
  advance(ms: number): void
}

/**
 * A clock that stands still until the test moves it. `start` is an instant: `2026-03-01T00:00:00Z`.
 */
export function testClock(start: string): TestClock {
  let at = Date.parse(start)
  if (Number.isNaN(at)) throw new Error(`not an instant: ${start}`)
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms
    },
  }
}
