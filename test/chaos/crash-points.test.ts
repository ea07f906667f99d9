import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, mock, test } from 'node:test'
import { appRole, labelOfWrite, openDatabase } from '#db'
import { createUpstreams, holdShards } from '#engine'
import { createLogger } from '#telemetry'
import { testClock, workOf } from '#test'
import { crashAt } from '../../src/main/crash-points.ts'
import { giveBack } from '../../src/obligations/store/give-back.ts'
import {
  bootSteps,
  farewellSteps,
  firstSteps,
  illSteps,
  serveSteps,
  sidesOf,
  workSteps,
} from '../../tools/chaos/crash-points.ts'
import { openStory, type Story, storyStart } from '../stories/story.ts'

const seen = new Set<string>()
/** The first answer about a refund is lost, or nobody would ever look one up. */
const onStep = (label: string) => {
  const isFirst = !seen.has(label)
  seen.add(label)
  if (label === 'call-refund.after' && isFirst) throw new Error('the answer is lost')
}
let story: Story
before(async () => {
  story = await openStory('crash_points', { onStep })
})
after(() => story.close())

test('every durable step of every journey is a crash point that chaos knows', async () => {
  await story.order('03001237000')
  await story.order('03001237003', 'tok_refund_fails_once')
  await story.order('03001237005', 'tok_lost_paid')
  await story.order('03001237006')
  await story.settle()
  const { id } = await story.place('03001237010', 'tok_redirect')
  await story.settleWhile(story.api('POST', `/v1/renewals/${id}/cancel`))
  await story.advance(5_000)
  await takeAndGiveBackShards()
  await fallIllAndRecover()
  // The second process of an installation finds the tariffs known and confirms them.
  await (await story.secondWorker()).stop()
  const once = [...firstSteps, ...bootSteps, ...farewellSteps, ...illSteps]
  const known = sidesOf([...once, ...serveSteps, ...workSteps])
  assert.deepEqual([...seen].toSorted(), known.toSorted())
})

/** What is only written when a party is stopped or ill, or a call was held up, once each. */
async function fallIllAndRecover(): Promise<void> {
  const { url } = story.database
  const own = openDatabase({ url, role: appRole, max: 1, applicationName: 'upstreams', onStep })
  const clock = testClock(storyStart)
  const party = 'sandbox:warid'
  const parties = { operators: [{ id: party }], providers: [] } as never
  const log = createLogger({ level: 'error' })
  const upstreams = createUpstreams({ db: own.db, clock, log, parties, random: randomBytes })
  const answer = (isIll: boolean) => {
    const work = workOf({ party })
    const seat = upstreams.gate.admit(8, 'ordered').settle([work])(work)
    seat.begin()
    seat.end(isIll)
  }
  for (let i = 0; i < 20; i++) answer(true)
  clock.advance(60_000)
  answer(false)
  await upstreams.idle()
  await upstreams.stop(party, { by: 'A', because: 'b', caller: 'test' })
  await giveBack(own.db, 1, workOf())
  await own.close()
}

async function takeAndGiveBackShards(): Promise<void> {
  const { url } = story.database
  const own = openDatabase({ url, role: appRole, max: 1, applicationName: 'shards', onStep })
  const log = createLogger({ level: 'error' })
  const holder = holdShards({ db: own.db, log, onGained: () => {} })
  await holder.beat()
  await holder.stop()
  await own.close()
}

test('a statement that writes has a label, its own or made of verb and table', () => {
  assert.equal(labelOfWrite('/* claim */ with due as (…) update renewal.attempt …'), 'claim')
  assert.equal(labelOfWrite('insert into "renewal"."event" values …'), 'insert-renewal.event')
  assert.equal(
    labelOfWrite('with a as (delete from x.y) insert into x.z on conflict do update set q = 1'),
    'delete-x.y+insert-x.z',
  )
  assert.equal(labelOfWrite('/* look */ select 1 from x.y for update of y skip locked'), undefined)
})

test('the process is killed outright at the n-th time of its step, and at no other', () => {
  const kill = mock.method(process, 'kill', () => true)
  try {
    const step = crashAt('claim.after:2')
    for (const label of ['claim.before', 'claim.after', 'record.after']) step(label)
    assert.equal(kill.mock.callCount(), 0)
    step('claim.after')
    assert.deepEqual(kill.mock.calls[0]?.arguments, [process.pid, 'SIGKILL'])
  } finally {
    kill.mock.restore()
  }
})
