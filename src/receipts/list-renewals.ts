import type { RenewalStatus } from '#attempts'
import type { Db } from '#db'
import { Fault, parsePublicId, publicId, type Uuid } from '#kernel'
import { listLines, readMsisdn } from '#lines'
import type { KeptTerms } from '#quotes'
import { listRenewals } from './store/read.ts'
import type { Renewal } from './view.ts'

export interface RenewalQuery {
  readonly status?: RenewalStatus
  readonly msisdn?: string
  readonly cursor?: string
  readonly limit?: number
}

/** One page of renewals, the newest first. @throws Fault query_invalid · msisdn_* */
export async function listRenewalPage(
  db: Db,
  filter: RenewalQuery,
  terms: KeptTerms,
): Promise<{ renewals: readonly Renewal[]; nextCursor: string | null }> {
  const limit = filter.limit ?? 50
  const before = filter.cursor === undefined ? undefined : parsePublicId('renewal', filter.cursor)
  if (filter.cursor !== undefined && !before) {
    const reason = { key: 'expected.cursor' }
    throw new Fault('invalid', 'query_invalid', { field: 'cursor', details: { reason } })
  }
  let lines: readonly { shard: number; id: Uuid }[] | undefined
  if (filter.msisdn !== undefined) {
    const { msisdn } = readMsisdn(filter.msisdn, 'msisdn')
    lines = await listLines(db, msisdn)
    if (lines.length === 0) return { renewals: [], nextCursor: null }
  }
  const wanted = {
    limit: limit + 1,
    ...(filter.status ? { status: filter.status } : {}),
    ...(lines ? { lines } : {}),
    ...(before ? { before } : {}),
  }
  const renewals = await listRenewals(db, wanted, terms)
  const page = renewals.slice(0, limit)
  const last = page.at(-1)
  const more = renewals.length > limit && last
  return { renewals: page, nextCursor: more ? publicId('renewal', last.id) : null }
}
