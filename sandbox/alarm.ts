import type { Clock } from './clock.ts'

/** Longest wait a timer of this platform can hold. */
const longestTimer_ms = 2_147_483_647

/** One timer on the sandbox's clock, set for the earliest moment it was told. */
export interface Alarm {
  set(dueAt: number | undefined): void
  clear(): void
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined
  let ringsAt = Number.POSITIVE_INFINITY
  return {
    set(dueAt) {
      if (dueAt === undefined || dueAt >= ringsAt) return
      clearTimeout(timer)
      ringsAt = dueAt
      const wait_ms = Math.min(Math.max(dueAt - clock.now(), 0), longestTimer_ms)
      timer = setTimeout(ring, wait_ms)
    },
    clear() {
      clearTimeout(timer)
      ringsAt = Number.POSITIVE_INFINITY
    },
  }
}
