import { newId, plusMs, shardOf } from '#kernel'
import { deadlineMs } from './case-file.ts'
import type { CasesContext } from './context.ts'
import * as store from './store/case-file.ts'

/**
 * Gives every renewal that waits for a person its case, and closes the cases of those that moved.
 * The renewals are the truth, so a case can be late but never missing.
 */
export async function sweepCases({
  db,
  clock,
  care,
  random,
}: CasesContext): Promise<{ opened: number; closed: number }> {
  const waiting = await care.listAttention()
  const now = clock.now()
  const closed = await store.closeMoved(db, waiting, now)
  const opened = await store.openCases(
    db,
    waiting.map(({ id, attention, since }) => ({
      id: newId(shardOf(id), since, random),
      ...{ reason: attention, attention, renewalId: id, heldFrom: null },
      ...{ party: null, reference: null, evidence: {} },
      ...{ openedAt: since, deadlineAt: plusMs(since, deadlineMs) },
    })),
  )
  return { opened, closed }
}
