import type { Parties } from '#attempts'
import type { Db } from '#db'
import type { Clock, Uuid } from '#kernel'
import type { Care } from '#obligations'
import type { Logger } from '#telemetry'

/** What the room stands on; wired in main. */
export interface CasesContext {
  readonly db: Db
  readonly clock: Clock
  readonly parties: Parties
  readonly care: Care
  /** Wakes the engine for a renewal that was just written. */
  readonly nudge: (renewal: Uuid) => void
  readonly log: Logger
  readonly random: (bytes: number) => Uint8Array
}
