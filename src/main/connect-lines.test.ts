import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayAskOf } from './connect-lines.ts'

const upstreams = (state: string | undefined, room: number) =>
  ({
    standingOf: () => state && { state },
    gate: { room: () => room },
  }) as unknown as Parameters<typeof mayAskOf>[0]

test('only a party that is well and has room is asked what can wait', () => {
  const may = (state: string | undefined, room: number) =>
    mayAskOf(upstreams(state, room))('sandbox:jazz')
  assert.equal(may('well', 1), true)
  assert.equal(may('well', Infinity), true)
  assert.equal(may('well', 0), false)
  for (const state of ['not_answering', 'trying', 'stopped', undefined])
    assert.equal(may(state, 10), false, String(state))
})
