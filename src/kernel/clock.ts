/**
 * The only source of "now" for the domain; SQL gets it as a parameter. Tests and the simulation
 * move it.
 */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The only way the domain waits. Tests and the simulation hand in one of their own. */
export interface Alarms {
  /** Calls back once after `ms`; what it gives back calls it off. */
  after(ms: number, call: () => void): () => void
}

export const systemAlarms: Alarms = {
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

export function plusMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}

export function earlier(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()))
}
