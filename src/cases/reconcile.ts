import { createHash } from 'node:crypto'
import { inTransaction } from '#db'
import { earlier, Fault, newId, plusMs, publicId, shardCount, shardOf } from '#kernel'
import { type CaseFile, type CaseReason, deadlineMs } from './case-file.ts'
import { closeDifference } from './close-difference.ts'
import {
  type Compared,
  compareParty,
  type Finding,
  type Party,
  stillDiffers,
} from './compare-party.ts'
import type { CasesContext } from './context.ts'
import * as store from './store/case-file.ts'
import { findCoveredUntil, insertRun, setFinished } from './store/reconciliation.ts'

export interface ReconcileRequest {
  /** The end of the last whole comparison, or two days ago, when absent. */
  readonly from?: Date
  /** Now, less what the parties need to show an effect, when absent or later than that. */
  readonly to?: Date
  /** Who asked for it. */
  readonly by: string
  /** The server that a restored database was found on: a release demands such a comparison. */
  readonly restoredOn?: string
}

export interface PartyReport {
  readonly party: string
  /** compared · cannot_list (it has no list by time) · unreadable (nothing was concluded). */
  readonly result: 'compared' | 'cannot_list' | 'unreadable'
  readonly records: number
  readonly bookings: number
  /** By kind, the ones that were known before included. */
  readonly differences: Readonly<Partial<Record<CaseReason, number>>>
  readonly opened: number
  readonly closed: number
  readonly problem?: string
}

export interface ReconcileReport {
  readonly from: Date
  readonly to: Date
  /** Every party that can list was read to its end. */
  readonly complete: boolean
  readonly parties: readonly PartyReport[]
}

const dayMs = 24 * 3_600_000

/**
 * Compares our books with each party's own list. Each difference is one case, however often it is
 * found; what our own engine can settle by asking is asked about at once.
 * @throws Fault window_invalid
 */
export async function reconcile(
  context: CasesContext,
  request: ReconcileRequest,
): Promise<ReconcileReport> {
  const { db, clock, log } = context
  const parties: readonly Party[] = [...context.parties.providers, ...context.parties.operators]
  const { from, to } = await windowOf(context, parties, request)
  const { by, restoredOn = null } = request
  const at = clock.now()
  const continues = !request.from && !request.to && !restoredOn
  const run = await insertRun(db, { from, to, by, continues, restoredOn, at })
  const reports: PartyReport[] = []
  for (const party of parties) {
    reports.push(await reconcileParty(context, party, { from, to }))
  }
  const complete = reports.every(({ result }) => result !== 'unreadable')
  await setFinished(db, run, { at: complete ? clock.now() : null, parties: reports })
  const differences = reports.reduce((sum, { opened }) => sum + opened, 0)
  log[differences > 0 || !complete ? 'error' : 'info']('books compared', {
    ...{ from, to, complete, differences },
  })
  return { from, to, complete, parties: reports }
}

async function windowOf(
  { db, clock }: CasesContext,
  parties: readonly Party[],
  request: ReconcileRequest,
): Promise<{ from: Date; to: Date }> {
  const now = clock.now()
  const lagMs = Math.max(
    0,
    ...parties.map(({ capabilities }) =>
      Math.max(capabilities.visibilityLagMs ?? 0, capabilities.maxAnswerMs),
    ),
  )
  const latest = plusMs(now, -lagMs)
  const to = request.to ? earlier(request.to, latest) : latest
  const covered = request.restoredOn ? undefined : await findCoveredUntil(db)
  const days = request.restoredOn ? 7 : 2
  const from = request.from ?? (covered && covered < to ? covered : plusMs(to, -days * dayMs))
  if (!(from < to)) throw new Fault('invalid', 'window_invalid', { field: 'from' })
  return { from, to }
}

