import { randomUUIDv7 } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Faults } from './faults/faults.ts'
import type { Party } from './faults/rule.ts'
import { plainly, strikeLetter } from './faults/strike-letter.ts'
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
  readonly faults: Faults
  /** Where the sandbox is reached, known once it listens: `http://127.0.0.1:3001`. */
  readonly url: () => string
}

/** Epoch milliseconds as RFC 3339; undefined, and so left out of JSON, where there is none. */
export function timeText(at: number): string
export function timeText(at: number | null): string | undefined
export function timeText(at: number | null): string | undefined {
  return at === null ? undefined : new Date(at).toISOString()
}

/** Epoch milliseconds of an RFC 3339 time; undefined when it is none. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[Tt]/.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}

/** Ids grow with time, so that new rows land at the end of an index. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUIDv7().replaceAll('-', '')}`
}

/** What a callback is about: letters of one subject keep their order, unless a fault strikes. */
export interface About {
  readonly party: Party
  readonly subject: string
  /** The caller's own name for it, by which a fault schedule draws. */
  readonly reference: string
}

/**
 * Writes one callback, to be sent at once, in the caller's transaction; `copies` carry the same
 * id.
 */
export function postLetter(world: World, about: About, letter: Letter, copies = 1): void {
  if (world.settings.notifyUrl === undefined) return
  const { party, subject, reference } = about
  const payload = JSON.stringify(letter)
  const at = world.clock.now()
  const schedule = world.faults.current
  const target = { party, action: 'callback', reference } as const
  const sending = schedule ? strikeLetter(schedule, target, at) : plainly
  const kind = sending.isHeld ? 'held-callback' : 'callback'
  for (let copy = 0; copy < copies * sending.copies; copy++)
    world.runner.schedule(kind, subject, payload, at + sending.wait_ms)
  // This one goes now, so what was held for it follows right behind.
  if (schedule && sending.copies > 0 && sending.wait_ms === 0)
    world.store.tasks.setHeldDue(subject, at + 1)
}

/** Minor units on the wire; everything that is booked here fits a safe integer. */
export function minorNumber(amount: bigint): number {
  return Number(amount)
}

/** Paisa as the decimal number that TMF shapes want: 59800 is 598. */
export function rupees(amount: bigint): number {
  return Number(amount) / 100
}
