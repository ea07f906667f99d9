import { drawLatency, type Schedule, type Target } from './schedule.ts'

/** How one callback is written: when, how often, and whether a newer one may pass it. */
export interface Sending {
  readonly copies: number
  readonly wait_ms: number
  readonly isHeld: boolean
}

export const plainly: Sending = { copies: 1, wait_ms: 0, isHeld: false }

/** What the schedule makes of a callback; no copies when it is dropped for good. */
export function strikeLetter(schedule: Schedule, target: Target, at: number): Sending {
  let { copies, wait_ms, isHeld } = plainly
  for (const strike of schedule.strike(target, at)) {
    switch (strike.rule.fault) {
      case 'dropped':
        copies = 0
        break
      case 'duplicate':
        copies *= strike.rule.copies!
        break
      case 'late':
        wait_ms += drawLatency(strike)
        break
      case 'reordered':
        wait_ms += drawLatency(strike)
        isHeld = true
        break
    }
  }
  return { copies, wait_ms, isHeld }
}
