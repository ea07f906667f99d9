import { type Db, inTransaction } from '#db'
import { Fault, type Uuid } from '#kernel'
import { setClosing } from '#obligations'
import type { Renewal } from '#receipts'

/**
 * Asks for the payer's session to be closed. It counts as cancelled when the gateway says so: until
 * then the payer could still pay, and a payment that was faster wins.
 * @throws Fault renewal_unknown · renewal_not_cancellable
 */
export async function cancelRenewal(
  db: Db,
  id: Uuid,
  at: Date,
  find: (id: Uuid) => Promise<Renewal>,
): Promise<void> {
  const closing = await inTransaction(db, (tx) => setClosing(tx, id, at))
  if (closing) return
  const renewal = await find(id)
  if (renewal.status === 'cancelled') return
  throw new Fault('conflict', 'renewal_not_cancellable', {
    details: { renewal_status: renewal.status },
  })
}
