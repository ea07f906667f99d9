import type { Placement } from '#db'

/**
 * Where a table goes when the database is spread over servers. One with a `shard` is cut by it and
 * needs no entry; every other one is here, or `npm run migrate -- --distribute` and a test refuse.
 */
export const placement: Placement = {
  reference: [
    // Sharded rows refer to them, and the engine joins them in every claim.
    'ledger.account',
    'quote.terms',
    // Any server may be asked who calls.
    'identity.api_key',
  ],
  local: [
    // Each process reads them into a copy of its own and never joins them with a line; the range
    // type that keeps dated rows apart exists on the coordinator alone.
    'catalog.change_set',
    'catalog.operator',
    'catalog.operator_prefix',
    'catalog.plan',
    'catalog.plan_price',
    'catalog.release_change',
    'catalog.revision',
    'catalog.statement',
    'catalog.tax_rule',
    'catalog.territory',
    'catalog.upstream_offer',
    // One row a day, bound to no account.
    'cases.reconciliation',
    // What this database is, and how far it has been migrated.
    'platform.install',
    'platform.migration',
    // Who works on which shard: its `shard` is a number to hand out, not a place to be, and one
    // statement of each beat takes from all 256.
    'renewal.shard_lease',
    'renewal.worker',
    // A few rows in all, of parties and not of lines; each process keeps a copy for two seconds.
    'upstream.switch',
    'upstream.illness',
  ],
}
