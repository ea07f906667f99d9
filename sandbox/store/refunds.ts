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
  /** When its status became what it is. */
  readonly changedAt: number
}

const columns = `id, reference, charge, amount, currency, status, failure_code as failureCode,
  retriable, created_at as createdAt, changed_at as changedAt`

export type RefundStore = ReturnType<typeof createRefundStore>

export function createRefundStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into refund (id, reference, charge, amount, currency, status,
    failure_code, retriable, created_at, changed_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const byReference = db.prepare(
    `select ${columns} from refund where reference = ? and forgotten = 0`,
  )
  const byId = db.prepare(`select ${columns} from refund where id = ?`)
  const ofCharge = db.prepare(`select ${columns} from refund where charge = ? order by seq`)
  const succeed = db.prepare(`update refund set status = 'succeeded', failure_code = null,
    retriable = 0, changed_at = ? where id = ? and status = 'failed'`)
  const forget = db.prepare(`update refund set forgotten = seq
    where reference = ? and forgotten = 0 and created_at <= ?`)
  const page = db.prepare(`select seq, ${columns} from refund where seq > $after
    and created_at >= $from and created_at < $to order by seq limit $limit`)
  return {
    insert(refund: Refund): void {
      const { id, reference, charge, amount, currency, status } = refund
      const { failureCode, retriable, createdAt, changedAt } = refund
      insert.run(
        ...[id, reference, charge, amount, currency, status],
        ...[failureCode, retriable ? 1 : 0, createdAt, changedAt],
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
    /** Oldest first; `seq` of the last one is where the next page goes on. */
    list(range: { after: number; from: number; to: number; limit: number }) {
      return page.all(range).map((row) => ({ seq: Number(row.seq), refund: toRefund(row)! }))
    },
    setSucceeded(id: string, at: number): void {
      succeed.run(at, id)
    },
    /** Frees a reference that was taken at this moment or before; its refund stays. */
    forget(reference: string, at: number): void {
      forget.run(reference, at)
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
