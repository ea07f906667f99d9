import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rules, workOf } from '#test'
import { decideWord, type Saying } from './decide-word.ts'
import { attentionReasons } from './status.ts'
import type { Work } from './work.ts'

const legs = ['charge', 'delivery', 'refund'] as const
const states = ['open', 'done', 'refused', 'reversed', 'closed'] as const
const sayings: readonly Saying[] = ['done', 'not_done', 'reversed', 'again', 'give_back']

const context = {
  parties: {
    operators: [{ id: 'sandbox:jazz', operator: 'jazz', capabilities: rules.promises }],
    providers: [{ id: 'gateway', methods: [{ id: 'sandbox_card' }], capabilities: rules.promises }],
  },
  policy: rules.policy,
  now: () => rules.now,
} as never

const word = (saying: Saying) => ({ saying, partyId: 'P-1', evidence: { by: 'A', proof: 'seen' } })

const partyOf = (leg: Work['leg']) => (leg === 'delivery' ? 'sandbox:jazz' : 'gateway')

/** Every leg, state, reason and saying that is heard. */
function heard(status: Work['renewal']['status'] = 'needs_attention'): string[] {
  return legs.flatMap((leg) =>
    states.flatMap((state) =>
      attentionReasons.flatMap((attention) =>
        sayings.flatMap((saying) => {
          const renewal = { status, attention }
          const work = { ...workOf({ leg, state, renewal, party: partyOf(leg) }), charged: '100' }
          try {
            decideWord(work, word(saying), context)
          } catch {
            return []
          }
          return [`${leg} ${state} ${saying} (${attention})`]
        }),
      ),
    ),
  )
}

test('of all that a person could say, only what can be true and is safe is heard', () => {
  const all = heard()
  const words = new Set(all.map((it) => it.replace(/ \(.*/, '')))
  assert.deepEqual([...words].sort(), [
    'charge done give_back',
    'charge open done',
    'charge open not_done',
    'delivery done reversed',
    'delivery open done',
    'delivery open not_done',
    'refund open done',
    'refund refused again',
    'refund refused done',
  ])
  assert.deepEqual(
    all.filter((it) => it.includes('give_back') || it.includes('reversed')),
    ['charge done give_back (payment_amount_differs)', 'delivery done reversed (books_differ)'],
  )
  assert.ok(all.every((it) => !it.includes('invariant_broken')))
})

test('nobody is heard about a renewal that does not wait for a person', () => {
  for (const status of ['paying', 'delivering', 'delivered', 'refunding', 'refunded'] as const)
    assert.deepEqual(heard(status), [])
})

test('what a person said is kept with the attempt, and not told as the words of a party', () => {
  const renewal = { status: 'needs_attention', attention: 'operator_silent' } as const
  const work = workOf({ leg: 'delivery', renewal, party: 'sandbox:jazz' })
  const change = decideWord(work, word('not_done'), context)
  assert.deepEqual(change.events, ['settled_by_person', 'refund_started'])
  assert.deepEqual(change.attempt.answer?.person, { by: 'A', proof: 'seen' })
  assert.equal(change.follow?.leg, 'refund')
})
