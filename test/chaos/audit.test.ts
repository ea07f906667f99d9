import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audit, type Books } from '../../tools/chaos/audit.ts'
import type { Json } from '../../tools/chaos/load.ts'

/** One delivered and one refunded renewal, and what everybody else should know about them. */
function honest() {
  const renewal = (id: string, msisdn: string, status: string): Json => ({
    ...{ id, status, line: { msisdn }, total: { amount: 600 } },
  })
  const charge = (id: string, refunded: number): Json => ({
    ...{ reference: `${id}c1`, captured_amount: 600, refunded_amount: refunded },
  })
  return {
    orders: [
      {
        ...{ msisdn: '03000000100', plan: 'p', token: 'tok_ok', payer: 'approves' as const },
        renewal: 'rnw_1',
      },
      {
        ...{ msisdn: '03000001007', plan: 'p', token: 'tok_ok', payer: 'approves' as const },
        renewal: 'rnw_2',
      },
    ],
    renewals: [
      renewal('rnw_1', '+923000000100', 'delivered'),
      renewal('rnw_2', '+923000001007', 'refunded'),
    ],
    charges: [charge('rnw_1', 0), charge('rnw_2', 600)],
    credits: [
      { reference: 'rnw_1d1', amount: 590, reversed_at: undefined },
      { reference: 'rnw_2d1', amount: 590, reversed_at: 'then' },
    ] as Json[],
    trial: {
      difference: 0,
      accounts: [
        { code: 'gateway_clearing:g:PKR', debits: 1200, credits: 600 },
        { code: 'operator_payable:o:PKR', debits: 590, credits: 1180 },
      ],
    },
  }
}

const broken = (books: Books) =>
  audit(books)
    .filter((verdict) => verdict.broken.length > 0)
    .map(({ invariant }) => invariant)

test('books that agree break no invariant', () => {
  assert.deepEqual(broken(honest()), [])
})

const lies: readonly (readonly [string, RegExp, (books: ReturnType<typeof honest>) => void])[] = [
  ['an answered order that is gone', /is lost/, (b) => b.renewals.pop()],
  ['an order that was refused', /is lost/, (b) => Object.assign(b.orders[0]!, { refused: 'no' })],
  ['a charge of nobody', /belongs/, (b) => b.charges.push({ ...b.charges[0], reference: 'x' })],
  ['a credit of nobody', /belongs/, (b) => b.credits.push({ ...b.credits[0], reference: 'x' })],
  ['one that is still under way', /at rest/, (b) => set(b.renewals[0], 'status', 'delivering')],
  [
    'a person for a number that is not 009',
    /at rest/,
    (b) => set(b.renewals[0], 'status', 'needs_attention'),
  ],
  [
    'a refund where a delivery was due',
    /ended where/,
    (b) => set(b.renewals[0], 'status', 'refunded'),
  ],
  ['two charges', /charged at most once/, (b) => b.charges.push({ ...b.charges[0] })],
  [
    'a charge that never was',
    /charged at most once/,
    (b) => set(b.charges[0], 'captured_amount', 0),
  ],
  ['two credits', /delivered at most once/, (b) => b.credits.push({ ...b.credits[0] })],
  ['a delivery that never was', /delivered at most once/, (b) => b.credits.shift()],
  ['a refund that never was', /refunded whole/, (b) => set(b.charges[1], 'refunded_amount', 0)],
  [
    'a refund beside a delivery',
    /refunded whole/,
    (b) => set(b.credits[1], 'reversed_at', undefined),
  ],
  ['one paisa in the ledger', /ledger's sums/, (b) => set(b.trial.accounts[0], 'debits', 1201)],
  ['a difference in the trial balance', /trial balance/, (b) => set(b.trial, 'difference', 1)],
]

for (const [lie, invariant, plant] of lies)
  test(`${lie} is found`, () => {
    const books = honest()
    plant(books)
    assert.ok(
      broken(books).some((name) => invariant.test(name)),
      broken(books).join(', '),
    )
  })

function set(row: Json | undefined, field: string, value: unknown): void {
  row![field] = value
}
