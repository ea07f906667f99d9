import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallWithheld } from '#attempts'
import { testClock, workOf } from '#test'
import { createUpstreamGate, type Lane } from './upstream-gate.ts'
import { productionUpstream, type UpstreamSettings } from './upstream-settings.ts'

const jazz = 'sandbox:jazz'
const zong = 'sandbox:zong'

function open(settings: Partial<UpstreamSettings> = {}) {
  const clock = testClock('2026-11-23T09:00:00Z')
  const stopped = new Set<string>()
  const changes: string[] = []
  const gate = createUpstreamGate({
    parties: [jazz, zong],
    clock,
    settingsOf: (party) => ({ ...productionUpstream, ...(party === jazz ? settings : {}) }),
    share: () => 1,
    isStopped: (party) => stopped.has(party),
    chance: () => 0,
    onChange: (party, { kind }) => changes.push(`${party} ${kind}`),
    onRoom: () => {},
  })
  const work = (n: number, step: 'send' | 'look' = 'send') =>
    workOf({ party: jazz, leg: 'delivery', step, n })
  /** Claims so many of one party, as far as it is admitted, and gives their seats. */
  const claim = (wanted: number, step: 'send' | 'look' = 'send', lane: Lane = 'ordered') => {
    const ticket = gate.admit(128, lane)
    const row = ticket.admitted?.find(({ party }) => party === jazz)
    const most = ticket.admitted
      ? step === 'send' && !row?.sends
        ? 0
        : (row?.most ?? 0)
      : ticket.limit
    const works = Array.from({ length: Math.min(wanted, most) }, (_, n) => work(n, step))
    const seatOf = ticket.settle(works)
    return works.map(seatOf)
  }
  const call = (isIll: boolean, step: 'send' | 'look' = 'send') => {
    const [seat] = claim(1, step)
    if (!seat) return false
    seat.begin()
    seat.end(isIll)
    return true
  }
  return { gate, clock, stopped, changes, claim, call }
}

test('with every party well and nothing limited, a turn is not held back by a list', () => {
  const { gate, claim } = open()
  assert.equal(gate.admit(128, 'ordered').admitted, undefined)
  assert.equal(gate.admit(128, 'automatic').limit, 128)
  assert.equal(claim(128).length, 128)
})

test('an open breaker lets no send through, and a trickle of looks', () => {
  const { gate, call, claim, changes } = open()
  for (let i = 0; i < 20; i++) call(true)
  assert.deepEqual(changes, [`${jazz} open`])
  assert.equal(claim(5).length, 0)
  const admitted = gate.admit(128, 'ordered').admitted!
  const row = (party: string) => admitted.find((it) => it.party === party)
  assert.equal(row(jazz)?.sends, false)
  assert.deepEqual(row(zong), { party: zong, most: 128, sends: true, fresh: false })
})

test('looks of an ill party go on a few at a time and a few a second', () => {
  const { call, claim, clock } = open()
  for (let i = 0; i < 20; i++) call(true)
  const seats = [...claim(9, 'look'), ...claim(9, 'look'), ...claim(9, 'look')]
  assert.equal(seats.length, 3)
  for (const seat of seats) seat.begin()
  assert.equal(claim(9, 'look').length, 0)
  for (const seat of seats) seat.end(true)
  assert.equal(claim(9, 'look').length, 0, 'three in this second')
  clock.advance(1000)
  assert.equal(claim(9, 'look').length, 1)
})

test('after the wait a few calls are let through, and a good answer opens the gate to all', () => {
  const { gate, call, claim, clock } = open()
  for (let i = 0; i < 20; i++) call(true)
  clock.advance(30_000)
  assert.equal(gate.admit(128, 'ordered').admitted!.find((it) => it.party === jazz)!.fresh, true)
  const probes = [claim(1), claim(1), claim(1), claim(1)].flat()
  assert.ok(probes.length <= 3 && probes.length > 0)
  probes[0]!.begin()
  probes[0]!.end(false)
  assert.equal(claim(128).length, 128)
})

test('what was claimed before the party fell ill is not sent, and its place is given back', () => {
  const { gate, call, claim } = open({ callsAtOnce: 2 })
  const [late] = claim(1)
  for (let i = 0; i < 20; i++) call(true)
  assert.throws(() => late!.begin(), CallWithheld)
  late!.leave()
  late!.leave()
  assert.equal(gate.room(jazz, { sends: false, lane: 'ordered' }), 2)
})

test('a stopped party takes nothing, looks neither, also of what was claimed before', () => {
  const { gate, claim, stopped } = open()
  const before = [...claim(1), ...claim(1, 'look')]
  stopped.add(jazz)
  for (const seat of before) assert.throws(() => seat.begin(), /stopped/)
  const { admitted, full } = gate.admit(128, 'ordered')
  assert.deepEqual(
    admitted!.map(({ party }) => party),
    [zong],
  )
  assert.deepEqual(full, [jazz])
  stopped.delete(jazz)
  assert.equal(claim(128).length, 128)
})

test('one shard leaves room for the others, and lines that renew themselves for people', () => {
  const { gate, claim } = open({ callsPerSecond: 40 })
  const first = claim(40)
  assert.equal(first.length, 10)
  for (const seat of first) seat.begin()
  assert.equal(gate.room(jazz, { sends: true, lane: 'automatic' }), 22)
  assert.equal(gate.room(jazz, { sends: true, lane: 'ordered' }), 30)
})
