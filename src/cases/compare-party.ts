import { attemptReference, type Leg, parseReference } from '#attempts'
import type { Db } from '#db'
import { type PartyRecord, plusMs } from '#kernel'
import type { AttemptKey } from '#obligations'
import type { OperatorAdapter } from '#operators'
import type { PaymentProvider } from '#payments'
import type { CaseFile, Difference } from './case-file.ts'
import { compare } from './compare-books.ts'
import { type Booking, findBookings, listBookings } from './store/books.ts'

export type Party = OperatorAdapter | PaymentProvider

/** A difference, or an attempt that only waits to be asked about. */
export interface Finding {
  readonly kind: Difference | 'under_way'
  readonly reference: string
  readonly theirs: PartyRecord<Leg> | undefined
  readonly ours: Booking | undefined
  /** When it happened, by the party's clock or, where it knows nothing, by ours. */
  readonly at: Date
}

export interface Compared {
  readonly findings: readonly Finding[]
  /** Lines of the party's list and effects of our books that were looked at. */
  readonly records: number
  readonly bookings: number
}

/** Their clock and ours differ, and a request takes its time: so much wider is their list read. */
export const slackMs = 10 * 60_000
const pageSize = 500
/** So many may be missing however few there are; beyond it, half of ours must be in their list. */
const mostMissing = 3

/**
 * Holds our books of a time against a party's own list of it, in both directions.
 * @throws when the list cannot be read to its end, or knows so little of ours that it must be
 *   another account's: no conclusion may be drawn from either
 */
export async function compareParty(
  db: Db,
  party: Party,
  { from, to }: { from: Date; to: Date },
): Promise<Compared> {
  const window = { from: plusMs(from, -slackMs), to: plusMs(to, slackMs) }
  const list: AsyncIterable<PartyRecord<Leg>> = party.listRecords(window)
  const findings: Finding[] = []
  const seen = new Set<string>()
  let records = 0
  for await (const page of pagesOf(list)) {
    const bookings = await bookingsOf(db, party, page)
    for (const theirs of page) {
      seen.add(`${theirs.leg} ${theirs.reference}`)
      if (theirs.at < from || theirs.at >= to) continue
      records += 1
      const ours = bookings.get(theirs.reference)
      const kind = compare(theirs, ours)
      const { reference, at } = theirs
      if (kind) findings.push({ kind, reference, theirs, ours, at })
    }
  }
  const unknown = { findings: [] as Finding[], bookings: 0 }
  for await (const ours of bookingsBetween(db, party.id, from, to)) {
    unknown.bookings += 1
    const reference = attemptReference(ours.renewal, ours.leg, ours.n)
    if (seen.has(`${ours.leg} ${reference}`)) continue
    const kind = `${ours.leg}_unknown_to_party` as const
    unknown.findings.push({ kind, reference, theirs: undefined, ours, at: ours.sentAt })
  }
  const missing = unknown.findings.length
  if (missing > mostMissing && missing * 2 > unknown.bookings) {
    throw new Error(`${party.id} lists ${missing} of our ${unknown.bookings} effects as unknown`)
  }
  const { bookings } = unknown
  return { findings: [...findings, ...unknown.findings], records, bookings }
}

/** Reads the party's list around the one moment of a difference again. @throws as compareParty */
export async function stillDiffers(
  db: Db,
  party: Party,
  { evidence, reason, reference }: Pick<CaseFile, 'evidence' | 'reason' | 'reference'>,
): Promise<boolean> {
  const at = new Date(String(evidence.at))
  const { findings } = await compareParty(db, party, { from: at, to: plusMs(at, 1) })
  return findings.some((it) => it.kind === reason && it.reference === reference)
}

/** A reference of ours that another party names is not ours there. */
async function bookingsOf(
  db: Db,
  party: Party,
  page: readonly PartyRecord<Leg>[],
): Promise<Map<string, Booking>> {
  const keys = page.flatMap(({ reference, leg }): AttemptKey[] => {
    const key = parseReference(reference)
    return key?.leg === leg ? [{ renewal: key.id, leg, n: key.n }] : []
  })
  const found = keys.length === 0 ? [] : await findBookings(db, keys)
  return new Map(
    found
      .filter((ours) => ours.party === party.id)
      .map((ours) => [attemptReference(ours.renewal, ours.leg, ours.n), ours]),
  )
}

async function* bookingsBetween(
  db: Db,
  party: string,
  from: Date,
  to: Date,
): AsyncIterable<Booking> {
  let after: AttemptKey | undefined
  for (;;) {
    const page = await listBookings(db, { party, from, to, after, limit: pageSize })
    yield* page
    if (page.length < pageSize) return
    after = page.at(-1)
  }
}

async function* pagesOf<Row>(rows: AsyncIterable<Row>): AsyncIterable<Row[]> {
  let page: Row[] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
