import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change } from '#attempts'
import { createLogger } from '#telemetry'
import { workOf } from '#test'
import { createRecorder } from './recorder.ts'

/** Written batches by their size; the alarm rings and the statement answers when told to. */
function rig(record?: () => Promise<ReadonlySet<Change>>) {
  const batches: number[] = []
  const alarms = new Set<() => void>()
  const recorder = createRecorder({
    obligations: {
      record: async (_, changes) => {
        batches.push(changes.length)
        return record ? record() : new Set(changes)
      },
    },
    alarms: {
      after(_, call) {
        alarms.add(call)
        return () => alarms.delete(call)
      },
    },
    log: createLogger({ level: 'error' }),
  })
  const ring = () => {
    for (const call of alarms) {
      alarms.delete(call)
      call()
    }
  }
  return { batches, alarms, recorder, ring }
}

const change = () => ({ work: workOf() }) as Change

test('the answer of a single step is written at once, with no timer set', async () => {
  const { recorder, batches, alarms } = rig()
  recorder.begin(7)
  const one = change()
  assert.equal(await recorder.record(7, one), one)
  assert.deepEqual(batches, [1])
  assert.equal(alarms.size, 0)
})

test('answers that were asked together are written together with the last one', async () => {
  const { recorder, batches, alarms } = rig()
  for (let i = 0; i < 3; i++) recorder.begin(7)
  const first = [recorder.record(7, change()), recorder.record(7, change())]
  assert.deepEqual(batches, [])
  await Promise.all([...first, recorder.record(7, change())])
  assert.deepEqual(batches, [3])
  assert.equal(alarms.size, 0)
})

test('a party that takes its time holds up no other answer for longer than the patience', async () => {
  const { recorder, batches, ring } = rig()
  for (let i = 0; i < 3; i++) recorder.begin(7)
  const early = [recorder.record(7, change()), recorder.record(7, change())]
  ring()
  await Promise.all(early)
  assert.deepEqual(batches, [2])
  await recorder.record(7, change())
  assert.deepEqual(batches, [2, 1])
})

test('a step that ends without an answer holds up nobody', async () => {
  const { recorder, batches } = rig()
  recorder.begin(7)
  recorder.begin(7)
  const answer = recorder.record(7, change())
  recorder.giveUp(7)
  await answer
  assert.deepEqual(batches, [1])
})

test('what one shard waits for holds up no other shard', async () => {
  const { recorder, batches } = rig()
  recorder.begin(7)
  recorder.begin(8)
  await recorder.record(8, change())
  assert.deepEqual(batches, [1])
})

test('a statement that fails fails its own answers, and the next ones are written', async () => {
  let calls = 0
  const { recorder, batches } = rig(async () => {
    calls += 1
    if (calls === 1) throw new Error('the database is away')
    return new Set()
  })
  recorder.begin(7)
  await assert.rejects(recorder.record(7, change()), /away/)
  recorder.begin(7)
  assert.equal(await recorder.record(7, change()), undefined)
  assert.deepEqual(batches, [1, 1])
})
