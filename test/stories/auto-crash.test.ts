import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { sandboxPolicy } from '#attempts'
import { openAccounts } from '#ledger'
import { type AutoRenewer, createAutoRenewer } from '#mandates'
import { keepTerms } from '#quotes'
import { createLogger } from '#telemetry'
import { testClock } from '#test'
import { closeAll, mandate, open, price, renewalsOf, second, stateOf } from './auto-story.ts'
import { type Story, storyStart, walletOf } from './story.ts'

after(closeAll)

const longAgo = new Date('2020-01-01T00:00:00Z')

/** What claims mandates, with a clock that stands still and no engine round it. */
async function renewer(story: Story): Promise<AutoRenewer> {
  const { db } = story.database
  return createAutoRenewer({
    db,
    clock: testClock(storyStart),
    catalog: story.wired.catalog,
    terms: keepTerms(db),
    parties: { operators: story.wired.upstreams, providers: [] },
    policy: sandboxPolicy,
    accounts: await openAccounts(db, []),
    log: createLogger({ level: 'error' }),
  })
}

test('a worker that dies between claim and answer is followed by one that looks before it sends', async () => {
  const story = await open('auto-restart')
  const wallet = await story.wallet(price)
  await mandate(story, '03001277000', wallet)
  // The claim commits, and the process is gone before anything was sent or recorded.
  const dead = await renewer(story)
  assert.equal((await dead.claim(1, longAgo, { limit: 10, admitted: undefined })).works.length, 0)
  const { works } = await dead.claim(1, longAgo, { limit: 10, admitted: undefined })
  assert.equal(works.length, 1)
  assert.equal(await walletOf(story, wallet), 0n)
  await story.advance(5 * second)
  const [renewal] = await renewalsOf(story, '03001277000')
  assert.equal(renewal?.status, 'delivered')
  assert.equal(renewal?.delivery.tries, 2)
  assert.equal((await story.books('03001277000', renewal?.id)).credits.length, 1)
  assert.equal(await story.trialDifference(), 0)
})

test('a claim renews as many mandates as it is allowed and no more, and says that some are left', async () => {
  const story = await open('auto-limit')
  const wallet = await story.wallet(price * 3n)
  for (const msisdn of ['03001279001', '03001279002', '03001279003'])
    await mandate(story, msisdn, wallet)
  const { claim } = await renewer(story)
  const two = { limit: 2, admitted: undefined }
  // What the plan costs is asked once, before any is renewed.
  assert.equal((await claim(1, longAgo, two)).works.length, 0)
  const first = await claim(1, longAgo, two)
  assert.deepEqual([first.works.length, first.nextAt], [2, new Date(storyStart)])
  assert.equal(await walletOf(story, wallet), price)
  const last = await claim(1, longAgo, two)
  assert.deepEqual([last.works.length, last.nextAt], [1, undefined])
})

test('the database itself refuses a second renewal of one line and period', async () => {
  const story = await open('auto-period')
  const wallet = await story.wallet(price * 2n)
  const line = await mandate(story, '03001278000', wallet)
  await story.settle()
  const { db, ownerDb } = story.database
  const again = sql`
    insert into renewal.renewal
      (shard, id, line_id, terms_id, wallet_id, period, pay_by, status, method, created_at)
    select shard, gen_random_uuid(), line_id, terms_id, wallet_id, period, pay_by, 'paid', method,
           created_at from renewal.renewal`
  await assert.rejects(again.execute(db), { code: '23505' })
  // A mandate that forgot what it did is paused for a person, and nothing is paid.
  await sql`update renewal.mandate set period = 0, next_due = created_at`.execute(ownerDb)
  await story.settle()
  const state = await stateOf(story, line)
  assert.deepEqual([state.aside, state.nextDue], ['period_taken', null])
  assert.equal(await walletOf(story, wallet), price)
})
