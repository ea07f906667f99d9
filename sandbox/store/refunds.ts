import type { DatabaseSync } from 'node:sqlite'

export interface Refund {
  readonly id: string
  readonly reference: string
  /** The charge's id, whichever way the caller named it. */
  readonly charge: string
  readonly amount: bigint
  readonly currency: string
  readonly status: 'succeeded' | 'failed'
  readonly failureCode: string | null
  /** A failed one that may be sent again under the same reference. */
  readonly retriable: boolean
  readonly createdAt: number
}

const columns = `id, reference, charge, amount, currency, status, failure_code as failureCode,
  retriable, created_at as createdAt`

export type RefundStore = ReturnType<typeof createRefundStore>

export function createRefundStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into refund (id, reference, charge, amount, currency, status,
    failure_code, retriable, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const byReference = db.prepare(`select ${columns} from refund where reference = ?`)
  const byId = db.prepare(`select ${columns} from refund where id = ?`)
  const ofCharge = db.prepare(`select ${columns} from refund where charge = ? order by seq`)
  const succeed = db.prepare(`update refund set status = 'succeeded', failure_code = null,
    retriable = 0 where id = ? and status = 'failed'`)
  return {
    insert(refund: Refund): void {
      const { id, reference, charge, amount, currency, status } = refund
      const { failureCode, retriable, createdAt } = refund
      insert.run(
        ...[id, reference, charge, amount, currency, status],
        ...[failureCode, retriable ? 1 : 0, createdAt],
      )
    },
    findByReference(reference: string): Refund | undefined {
      return toRefund(byReference.get(reference))
    },
    find(id: string): Refund | undefined {
      return toRefund(byId.get(id))
    },
    listOfCharge(charge: string): Refund[] {
      return ofCharge.all(charge).map((row) => toRefund(row)!)
    },
    setSucceeded(id: string): void {
      succeed.run(id)
    },
  }
}

function toRefund(row: Record<string, unknown> | undefined): Refund | undefined {
  if (!row) return undefined
  return {
    ...(row as unknown as Refund),
    amount: BigInt(row.amount as number),
    retriable: row.retriable === 1,
  }
}
