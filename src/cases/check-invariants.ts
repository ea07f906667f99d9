import type { Db } from '#db'
import { type Clock, parsePublicId, plusMs, shardCount } from '#kernel'
import type { ShardRange } from '#ledger'
import { compareParty, type Finding, type Party } from './compare-party.ts'
import type { Broken, Invariant, InvariantName } from './invariant.ts'
import { balancesEqualTransfers } from './store/invariants/i1-balances.ts'
import { moneyOfAnOrderAddsUp } from './store/invariants/i2-money-of-an-order.ts'
import { oneDeliveryStands } from './store/invariants/i3-one-delivery.ts'
import { oneCaptureNoMoreBack } from './store/invariants/i4-one-capture.ts'
import { noRefundBesideDelivery } from './store/invariants/i5-no-refund-beside-delivery.ts'
import { oneRenewalPerQuote } from './store/invariants/i6-one-renewal-per-quote.ts'
import { somebodyOwnsIt } from './store/invariants/i8-somebody-owns-it.ts'

const ofTheDatabase: readonly Invariant[] = [
  balancesEqualTransfers,
  moneyOfAnOrderAddsUp,
  oneDeliveryStands,
  oneCaptureNoMoreBack,
  noRefundBesideDelivery,
  oneRenewalPerQuote,
  somebodyOwnsIt,
]

export const allShards: ShardRange = { first: 0, last: shardCount - 1 }

/** I1–I6 and I8: what the database alone can say. Each from one snapshot of its own. */
export async function checkInvariants(
  db: Db,
  at: Date,
  shards: ShardRange = allShards,
): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const invariant of ofTheDatabase) broken.push(...(await invariant(db, at, shards)))
  return broken
}

/**
 * I9: the ledger equals each party's own list, but for what is not answered yet. I12: every charge
 * maps to an order. Reads the whole lists, and changes nothing.
 */
export async function checkPartyLists(
  db: Db,
  parties: readonly Party[],
  window: { from: Date; to: Date },
): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const party of parties.filter(({ capabilities }) => capabilities.listsByTime)) {
    const { findings } = await compareParty(db, party, window)
    broken.push(...findings.flatMap((finding) => toBroken(party.id, finding)))
  }
  return broken
}

function toBroken(party: string, { kind, reference, ours }: Finding): Broken[] {
  if (kind === 'under_way') return []
  const invariant: InvariantName = kind === 'charge_without_order' ? 'I12' : 'I9'
  const detail = `${party} ${reference}: ${kind}`
  const renewalId = ours?.renewal ?? parsePublicId('renewal', reference.slice(0, 30)) ?? null
  return [{ invariant, renewalId, detail }]
}

/** A walk should take no longer than this, or it takes fewer shards at a time. */
const walkMs = 2_000

/**
 * Walks over all shards, as many at a time as fit into two seconds: everything every minute while
 * the books are small, and never a minute of scanning when they are not.
 */
export function createWalk(
  clock: Clock,
): () => { shards: ShardRange; done(startedAt: Date): void } {
  let first = 0
  let size = shardCount
  return () => {
    const shards = { first, last: Math.min(first + size, shardCount) - 1 }
    return {
      shards,
      done(startedAt) {
        const isSlow = clock.now() > plusMs(startedAt, walkMs)
        first = shards.last + 1 === shardCount ? 0 : shards.last + 1
        size = isSlow ? Math.max(1, size >> 1) : Math.min(shardCount, size * 2)
      },
    }
  }
}
