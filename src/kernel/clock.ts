/**
 * The only source of "now" for the domain; SQL gets it as a parameter. Tests and the simulation
 * move it.
 */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export function plusMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}

export function earlier(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()))
}
