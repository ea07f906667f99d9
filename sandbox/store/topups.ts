import type { DatabaseSync } from 'node:sqlite'

export type TopupStatus = 'created' | 'completed' | 'failed' | 'cancelled'

/** One top-up as the operator's books have it; times are epoch milliseconds, money is paisa. */
export interface Topup {
  readonly id: string
  readonly operator: string
  readonly correlator: string | null
  /** Null only on a kept refusal whose number could not be read. */
  readonly msisdn: string | null
  readonly plan: string | null
  readonly amount: bigint
  /** The request's body, since TMF answers echo everything sent. */
  readonly sent: string
  readonly status: TopupStatus
  readonly reason: string | null
  readonly requestedAt: number
  readonly completedAt: number | null
  readonly reversedAt: number | null
  /** Only of one that was pending first; a refusal at once is as old as its request. */
  readonly failedAt: number | null
  /** What stays as balance after the bundle was paid. */
  readonly leftover: bigint
}

export interface TopupFilter {
  readonly operator: string
  readonly msisdn: string | null
  readonly status: string | null
  /** Asked for in from ≤ t < to. */
  readonly from: number
  readonly to: number
  /** The status is the one of this moment: what happened later is not looked at. */
  readonly asOf: number
  readonly offset: number
  readonly limit: number
}

const columns = `id, operator, correlator, msisdn, plan, amount, sent, status, reason,
  requested_at as requestedAt, completed_at as completedAt, reversed_at as reversedAt,
  failed_at as failedAt, leftover`
const matches = `operator = $operator and ($msisdn is null or msisdn = $msisdn)
  and requested_at >= $from and requested_at < $to
  and ($status is null or $status = case
    when completed_at > $asOf or failed_at > $asOf then 'created'
    when reversed_at > $asOf then 'completed' else status end)`

export type TopupStore = ReturnType<typeof createTopupStore>

export function createTopupStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into topup (id, operator, correlator, msisdn, plan, amount,
    sent, status, reason, requested_at, completed_at, leftover)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const byCorrelator = db.prepare(
    `select ${columns} from topup where operator = ? and correlator = ? and forgotten = 0`,
  )
  const byId = db.prepare(`select ${columns} from topup where operator = ? and id = ?`)
  const page = db.prepare(
    `select ${columns} from topup where ${matches}
      order by requested_at, seq limit $limit offset $offset`,
  )
  const count = db.prepare(`select count(*) as n from topup where ${matches}`)
  // A reconciliation asks page after page by time alone: this one never leaves its index.
  const countOfTime = db.prepare(`select count(*) as n from topup
    where operator = $operator and requested_at >= $from and requested_at < $to`)
  const forget = db.prepare(`update topup set forgotten = seq
    where operator = ? and correlator = ? and forgotten = 0 and requested_at <= ?`)
  const credits = db.prepare(`select ${columns} from topup
    where msisdn = ? and completed_at is not null order by completed_at, seq`)
  const balances = db.prepare(`select operator, sum(leftover) as amount from topup
    where msisdn = ? and status = 'completed' group by operator order by operator`)
  const complete = db.prepare(`update topup set status = 'completed', completed_at = ?, leftover = ?
    where id = ? and status = 'created'`)
  const fail = db.prepare(
    `update topup set status = 'failed', reason = ?, failed_at = ?
      where id = ? and status = 'created'`,
  )
  const reverse = db.prepare(`update topup set status = 'cancelled', reversed_at = ?,
    reason = 'reversedByOperator' where id = ? and status = 'completed'`)
  return {
    insert(topup: Topup): void {
      const { id, operator, correlator, msisdn, plan, amount, sent } = topup
      const { status, reason, requestedAt, completedAt, leftover } = topup
      insert.run(
        ...[id, operator, correlator, msisdn, plan, amount, sent],
        ...[status, reason, requestedAt, completedAt, leftover],
      )
    },
    findByCorrelator(operator: string, correlator: string): Topup | undefined {
      return toTopup(byCorrelator.get(operator, correlator))
    },
    find(operator: string, id: string): Topup | undefined {
      return toTopup(byId.get(operator, id))
    },
    list(filter: TopupFilter): Topup[] {
      return page.all({ ...filter }).map((row) => toTopup(row)!)
    },
    count({ operator, msisdn, status, from, to, asOf }: TopupFilter): number {
      const row =
        msisdn === null && status === null
          ? countOfTime.get({ operator, from, to })
          : count.get({ operator, msisdn, status, from, to, asOf })
      return Number(row!.n)
    },
    /** Frees a correlatorId that was taken at this moment or before; its top-up stays. */
    forget(operator: string, correlator: string, at: number): void {
      forget.run(operator, correlator, at)
    },
    /** Everything ever credited to a number, the reversed ones too, oldest first. */
    listCredits(msisdn: string): Topup[] {
      return credits.all(msisdn).map((row) => toTopup(row)!)
    },
    listBalances(msisdn: string): { operator: string; amount: bigint }[] {
      return balances
        .all(msisdn)
        .map((row) => ({ operator: String(row.operator), amount: BigInt(Number(row.amount)) }))
    },
    /**
     * The three changes say whether they happened: a topup moves only from the state they expect.
     */
    setCompleted(id: string, at: number, leftover: bigint): boolean {
      return complete.run(at, leftover, id).changes === 1
    },
    setFailed(id: string, reason: string, at: number): boolean {
      return fail.run(reason, at, id).changes === 1
    },
    setReversed(id: string, at: number): boolean {
      return reverse.run(at, id).changes === 1
    },
  }
}

/** SQLite hands integers as numbers, exact below 2^53: ninety trillion rupees. */
function toTopup(row: Record<string, unknown> | undefined): Topup | undefined {
  if (!row) return undefined
  return {
    ...(row as unknown as Topup),
    amount: BigInt(row.amount as number),
    leftover: BigInt(row.leftover as number),
  }
}
