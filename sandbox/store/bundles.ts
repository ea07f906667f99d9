import type { DatabaseSync } from 'node:sqlite'

/**
 * A bundle on a line; it has the id of the top-up that bought it. Its state follows from the
 * clock.
 */
export interface Bundle {
  readonly id: string
  readonly operator: string
  readonly msisdn: string
  readonly plan: string
  readonly boughtAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly replacedAt: number | null
  readonly cancelledAt: number | null
}

/** The four of TMF637's states that happen here. */
export type BundleStatus = 'active' | 'pendingActive' | 'terminated' | 'cancelled'

export interface BundleFilter {
  readonly operator: string
  readonly msisdn: string | null
  readonly status: string | null
  readonly offset: number
  readonly limit: number
}

/**
 * The one place where the clock decides a bundle's state; the statement below says the same in
 * SQL.
 */
export function bundleStatus(bundle: Bundle, at: number): BundleStatus {
  if (bundle.cancelledAt !== null) return 'cancelled'
  if (bundle.replacedAt !== null || bundle.endsAt <= at) return 'terminated'
  return bundle.startsAt > at ? 'pendingActive' : 'active'
}

const columns = `id, operator, msisdn, plan, bought_at as boughtAt, starts_at as startsAt,
  ends_at as endsAt, replaced_at as replacedAt, cancelled_at as cancelledAt`
const matches = `operator = $operator and ($msisdn is null or msisdn = $msisdn)
  and ($status is null or $status = case when cancelled_at is not null then 'cancelled'
    when replaced_at is not null or ends_at <= $at then 'terminated'
    when starts_at > $at then 'pendingActive' else 'active' end)`

export type BundleStore = ReturnType<typeof createBundleStore>

export function createBundleStore(db: DatabaseSync) {
  const insert = db.prepare(`insert into bundle (id, operator, msisdn, plan, bought_at, starts_at,
    ends_at) values (?, ?, ?, ?, ?, ?, ?)`)
  const byId = db.prepare(`select ${columns} from bundle where id = ? and operator = ?`)
  const live = db.prepare(`select ${columns} from bundle where msisdn = ? and operator = ?
    and ends_at > ? and replaced_at is null and cancelled_at is null order by starts_at, seq`)
  const page = db.prepare(
    `select ${columns} from bundle where ${matches}
      order by seq limit $limit offset $offset`,
  )
  const count = db.prepare(`select count(*) as n from bundle where ${matches}`)
  const ofLine = db.prepare(`select ${columns} from bundle where msisdn = ? order by seq`)
  const replace = db.prepare('update bundle set replaced_at = ? where id = ?')
  const cancel = db.prepare('update bundle set cancelled_at = ? where id = ?')
  const move = db.prepare('update bundle set starts_at = ?, ends_at = ? where id = ?')
  const toBundle = (row: unknown) => row as Bundle
  return {
    insert(bundle: Bundle): void {
      const { id, operator, msisdn, plan, boughtAt, startsAt, endsAt } = bundle
      insert.run(id, operator, msisdn, plan, boughtAt, startsAt, endsAt)
    },
    find(operator: string, id: string): Bundle | undefined {
      return byId.get(id, operator) as Bundle | undefined
    },
    /** Running and queued ones, in the order in which they start. */
    listLive(operator: string, msisdn: string, at: number): Bundle[] {
      return live.all(msisdn, operator, at).map(toBundle)
    },
    list(filter: BundleFilter, at: number): Bundle[] {
      return page.all({ ...filter, at }).map(toBundle)
    },
    count({ operator, msisdn, status }: BundleFilter, at: number): number {
      return Number(count.get({ operator, msisdn, status, at })!.n)
    },
    listOfLine(msisdn: string): Bundle[] {
      return ofLine.all(msisdn).map(toBundle)
    },
    setReplaced(id: string, at: number): void {
      replace.run(at, id)
    },
    setCancelled(id: string, at: number): void {
      cancel.run(at, id)
    },
    setPeriod(id: string, startsAt: number, endsAt: number): void {
      move.run(startsAt, endsAt, id)
    },
  }
}
