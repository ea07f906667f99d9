import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '#test'
import { type Actor, createScheduler } from './scheduler.ts'

const actorOf = (name: string): Actor => ({ name, isAlive: true })

test('time stands still while anything is ready and then jumps to what is next', async () => {
  const scheduler = createScheduler(1000, seededRandom(1))
  const seen: number[] = []
  const note = () => void seen.push(scheduler.now())
  scheduler.after(actorOf('a'), 'late', 5000, note)
  scheduler.after(actorOf('a'), 'soon', 0, note)
  await scheduler.run(3000)
  assert.deepEqual(seen, [1000])
  assert.equal(scheduler.now(), 3000)
  await scheduler.run(10_000)
  assert.deepEqual(seen, [1000, 6000])
})

test('the seed and nothing else chooses who goes first among those who are ready', async () => {
  const order = async (seed: number) => {
    const scheduler = createScheduler(0, seededRandom(seed))
    const seen: string[] = []
    for (const name of ['a', 'b', 'c', 'd']) {
      scheduler.after(actorOf(name), '', 0, () => void seen.push(name))
    }
    await scheduler.run(1)
    return seen.join('')
  }
  const orders = await Promise.all(Array.from({ length: 20 }, (_, seed) => order(seed)))
  assert.ok(new Set(orders).size > 5)
  assert.equal(await order(7), orders[7])
})

test('a dead actor hears nothing more, and only its requests may still take effect', async () => {
  const effects = { timers: 0, requests: 0, answers: 0 }
  for (let seed = 0; seed < 40; seed++) {
    const scheduler = createScheduler(0, seededRandom(seed))
    const actor = actorOf('w')
    scheduler.after(actor, '', 10, () => void effects.timers++)
    const request = { kind: 'request', label: '', ms: 10 } as const
    void scheduler
      .turn(actor, request, () => void effects.requests++)
      .then(() => void effects.answers++)
    scheduler.kill(actor)
    void scheduler.turn(actor, request, () => assert.fail('asked after its death'))
    await scheduler.run(100)
  }
  assert.equal(effects.timers, 0)
  assert.equal(effects.answers, 0)
  assert.ok(effects.requests > 5 && effects.requests < 35, `${effects.requests}`)
})

test('what is called off does not happen', async () => {
  const scheduler = createScheduler(0, seededRandom(1))
  const callOff = scheduler.after(actorOf('w'), '', 5, () => assert.fail('called off'))
  callOff()
  await scheduler.run(100)
})
