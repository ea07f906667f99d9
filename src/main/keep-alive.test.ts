import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Alive, keepAlive } from './keep-alive.ts'

/** Something that a test can kill, and what became of each life of it. */
function mortal(options: { failAt?: number } = {}) {
  const lives: { die(): void; stopped: boolean }[] = []
  const waiting: (() => void)[] = []
  const events: string[] = []
  const start = async (): Promise<Alive> => {
    if (lives.length === options.failAt) throw new Error('no more room')
    const { promise: ended, resolve: die } = Promise.withResolvers<void>()
    const life = { die, stopped: false }
    lives.push(life)
    const stopNow = () => {
      life.stopped = true
      die()
    }
    waiting.shift()?.()
    return { ended, stopNow, stop: async () => stopNow() }
  }
  const note = (event: string) => {
    events.push(event)
    waiting.shift()?.()
  }
  return {
    lives,
    events,
    start,
    on: { restart: () => events.push('restart'), gone: (why: string) => note(`gone: ${why}`) },
    /** Kills the present life and waits for the next one, or for the end. */
    async kill() {
      const next = new Promise<void>((resolve) => waiting.push(resolve))
      lives.at(-1)!.die()
      await next
      await new Promise(setImmediate)
    },
  }
}

test('what dies by itself is started again, and what is stopped is not', async () => {
  const it = mortal()
  const kept = await keepAlive(it.start, it.on)
  await it.kill()
  assert.equal(it.lives.length, 2)
  await kept.stop()
  assert.deepEqual(it.events, ['restart'])
  assert.equal(it.lives.length, 2)
  assert.equal(it.lives[1]!.stopped, true)
})

test('what dies four times within a minute is given up, with the reason', async () => {
  const it = mortal()
  await keepAlive(it.start, it.on)
  for (let death = 0; death < 4; death++) await it.kill()
  assert.equal(it.lives.length, 4)
  assert.equal(it.events.at(-1), 'gone: it died 4 times within a minute')
})

test('what cannot be started again is given up, with the reason', async () => {
  const it = mortal({ failAt: 1 })
  await keepAlive(it.start, it.on)
  await it.kill()
  assert.deepEqual(it.events, ['restart', 'gone: no more room'])
})

test('what fails at its first start fails its caller', async () => {
  const it = mortal({ failAt: 0 })
  await assert.rejects(keepAlive(it.start, it.on), /no more room/)
})
