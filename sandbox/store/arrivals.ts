import type { DatabaseSync } from 'node:sqlite'

/**
 * Requests that were swallowed on the way. They have no effect in any book, yet the simulation must
 * remember them: the second try of a lost one works, and an outage is counted from the first.
 */
export interface Arrival {
  readonly msisdn: string
  readonly firstAt: number
}

export type ArrivalStore = ReturnType<typeof createArrivalStore>

export function createArrivalStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into arrival (party, reference, msisdn, first_at)
    values (?, ?, ?, ?) on conflict do nothing`)
  const exact = db.prepare(
    'select first_at as at from arrival where party = ? and reference = ? and msisdn = ?',
  )
  const named = db.prepare(
    'select msisdn, first_at as firstAt from arrival where party = ? and reference = ?',
  )
  return {
    /** Notes the first arrival; true when this is it. */
    note(party: string, reference: string, msisdn: string, at: number): boolean {
      return insert.run(party, reference, msisdn, at).changes === 1
    },
    findFirst(party: string, reference: string, msisdn: string): number | undefined {
      return exact.get(party, reference, msisdn)?.at as number | undefined
    },
    listNamed(party: string, reference: string): Arrival[] {
      return named.all(party, reference) as unknown as Arrival[]
    },
  }
}
