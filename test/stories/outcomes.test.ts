import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openStory, type Story } from './story.ts'

/**
 * What CONTRACT promises for the last three digits of a number: where it ends, and what the
 * operator's books hold.
 */
const promised = {
  '000': { ends: 'delivered', credits: 1, reversed: 0 },
  '001': { ends: 'delivered', credits: 1, reversed: 0 },
  '002': { ends: 'delivered', credits: 1, reversed: 0 },
  '003': { ends: 'refunded', credits: 0, reversed: 0 },
  '004': { ends: 'delivered', credits: 1, reversed: 0 },
  '005': { ends: 'delivered', credits: 1, reversed: 0 },
  '006': { ends: 'delivered', credits: 1, reversed: 0 },
  '007': { ends: 'refunded', credits: 1, reversed: 1 },
  '008': { ends: 'delivered', credits: 1, reversed: 0 },
  '009': { ends: 'needs_attention', credits: 0, reversed: 0 },
  '123': { ends: 'delivered', credits: 1, reversed: 0 },
} as const

const tokens = [
  'tok_ok',
  'tok_lost_paid',
  'tok_lost_unpaid',
  'tok_slow',
  'tok_webhook_twice',
  'tok_refund_fails_once',
] as const

type Digits = keyof typeof promised
const all = Object.keys(promised) as Digits[]

const runs = [
  { operator: 'jazz', with: tokens },
  { operator: 'zong', with: ['tok_ok'] },
] as const

for (const { operator, with: used } of runs) {
  /** One prefix per token, so that no two renewals share a line. */
  const numberOf = (digits: string, token: string) =>
    `0${operator === 'jazz' ? 300 : 311} 12${10 + tokens.indexOf(token as (typeof tokens)[number])}${digits}`

  test(`${operator}: every digit with every token ends where it must, paid once and delivered once or given back`, async (t) => {
    const story = await openStory(`outcomes-${operator}`)
    try {
      const plan = await anyPlan(story, operator)
      const placed = await Promise.all(
        used.flatMap((token) =>
          all.map(async (digits) => {
            const msisdn = numberOf(digits, token)
            const { id } = await story.order(msisdn, token, { plan })
            return { token, digits, msisdn, id }
          }),
        ),
      )
      await story.advance(0)
      await story.advance(60_000)
      for (const { token, digits, msisdn, id } of placed) {
        const { ends, credits, reversed } = promised[digits]
        await t.test(`${digits} with ${token} is ${ends}`, async () => {
          const renewal = await story.renewal(id)
          const books = await story.books(msisdn, id)
          assert.equal(renewal.status, ends, JSON.stringify(renewal.timeline))
          assert.equal(books.credits.length, credits)
          assert.equal(books.credits.filter((credit) => credit.reversed_at).length, reversed)
          assert.equal(books.charges.length, 1)
          const [charge] = books.charges
          const refunded = ends === 'refunded' ? renewal.total.amount : 0
          assert.equal(charge?.captured_amount, renewal.total.amount)
          assert.equal(charge?.refunded_amount, refunded)
          assert.equal(renewal.attention, digits === '009' ? 'operator_silent' : null)
          assert.equal(renewal.expires_at === null, credits === 0)
        })
      }
      assert.equal(await story.trialDifference(), 0)
      await assertBooksAgree(story)
    } finally {
      await story.close()
    }
  })
}

async function anyPlan(story: Story, operator: string): Promise<string> {
  const { json } = await story.api('GET', `/v1/plans?operator=${operator}&limit=200`)
  const plan = json.data.find(
    (it: { offered: boolean; total: unknown; kind: string }) =>
      it.offered && it.total && it.kind === 'prepaid',
  )
  return plan.id
}

/**
 * Our ledger against the sandbox's own lists: what it charged, refunded and credited, to the paisa.
 */
async function assertBooksAgree(story: Story) {
  const { json } = await story.api('GET', '/v1/ledger/trial-balance')
  const accounts: { code: string; debits: number; credits: number }[] = json.data[0].accounts
  const sum = (pattern: RegExp, side: 'debits' | 'credits') =>
    accounts.filter(({ code }) => pattern.test(code)).reduce((total, row) => total + row[side], 0)
  const { charges, credits } = await story.allBooks()
  const captured = charges.reduce((total, charge) => total + charge.captured_amount, 0)
  const refunded = charges.reduce((total, charge) => total + charge.refunded_amount, 0)
  assert.equal(sum(/^gateway_clearing/, 'debits'), captured)
  assert.equal(sum(/^gateway_clearing/, 'credits'), refunded)
  const delivered = credits.reduce((total, credit) => total + credit.amount, 0)
  const reversed = credits.reduce((total, it) => total + (it.reversed_at ? it.amount : 0), 0)
  assert.equal(sum(/^operator_payable/, 'credits'), delivered)
  assert.equal(sum(/^operator_payable/, 'debits'), reversed)
}

let story: Story
before(async () => {
  story = await openStory('payment-outcomes')
})
after(() => story.close())

