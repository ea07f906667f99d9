import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttentionReason, Leg } from '#attempts'
import { Fault, type Uuid } from '#kernel'
import type { KeptAttempt } from '#obligations'
import { type CaseFile, type Deed, type Finding, findings } from './case-file.ts'
import { decideDeed } from './decide-deed.ts'

const at = new Date('2026-11-23T09:00:00Z')

function fileOf(attention: AttentionReason | null, more: Partial<CaseFile> = {}): CaseFile {
  return {
    ...{ id: '019a0000-0000-7000-8000-000000000042' as Uuid, evidence: {}, heldFrom: null },
    ...{ reason: attention ?? 'charge_without_order', attention, renewalId: null },
    ...{ party: null, reference: null, openedAt: at, deadlineAt: at },
    ...{ closedAt: null, closedHow: null },
    ...more,
  }
}

function attempt(leg: Leg, state: KeptAttempt['state'], n = 1): KeptAttempt {
  return {
    ...{ leg, n, state, party: 'p', step: 'look', fence: 3, sends: 1, looks: 1 },
    ...{ answer: null, nextAt: null, firstSentAt: at, lastSentAt: at },
  }
}

const deed = (name: Deed['deed'], finding?: Finding): Deed => ({
  ...{ deed: name, by: 'Ayesha Khan', caller: 'test', proof: 'seen' },
  ...(finding ? { finding } : {}),
})

const codeOf = (decide: () => unknown): string => {
  try {
    decide()
    return 'allowed'
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
}

const states = ['open', 'done', 'refused', 'reversed', 'closed'] as const
const paid = attempt('charge', 'done')

test('no finding whatever allows a refund beside a delivery that stands, but of differing books', () => {
  for (const finding of [undefined, ...findings]) {
    for (const attention of ['operator_silent', 'payment_unanswered'] as const) {
      const attempts = [paid, attempt('delivery', 'done')]
      const act = () => decideDeed(fileOf(attention), attempts, deed('refund', finding))
      assert.equal(codeOf(act), 'case_unsafe', `${attention} ${finding ?? ''}`)
    }
  }
})

test('while nobody knows of a delivery, only evidence that there was none allows a refund', () => {
  const attempts = [paid, attempt('delivery', 'open')]
  for (const finding of [undefined, ...findings]) {
    const act = () => decideDeed(fileOf('operator_silent'), attempts, deed('refund', finding))
    const expected = finding === 'not_delivered' ? 'allowed' : 'case_finding_missing'
    assert.equal(codeOf(act), expected)
  }
})

test('what a wallet paid has no charge, and its delivery is settled by the same evidence', () => {
  const attempts = [attempt('delivery', 'open')]
  const file = fileOf('operator_silent')
  const refund = decideDeed(file, attempts, deed('refund', 'not_delivered'))
  assert.deepEqual(refund, { kind: 'word', about: attempts[0], saying: 'not_done' })
  const without = () => decideDeed(file, attempts, deed('refund'))
  assert.equal(codeOf(without), 'case_finding_missing')
  assert.equal(
    codeOf(() => decideDeed(file, [], deed('refund'))),
    'case_unsafe',
  )
})

test('delivered is refused once there is a refund, in whatever state', () => {
  for (const delivery of states)
    for (const refund of states) {
      const attempts = [paid, attempt('delivery', delivery), attempt('refund', refund)]
      const act = () => decideDeed(fileOf('refund_unanswered'), attempts, deed('delivered'))
      assert.equal(codeOf(act), 'case_unsafe')
    }
})

test('a second refund is only asked for where the first was refused for good', () => {
  for (const state of states) {
    const attempts = [paid, attempt('delivery', 'refused'), attempt('refund', state)]
    const act = () => decideDeed(fileOf('refund_refused'), attempts, deed('refund'))
    if (state === 'refused') assert.deepEqual(act(), wordOf(attempts[2]!, 'again'))
    else assert.notEqual(codeOf(act), 'allowed', state)
  }
})

const wordOf = (about: KeptAttempt, saying: string) => ({ kind: 'word', about, saying })

test('what stands still for a broken invariant allows nothing but a look', () => {
  const file = fileOf('invariant_broken')
  for (const name of ['delivered', 'refund', 'accept'] as const)
    assert.equal(
      codeOf(() => decideDeed(file, [paid], deed(name, 'not_delivered'))),
      'case_unsafe',
    )
  assert.deepEqual(decideDeed(file, [paid], deed('look')), { kind: 'look' })
})

test('a renewal that waits is not closed by a note, and a difference is', () => {
  const waiting = () => decideDeed(fileOf('operator_silent'), [paid], deed('accept'))
  assert.equal(codeOf(waiting), 'case_unsafe')
  assert.deepEqual(decideDeed(fileOf(null), [], deed('accept')), { kind: 'accept' })
})

test('nothing is done on a closed case, and nothing but a look without evidence', () => {
  const closed = fileOf('operator_silent', { closedAt: at, closedHow: 'moved' })
  assert.equal(
    codeOf(() => decideDeed(closed, [paid], deed('look'))),
    'case_closed',
  )
  const silent = { ...deed('refund', 'not_delivered'), proof: ' ' }
  assert.equal(
    codeOf(() => decideDeed(fileOf('operator_silent'), [paid], silent)),
    'body_invalid',
  )
})
