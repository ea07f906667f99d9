import { randomBytes } from 'node:crypto'
import type { Catalog } from '#catalog'
import type { Db } from '#db'
import { type Clock, systemAlarms } from '#kernel'
import { createLines, type LinesRoom } from '#lines'
import type { RenewalRoom } from '#renewals'
import type { Logger } from '#telemetry'

interface LineParts {
  readonly db: Db
  readonly catalog: Catalog
  readonly clock: Clock
  readonly log: Logger
  readonly secret: Uint8Array
}

/** Lines ask the same parties as renewals do, and wait for their turn behind every delivery. */
export function connectLines(
  { parties, upstreams }: Pick<RenewalRoom, 'parties' | 'upstreams'>,
  { db, catalog, clock, log, secret }: LineParts,
): LinesRoom {
  return createLines({
    ...{ db, catalog, clock, log, secret },
    alarms: systemAlarms,
    random: randomBytes,
    upstreams: parties.operators,
    mayAsk: mayAskOf(upstreams),
  })
}

/** One that is ill is tried by what is paid for, and one that is full is left to it. */
export function mayAskOf(upstreams: RenewalRoom['upstreams']): (party: string) => boolean {
  return (party) =>
    upstreams.standingOf(party)?.state === 'well' &&
    upstreams.gate.room(party, { sends: false, lane: 'automatic' }) >= 1
}