test('a declined payment is final, nothing is charged, and the quote may be used again', async () => {
  const quote = await story.quote('03001230001')
  const place = (token: string) =>
    story.api('POST', '/v1/renewals', {
      quote: quote.id,
      payment: { method: 'sandbox_card', token },
    })
  const first = await place('tok_declined')
  assert.equal(first.json.status, 'paying')
  await story.advance(500)
  assert.equal((await story.renewal(first.json.id)).status, 'declined')
  const second = await place('tok_ok')
  assert.equal(second.status, 201)
  await story.advance(4000)
  assert.equal((await story.renewal(second.json.id)).status, 'delivered')
  const { charges, credits } = await story.books('03001230001', 'rnw_')
  const ours = charges.filter((charge) => charge.reference.startsWith(second.json.id))
  assert.equal(ours.length, 1)
  assert.equal(credits.length, 1)
})

test('a redirect that is never visited expires once the session is closed, and nothing is charged', async () => {
  const renewal = await story.place('03001230100', 'tok_redirect')
  assert.equal(renewal.status, 'awaiting_payment')
  assert.match(renewal.payment.next_action.url, /^http:\/\/127\.0\.0\.1:\d+\/gateway\/pay\//)
  await story.advance(44_000)
  assert.equal((await story.renewal(renewal.id)).status, 'awaiting_payment')
  await story.advance(2000)
  const ended = await story.renewal(renewal.id)
  assert.equal(ended.status, 'expired')
  assert.equal(ended.payment.next_action, undefined)
  const { charges, credits } = await story.books('03001230100', renewal.id)
  assert.equal(charges[0]?.captured_amount, 0)
  assert.equal(credits.length, 0)
})

test('a redirect that is visited and approved is delivered; one declined there is declined', async () => {
  for (const [msisdn, choice, ends] of [
    ['03001230200', 'approve', 'delivered'],
    ['03001230300', 'decline', 'declined'],
  ] as const) {
    const renewal = await story.place(msisdn, 'tok_redirect')
    await story.visit(renewal.payment.next_action.url, choice)
    await story.advance(4000)
    assert.equal((await story.renewal(renewal.id)).status, ends)
  }
})

test('a payment waiting for its payer can be cancelled, and then cannot be paid any more', async () => {
  const renewal = await story.place('03001230400', 'tok_redirect')
  const cancelled = await story.settleWhile(story.api('POST', `/v1/renewals/${renewal.id}/cancel`))
  assert.equal(cancelled.status, 200)
  assert.equal(cancelled.json.status, 'cancelled')
  await story.visit(renewal.payment.next_action.url, 'approve')
  await story.advance(3000)
  const { charges } = await story.books('03001230400', renewal.id)
  assert.equal(charges[0]?.captured_amount, 0)
  const again = await story.api('POST', `/v1/renewals/${renewal.id}/cancel`)
  assert.equal(again.json.status, 'cancelled')
})

test('what is paid cannot be cancelled', async () => {
  const renewal = await story.place('03001230500')
  const answer = await story.api('POST', `/v1/renewals/${renewal.id}/cancel`)
  assert.equal(answer.status, 409)
  const { code, status, renewal_status } = answer.json
  assert.deepEqual([code, status, renewal_status], ['renewal_not_cancellable', 409, 'delivered'])
})

test('money that the gateway takes after the price lock ended is given back, not delivered', async () => {
  const renewal = await story.place('03001230600', 'tok_slow')
  assert.equal(renewal.status, 'paying')
  // The answer is only asked for long after the quote and its grace are over.
  await story.skip(16 * 60_000)
  await story.advance(2000)
  const ended = await story.renewal(renewal.id)
  assert.equal(ended.status, 'refunded')
  assert.ok(ended.timeline.some((it: { event: string }) => it.event === 'paid_too_late'))
  const { charges, credits } = await story.books('03001230600', renewal.id)
  assert.equal(charges[0]?.refunded_amount, renewal.total.amount)
  assert.equal(credits.length, 0)
})

test('without one callback everything still ends where it must', async () => {
  const deaf = await openStory('deaf', { deaf: true })
  try {
    const numbers = { '001': 'delivered', '005': 'delivered', '007': 'refunded' }
    const placed = await Promise.all(
      Object.keys(numbers).map((digits) => deaf.order(`03001299${digits}`, 'tok_slow')),
    )
    await deaf.advance(60_000)
    for (const [i, ends] of Object.values(numbers).entries()) {
      assert.equal((await deaf.renewal(placed[i]!.id)).status, ends)
    }
    assert.equal(await deaf.trialDifference(), 0)
  } finally {
    await deaf.close()
  }
})

test('a callback makes the look sooner: a reversal is refunded when it is told, not at the next look', async () => {
  const renewal = await story.place('03001230007')
  assert.equal(renewal.status, 'delivered')
  // Looks for a reversal are due after 4 s and 7 s; it happens after 5 s.
  await story.advance(4500)
  assert.equal((await story.renewal(renewal.id)).status, 'delivered')
  await story.advance(1000)
  assert.equal((await story.renewal(renewal.id)).status, 'refunded')
})
