import type { Rig, Worker } from './rig.ts'
import { firstWallet, fundWallets, linesPerWallet } from './seed.ts'

export interface AutoRound {
  readonly perSecond: number
  readonly bytesPerRenewal: number
}

/**
 * Makes lines due at one moment, with exactly the money for them in their wallets, and waits until
 * every one is delivered: over HTTP at the sandbox, with ledger, events and the next due date.
 */
export async function autoRound(
  rig: Rig,
  database: string,
  worker: Worker,
  lines: number,
): Promise<AutoRound> {
  const wallets = lines / linesPerWallet
  await worker.ask('rest')
  await rig.query(
    database,
    `update renewal.mandate set next_due = now() - interval '1 second'
      where (shard, wallet_id) in
        (select shard, id from ledger.wallet where id >= '${firstWallet}'
          order by id limit ${wallets})`,
  )
  await fundWallets(rig, database, lines)
  await rig.query(database, 'vacuum')
  const before = await countAll(rig, database)
  const start = performance.now()
  await worker.ask('run')
  while (await isUnderWay(rig, database)) await pause(20)
  const seconds = (performance.now() - start) / 1000
  await rig.query(database, 'vacuum')
  const after = await countAll(rig, database)
  if (after.delivered - before.delivered !== lines) {
    throw new Error(`${after.delivered - before.delivered} of ${lines} were delivered`)
  }
  if (after.inWallets !== 0) throw new Error(`${after.inWallets} was left in wallets`)
  return { perSecond: lines / seconds, bytesPerRenewal: (after.bytes - before.bytes) / lines }
}

/** Both are asked of partial indexes that hold only what is due or open. */
async function isUnderWay(rig: Rig, database: string): Promise<boolean> {
  const [row] = await rig.query<{ busy: boolean }>(
    database,
    `select exists (select from generate_series(0, 255) as slot(shard), lateral (
              select from renewal.mandate
               where mandate.shard = slot.shard and next_due <= now() limit 1) as due)
         or exists (select from renewal.attempt where state = 'open' limit 1) as busy`,
  )
  return row!.busy
}

async function countAll(rig: Rig, database: string) {
  const [row] = await rig.query<{ delivered: number; bytes: number; inWallets: number }>(
    database,
    `select (select count(*)::int from renewal.renewal where status = 'delivered') as delivered,
            (select sum(balance)::float8 from ledger.wallet
              where id in (select wallet_id from renewal.renewal)) as "inWallets",
            (select sum(pg_total_relation_size(oid))::float8 from pg_class
              where relkind = 'r' and relnamespace in ('renewal'::regnamespace,
                'ledger'::regnamespace, 'line'::regnamespace)) as bytes`,
  )
  return row!
}

/** Bytes of a line that renews by itself, with its indexes and its part of a wallet. */
export async function bytesPerLine(rig: Rig, database: string): Promise<number> {
  const [row] = await rig.query<{ bytes: number }>(
    database,
    `select (pg_total_relation_size('line.line') + pg_total_relation_size('renewal.mandate')
              + pg_total_relation_size('ledger.wallet'))::float8
            / (select count(*) from line.line) as bytes`,
  )
  return row!.bytes
}

/** Our books against themselves, and what the operator credited against what we delivered. */
export async function assertBooks(database: string, worker: Worker): Promise<void> {
  const headers = { authorization: 'Bearer tj_test_demo' }
  const answer = await fetch(`${worker.url}/v1/ledger/trial-balance`, { headers })
  const { data } = (await answer.json()) as { data: { difference: number }[] }
  const off = data.filter(({ difference }) => difference !== 0)
  if (off.length > 0) throw new Error(`${database} does not balance: ${JSON.stringify(off[0])}`)
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
