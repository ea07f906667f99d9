import type { DatabaseSync } from 'node:sqlite'

export type ChargeStatus =
  | 'captured'
  | 'authorised'
  | 'requires_action'
  | 'processing'
  | 'declined'
  | 'expired'
  | 'cancelled'

/** One charge of the gateway; times are epoch milliseconds, money is minor units. */
export interface Charge {
  readonly id: string
  readonly reference: string
  /** Everything that must be equal when the reference comes again. */
  readonly request: string
  readonly amount: bigint
  readonly currency: string
  readonly token: string | null
  readonly description: string | null
  readonly returnUrl: string | null
  readonly capture: boolean
  readonly status: ChargeStatus
  readonly captured: bigint
  readonly refunded: bigint
  readonly declineCode: string | null
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly capturedAt: number | null
  /** When the status changed last; null while it is the first one. */
  readonly movedAt: number | null
}

const columns = `id, reference, request, amount, currency, token, description,
  return_url as returnUrl, capture, status, captured, refunded, decline_code as declineCode,
  created_at as createdAt, expires_at as expiresAt, captured_at as capturedAt,
  moved_at as movedAt`

export type ChargeStore = ReturnType<typeof createChargeStore>

export function createChargeStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into charge (id, reference, request, amount, currency, token,
    description, return_url, capture, status, decline_code, created_at, expires_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const byReference = db.prepare(`select ${columns} 
    from charge where reference = ? and forgotten = 0`)
  const byId = db.prepare(`select ${columns} from charge where id = ?`)
  // Walks the rows themselves from the cursor on: an index by time would sort the whole range anew
  // for every page, and cost something at every charge.
  const page = db.prepare(`select seq, ${columns} from charge where seq > $after
    and created_at >= $from and created_at < $to order by seq limit $limit`)
  const newest = db.prepare(`select ${columns} from charge
    where reference >= $start and reference < $start || char(1114111) order by seq desc limit 1000`)
  const move = db.prepare(`update charge set status = ?, decline_code = ?, moved_at = ? where id = ?
    and status in ('requires_action', 'authorised', 'processing')`)
  const capture = db.prepare(`update charge set status = 'captured', captured = amount,
    captured_at = $at, moved_at = $at where id = $id and captured = 0`)
  const forget = db.prepare(`update charge set forgotten = seq
    where reference = ? and forgotten = 0 and created_at <= ?`)
  const refund = db.prepare('update charge set refunded = refunded + ? where id = ?')
  return {
    insert(charge: Charge): void {
      const { id, reference, request, amount, currency, token, description, returnUrl } = charge
      const { capture, status, declineCode, createdAt, expiresAt } = charge
      insert.run(
        ...[id, reference, request, amount, currency, token, description, returnUrl],
        ...[capture ? 1 : 0, status, declineCode, createdAt, expiresAt],
      )
    },
    findByReference(reference: string): Charge | undefined {
      return toCharge(byReference.get(reference))
    },
    find(id: string): Charge | undefined {
      return toCharge(byId.get(id))
    },
    /** Oldest first; `seq` of the last one is where the next page goes on. */
    list(range: { after: number; from: number; to: number; limit: number }) {
      return page.all(range).map((row) => ({ seq: Number(row.seq), charge: toCharge(row)! }))
    },
    /** Newest first, at most a thousand whose reference is or begins with `start`. */
    listNewest(start: string): Charge[] {
      return newest.all({ start }).map((row) => toCharge(row)!)
    },
    setStatus(id: string, status: ChargeStatus, declineCode: string | null, at: number): void {
      move.run(status, declineCode, at, id)
    },
    setCaptured(id: string, at: number): void {
      capture.run({ id, at })
    },
    /** Frees a reference that was taken at this moment or before; its charge stays. */
    forget(reference: string, at: number): void {
      forget.run(reference, at)
    },
    /** The table's own check refuses more than was captured. */
    addRefunded(id: string, amount: bigint): void {
      refund.run(amount, id)
    },
  }
}

function toCharge(row: Record<string, unknown> | undefined): Charge | undefined {
  if (!row) return undefined
  return {
    ...(row as unknown as Charge),
    amount: BigInt(row.amount as number),
    captured: BigInt(row.captured as number),
    refunded: BigInt(row.refunded as number),
    capture: row.capture === 1,
  }
}
