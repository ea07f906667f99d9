import { randomUUIDv7 } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Letter } from './postman.ts'
import type { Runner } from './runner.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/index.ts'

/** What every capability of the sandbox works with. */
export interface World {
  readonly settings: Settings
  readonly clock: Clock
  readonly store: Store
  readonly runner: Runner
  /** Where the sandbox is reached, known once it listens: `http://127.0.0.1:3001`. */
  readonly url: () => string
}

/** Epoch milliseconds as RFC 3339; undefined, and so left out of JSON, where there is none. */
export function timeText(at: number): string
export function timeText(at: number | null): string | undefined
export function timeText(at: number | null): string | undefined {
  return at === null ? undefined : new Date(at).toISOString()
}

/** Ids grow with time, so that new rows land at the end of an index. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUIDv7().replaceAll('-', '')}`
}

/**
 * Writes one callback, to be sent at once, in the caller's transaction; `copies` carry the same
 * id.
 */
export function postLetter(world: World, subject: string, letter: Letter, copies = 1): void {
  if (world.settings.notifyUrl === undefined) return
  const payload = JSON.stringify(letter)
  for (let copy = 0; copy < copies; copy++)
    world.runner.schedule('callback', subject, payload, world.clock.now())
}

/** Minor units on the wire; everything that is booked here fits a safe integer. */
export function minorNumber(amount: bigint): number {
  return Number(amount)
}

/** Paisa as the decimal number that TMF shapes want: 59800 is 598. */
export function rupees(amount: bigint): number {
  return Number(amount) / 100
}