async function reconcileParty(
  context: CasesContext,
  party: Party,
  window: { from: Date; to: Date },
): Promise<PartyReport> {
  const nothing = {
    party: party.id,
    records: 0,
    bookings: 0,
    differences: {},
    opened: 0,
    closed: 0,
  }
  if (!party.capabilities.listsByTime) return { ...nothing, result: 'cannot_list' }
  let compared: Compared
  try {
    compared = await compareParty(context.db, party, window)
  } catch (error) {
    context.log.error('list not readable', { party: party.id, error })
    return { ...nothing, result: 'unreadable', problem: String(error) }
  }
  const differences: Partial<Record<CaseReason, number>> = {}
  let opened = 0
  for (const finding of compared.findings) {
    if (finding.kind !== 'under_way') {
      differences[finding.kind] = (differences[finding.kind] ?? 0) + 1
      opened += await openDifference(context, party.id, finding, finding.kind)
    }
    if (finding.ours) await context.care.lookAt(finding.ours)
  }
  const closed = await closeGone(context, party, compared, window)
  const { records, bookings } = compared
  return { party: party.id, result: 'compared', records, bookings, differences, opened, closed }
}

/**
 * One case per difference. A renewal that we call delivered and its operator does not is held as
 * well: its receipt must not claim what nobody can show.
 */
async function openDifference(
  { db, clock, care, random }: CasesContext,
  party: string,
  finding: Finding,
  reason: CaseReason,
): Promise<number> {
  const { reference, theirs, ours, at } = finding
  const openedAt = clock.now()
  const file = {
    id: newId(ours ? shardOf(ours.renewal) : strayShard(reference), openedAt, random),
    ...{ reason, party, reference, openedAt, deadlineAt: plusMs(openedAt, deadlineMs) },
    renewalId: ours?.renewal ?? null,
    evidence: evidenceOf(theirs, ours, at),
  }
  const open = (attention: CaseFile['attention'], heldFrom: CaseFile['heldFrom'], within = db) =>
    store.openCases(within, [{ ...file, attention, heldFrom }])
  if (reason !== 'delivery_unknown_to_party' || ours?.status !== 'delivered')
    return open(null, null)
  return inTransaction(db, async (tx) => {
    const hold = { attention: 'books_differ', stop: false, from: 'delivered' } as const
    const accepted = await store.isAccepted(tx, file)
    const held = accepted ? undefined : await care.hold(tx, ours.renewal, hold)
    if (!held) return open(null, null, tx)
    await store.closeAttention(tx, ours.renewal, openedAt)
    return open('books_differ', held, tx)
  })
}

function evidenceOf(theirs: Finding['theirs'], ours: Finding['ours'], at: Date) {
  return {
    at,
    theirs: theirs
      ? {
          ...{ outcome: theirs.outcome, party_id: theirs.partyId },
          ...{ amount: theirs.amount.amount.toString(), currency: theirs.amount.currency },
        }
      : null,
    ours: ours
      ? {
          ...{ renewal: publicId('renewal', ours.renewal), state: ours.state },
          ...{ amount: ours.amount.toString(), currency: ours.currency },
        }
      : null,
  }
}

/** More open differences than this are not looked at one by one; an on-demand time covers them. */
const mostRechecked = 200

/**
 * Differences that are gone: the books agree again, by both sides' own word. Those of other times
 * are looked at again, each around its own moment.
 */
async function closeGone(
  context: CasesContext,
  party: Party,
  { findings }: Compared,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const found = new Set(findings.map(({ kind, reference }) => `${kind} ${reference}`))
  let closed = 0
  let rechecks = mostRechecked
  for (const file of await store.listOpenDifferences(context.db, party.id)) {
    const at = new Date(String(file.evidence.at))
    const isInside = at >= from && at < to
    if (!isInside && rechecks-- <= 0) continue
    const differs = isInside
      ? found.has(`${file.reason} ${file.reference}`)
      : await stillDiffers(context.db, party, file)
    if (!differs && (await closeDifference(context, file))) closed += 1
  }
  return closed
}

/** An effect that belongs to no order has no account; its case is kept where its name falls. */
function strayShard(reference: string): number {
  return createHash('sha256').update(reference).digest().readUInt32BE(0) % shardCount
}
