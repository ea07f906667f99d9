import { type Db, inTransaction } from '#db'
import type { UpstreamOffer } from './offer.ts'
import { lockRevision, raiseRevision } from './store/read-catalog.ts'
import { toOfferTermsRow } from './store/rows.ts'
import type { CatalogTables, OfferTermsRow } from './store/tables.ts'
import {
  insertOffers,
  listStandingOffers,
  type StandingRow,
  setConfirmed,
  setWithdrawn,
} from './store/upstream-offers.ts'

export interface RecordedOffers {
  readonly confirmed: number
  readonly added: number
  readonly withdrawn: number
}

/**
 * Keeps what an adapter fetched from one upstream, all of it: what is no longer there is withdrawn,
 * what changed is withdrawn and added anew, so the history of every tariff stays. Plans that the
 * facts don't know are kept, not listed. A fetch older than the last one recorded is ignored (all
 * counts 0).
 * @param upstream `sandbox:jazz`
 * @param offers the upstream's whole tariff; after a failed fetch don't call this.
 */
export async function recordUpstreamOffers(
  db: Db,
  upstream: string,
  offers: readonly UpstreamOffer[],
  at: Date,
): Promise<RecordedOffers> {
  return inTransaction(db, async (tx) => {
    const store = tx.withTables<CatalogTables>()
    await lockRevision(store)
    const standing = await listStandingOffers(store, upstream)
    if (standing.some((row) => row.confirmed_at > at))
      return { confirmed: 0, added: 0, withdrawn: 0 }
    const { confirmed, added, withdrawn } = compareOffers(standing, offers.map(toOfferTermsRow))
    await setConfirmed(store, confirmed, at)
    await setWithdrawn(store, withdrawn, at)
    await insertOffers(store, upstream, added, at)
    if (added.length + withdrawn.length > 0) await raiseRevision(store)
    return { confirmed: confirmed.length, added: added.length, withdrawn: withdrawn.length }
  })
}

interface Comparison {
  readonly confirmed: readonly bigint[]
  readonly added: readonly OfferTermsRow[]
  readonly withdrawn: readonly bigint[]
}

/** What a new fetch does to the standing offers; of two offers for one plan the first counts. */
export function compareOffers(
  standing: readonly StandingRow[],
  fetched: readonly OfferTermsRow[],
): Comparison {
  const news = new Map<string, OfferTermsRow>()
  for (const terms of fetched) if (!news.has(terms.plan)) news.set(terms.plan, terms)
  const confirmed: bigint[] = []
  const withdrawn: bigint[] = []
  for (const row of standing) {
    const terms = news.get(row.plan)
    if (!terms || !sameTerms(row, terms)) {
      withdrawn.push(row.id)
      continue
    }
    confirmed.push(row.id)
    news.delete(row.plan)
  }
  return { confirmed, added: [...news.values()], withdrawn }
}

function sameTerms(row: StandingRow, terms: OfferTermsRow): boolean {
  const fields = Object.keys(terms) as (keyof OfferTermsRow)[]
  return fields.every((field) => row[field] === terms[field])
}
