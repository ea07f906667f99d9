import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkInvariants } from '#cases'
import { mandate, price, renewalsOf, second, stateOf } from './auto-story.ts'
import { type Json, openStory, type Story, walletOf } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('auto-by-hand')
})
after(() => story.close())

test('what a wallet paid and no operator answers is given back on evidence, and no invariant breaks', async () => {
  const wallet = await story.wallet(price)
  const line = await mandate(story, '03001279009', wallet)
  await story.advance(50 * second)
  const [renewal] = await renewalsOf(story, '03001279009')
  assert.equal(renewal?.status, 'needs_attention')
  await story.wired.cases.watch.tick()
  const { data: files } = (await story.api('GET', '/v1/cases')).json
  const file = files.find((it: Json) => it.renewal === renewal?.id)
  const word = { by: 'Ayesha Khan', evidence: 'Portal, screenshot 17', finding: 'not_delivered' }
  const answer = await story.api('POST', `/v1/cases/${file.id}/refund`, word)
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  assert.equal((await story.renewal(renewal?.id)).status, 'refunded')
  assert.equal(await walletOf(story, wallet), price)
  assert.equal((await stateOf(story, line)).aside, 'delivery_refused')
  assert.deepEqual(await checkInvariants(story.database.db, new Date('2026-11-23T09:05:00Z')), [])
})

test('a wallet that drifts by a paisa breaks I1 by its name', async () => {
  const wallet = await story.wallet(500n)
  const drift = sql`update ledger.wallet set balance = balance + 1 where balance = 500`
  await drift.execute(story.database.ownerDb)
  const broken = await checkInvariants(story.database.db, new Date('2026-11-23T09:05:00Z'))
  assert.deepEqual(
    broken.map(({ invariant }) => invariant),
    ['I1'],
  )
  assert.match(broken[0]!.detail, new RegExp(`^${wallet} in shard 1: stored 501, derived 500$`))
})
