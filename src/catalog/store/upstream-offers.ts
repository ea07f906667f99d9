import type { Kysely } from 'kysely'
import type { CatalogTables, OfferRow, OfferTermsRow } from './tables.ts'

/** An offer that no later fetch has withdrawn or changed. */
export type StandingRow = Omit<OfferRow, 'id'> & { readonly id: bigint }

export async function listStandingOffers(
  tx: Kysely<CatalogTables>,
  upstream: string,
): Promise<StandingRow[]> {
  return tx
    .selectFrom('catalog.upstream_offer')
    .selectAll()
    .where('upstream', '=', upstream)
    .where('withdrawn_at', 'is', null)
    .orderBy('plan')
    .execute()
}

export async function setConfirmed(
  tx: Kysely<CatalogTables>,
  ids: readonly bigint[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('catalog.upstream_offer')
    .set({ confirmed_at: at })
    .where('id', 'in', ids)
    .execute()
}

export async function setWithdrawn(
  tx: Kysely<CatalogTables>,
  ids: readonly bigint[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('catalog.upstream_offer')
    .set({ withdrawn_at: at })
    .where('id', 'in', ids)
    .execute()
}

export async function insertOffers(
  tx: Kysely<CatalogTables>,
  upstream: string,
  terms: readonly OfferTermsRow[],
  at: Date,
): Promise<void> {
  if (terms.length === 0) return
  await tx
    .insertInto('catalog.upstream_offer')
    .values(
      terms.map((one) => ({
        ...one,
        upstream,
        first_seen_at: at,
        confirmed_at: at,
        withdrawn_at: null,
      })),
    )
    .execute()
}

/** Every word of every upstream on one plan, oldest first. */
export async function listOffersOf(
  db: Kysely<CatalogTables>,
  plan: string,
): Promise<StandingRow[]> {
  return db
    .selectFrom('catalog.upstream_offer')
    .selectAll()
    .where('plan', '=', plan)
    .orderBy('id')
    .execute()
}
