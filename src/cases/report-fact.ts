import { createHash } from 'node:crypto'
import { inTransaction } from '#db'
import { Fault, newId, plusMs, shardCount, type Uuid } from '#kernel'
import { disputed } from './case-file.ts'
import type { CasesContext } from './context.ts'
import { addReport, disputeName, type FactDispute, type FactReport } from './fact-dispute.ts'
import { openCases } from './store/case-file.ts'
import * as store from './store/dispute.ts'

/** A wrong fact costs nobody money until somebody buys by it: staff have three days. */
const deadlineMs = 3 * 24 * 60 * 60_000
const party = 'catalogue'

/**
 * "This is wrong": opens the one case of this fact, or adds to it. A case that was settled opens
 * again, with nothing of what was said before.
 * @throws Fault busy when too many come at once
 */
export async function reportFact(
  { db, clock, random }: CasesContext,
  report: FactReport,
  mayTake: () => boolean,
): Promise<{ readonly id: Uuid; readonly count: number }> {
  if (!mayTake()) throw new Fault('busy', 'busy', { internal: 'too many reports of facts' })
  const at = clock.now()
  const reference = disputeName(report)
  const shard = createHash('sha256').update(reference).digest().readUInt32BE(0) % shardCount
  return inTransaction(db, async (tx) => {
    const fresh = addReport(undefined, report, at)
    const file = {
      ...{ id: newId(shard, at, random), reason: disputed, party, reference, evidence: fresh },
      ...{ renewalId: null, attention: null, heldFrom: null },
      ...{ openedAt: at, deadlineAt: plusMs(at, deadlineMs) },
    } as const
    const known = await store.lockDispute(tx, file)
    if (!known) {
      await openCases(tx, [file])
      // Two may find none at the same moment; the second then meets the row of the first.
      const own = (await store.lockDispute(tx, file))!
      return own.id === file.id ? { id: file.id, count: 1 } : add(tx, own, report, at)
    }
    if (known.closedAt === null) return add(tx, known, report, at)
    await store.reopenDispute(tx, known.id, file)
    return { id: known.id, count: 1 }
  })
}

async function add(
  tx: Parameters<typeof store.setEvidence>[0],
  { id, evidence }: { id: Uuid; evidence: unknown },
  report: FactReport,
  at: Date,
): Promise<{ id: Uuid; count: number }> {
  const next = addReport(evidence as FactDispute, report, at)
  await store.setEvidence(tx, id, next)
  return { id, count: next.count }
}
