import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openStory, type Story } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('ledger')
  await story.place('03001237000')
  await story.place('03001237003')
})
after(() => story.close())

const balanceOf = async () => (await story.api('GET', '/v1/ledger/trial-balance')).json.data[0]

test('the trial balance derives every account again and differs by nothing', async () => {
  const balance = await balanceOf()
  assert.equal(balance.difference, 0)
  assert.equal(balance.debits, balance.credits)
  assert.ok(balance.debits > 0)
  const held = balance.accounts.find((it: { code: string }) => it.code === 'held:PKR')
  assert.equal(held.debits, held.credits)
})

test('one paisa planted in a stored balance is found and named', async () => {
  const owner = story.database.ownerDb
  const planted = sql`
    update ledger.balance set debits = debits + 1
     where (shard, account) = (select shard, account from ledger.balance limit 1)`
  await planted.execute(owner)
  const balance = await balanceOf()
  assert.equal(balance.difference, 1)
  assert.equal(balance.mismatches.length, 1)
  const [{ stored, derived }] = balance.mismatches
  assert.equal(stored.debits - derived.debits, 1)
  await sql`update ledger.balance set debits = debits - 1 where shard = ${balance.mismatches[0].shard}
    and account = (select id from ledger.account where code = ${balance.mismatches[0].account})`.execute(
    owner,
  )
  assert.equal((await balanceOf()).difference, 0)
})

test('one paisa planted in a transfer is found on both its accounts', async () => {
  const owner = story.database.ownerDb
  await sql`update ledger.transfer set amount = amount + 1 where kind = 'delivery'`.execute(owner)
  const balance = await balanceOf()
  assert.equal(balance.difference, 2)
  assert.equal(balance.mismatches.length, 2)
  await sql`update ledger.transfer set amount = amount - 1 where kind = 'delivery'`.execute(owner)
})

test("the program's role can add transfers and neither change nor delete them", async () => {
  const { db } = story.database
  const denied = { message: /permission denied/ }
  await assert.rejects(sql`update ledger.transfer set amount = 1`.execute(db), denied)
  await assert.rejects(sql`delete from ledger.transfer`.execute(db), denied)
  await assert.rejects(sql`truncate ledger.transfer`.execute(db), denied)
  await assert.rejects(sql`delete from ledger.balance`.execute(db), denied)
  await assert.rejects(sql`delete from renewal.renewal`.execute(db), denied)
  await assert.rejects(sql`update renewal.event set event = 'x'`.execute(db), denied)
  await assert.rejects(sql`update quote.terms set total = 1`.execute(db), denied)
})

test('the database itself refuses a transfer that is not positive, of one account or of two currencies', async () => {
  const insert = (debit: number, credit: number, amount: number, currency = 'PKR') =>
    sql`insert into ledger.transfer (shard, subject, kind, debit, credit, amount, currency, at)
        values (0, gen_random_uuid(), 'charge', ${debit}, ${credit}, ${amount}, ${currency}, now())`.execute(
      story.database.db,
    )
  await assert.rejects(insert(1, 2, 0), { code: '23514' })
  await assert.rejects(insert(1, 2, -5), { code: '23514' })
  await assert.rejects(insert(1, 1, 5), { code: '23514' })
  await assert.rejects(insert(1, 2, 5, 'USD'), { code: '23503' })
})
