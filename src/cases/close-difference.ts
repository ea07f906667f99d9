import { inTransaction } from '#db'
import type { CaseFile } from './case-file.ts'
import type { CasesContext } from './context.ts'
import { closeCase } from './store/case-file.ts'

/** The books agree again: closes the case, and lets go of a renewal that it held. */
export async function closeDifference(
  { db, clock, care, nudge }: CasesContext,
  file: CaseFile,
): Promise<boolean> {
  const closed = await inTransaction(db, async (tx) => {
    const { renewalId, attention, heldFrom } = file
    if (renewalId && attention && heldFrom) await care.release(tx, renewalId, attention, heldFrom)
    return closeCase(tx, file.id, 'agrees', clock.now())
  })
  if (file.renewalId) nudge(file.renewalId)
  return closed
}
