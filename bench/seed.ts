import type { Rig } from './rig.ts'

/** Each wallet funds this many lines of its shard. */
export const linesPerWallet = 400

/** Wallets that fund mandates have ids from here on, in the order of their lines. */
export const firstWallet = '00000000-0000-7000-9000-000000000000'

const weekly =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'

/** Rs 598, what the weekly plan costs in the sandbox. */
export const priceMinor = 59_800

/**
 * Stores lines with mandates that are not due, from one number to another, with the wallets that
 * fund them: a wallet's 400 lines share its shard. Foreign keys are not asked while loading, since
 * every row is made from the same number.
 */
export async function seedLines(rig: Rig, database: string, from: number, to: number) {
  const shard = `((i / ${linesPerWallet}) % 256)::smallint`
  const wallet = `(lpad(to_hex(i / ${linesPerWallet}), 12, '0') || '70009000'
    || lpad('', 10, '0') || lpad(to_hex((${shard})::integer), 2, '0'))::uuid`
  const line = `(lpad(to_hex(1764000000000 + i), 12, '0') || '70008000'
    || lpad(to_hex((i::bigint * 2654435761) % 1099511627776), 10, '0')
    || lpad(to_hex((${shard})::integer), 2, '0'))::uuid`
  // Numbers that end in 000 to 009 behave badly on purpose; these are all well-behaved.
  const msisdn = `'+923' || lpad((i / 900)::text, 6, '0') || (100 + i % 900)`
  const numbers = `generate_series(${from}, ${to - 1}) as i`
  await rig.query(
    database,
    `begin; set local session_replication_role = replica;
     insert into line.line (shard, id, msisdn, created_at)
       select ${shard}, ${line}, ${msisdn}, '2026-01-01' from ${numbers};
     insert into ledger.wallet (shard, id, owner, balance, currency)
       select distinct ${shard}, ${wallet}, (select id from identity.api_key limit 1), 0, 'PKR'
         from ${numbers};
     insert into renewal.mandate
       (shard, line_id, plan_id, wallet_id, territory, max_total, next_due, created_at)
       select ${shard}, ${line}, '${weekly}', ${wallet}, null, 1000000, '2030-01-01', '2026-01-01'
         from ${numbers};
     commit;`,
  )
  await rig.query(database, 'vacuum analyze')
}

/**
 * Puts money for one more renewal of each of its lines into the first wallets, through the books.
 */
export async function fundWallets(rig: Rig, database: string, lines: number): Promise<void> {
  const each = linesPerWallet * priceMinor
  await rig.query(
    database,
    `with account as (
       select (select id from ledger.account where code = 'wallet:PKR') as wallet,
              (select id from ledger.account where code = 'funding:PKR') as funding
     ), filled as (
       update ledger.wallet set balance = balance + ${each}
        where (shard, id) in (select distinct shard, wallet_id from renewal.mandate
          where next_due <= now())
       returning shard, id
     ), booked as (
       insert into ledger.transfer
         (shard, subject, kind, debit, credit, amount, currency, wallet, at)
       select shard, gen_random_uuid(), 'funding', funding, wallet, ${each}, 'PKR', id, now()
         from filled cross join account returning shard, debit, credit, amount
     )
     insert into ledger.balance as kept (shard, account, debits, credits)
     select shard, account, sum(debited), sum(credited) from (
       select shard, debit as account, amount as debited, 0 as credited from booked
       union all select shard, credit, 0, amount from booked) as side
      group by shard, account
     on conflict (shard, account) do update
        set debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits`,
  )
  const [row] = await rig.query<{ n: number }>(
    database,
    'select count(*)::int as n from renewal.mandate where next_due <= now()',
  )
  if (row?.n !== lines) throw new Error(`${row?.n} lines are due instead of ${lines}`)
}
