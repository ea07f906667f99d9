import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readMethodFacts, type Verdict, verdicts } from './method-facts.ts'
import { audienceOf, audiences, type Situation, situations } from './payer.ts'
import {
  choosable,
  here,
  type MethodVerdict,
  type PaymentQuestion,
  whichMethodsWork,
} from './which-methods-work.ts'

const facts = readMethodFacts()
const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']

function ask(change: Partial<PaymentQuestion> = {}): MethodVerdict[] {
  return whichMethodsWork(facts, {
    ...{ seller: here, situation: 'pakistan', audience: 'pakistan', currency: 'PKR' },
    ...{ soldIn: 'PKR', environment: 'production', connected: [], ...change },
  })
}

const everything = facts.methods.flatMap(({ providerMethods }) => providerMethods)
const verdictOf = (judged: readonly MethodVerdict[], id: string) =>
  judged.find(({ method }) => method.id === id)?.verdict
const ids = (judged: readonly MethodVerdict[]) => judged.map(({ method }) => method.id)

const anyQuestion = fc.record({
  seller: fc.constantFrom(here, 'ding', 'nobody', ...networks),
  situation: fc.constantFrom(...situations),
  audience: fc.constantFrom(...audiences),
  currency: fc.constantFrom('PKR', 'CNY', 'USD'),
  environment: fc.constantFrom('sandbox' as const, 'production' as const),
  connected: fc.subarray(everything),
})

test('nothing that is not connected can be chosen, whatever works elsewhere', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      for (const { payWith, verdict, method } of ask(question)) {
        if (payWith === undefined) continue
        assert.equal(question.seller, here)
        assert.ok(question.connected.includes(payWith))
        assert.ok(method.providerMethods.includes(payWith))
        assert.notEqual(verdict, 'not_here')
      }
    }),
  )
})

test('a verdict is never better than any of its sides, and each is said', () => {
  const rank = (verdict: Verdict) => verdicts.indexOf(verdict)
  fc.assert(
    fc.property(anyQuestion, (question) => {
      for (const { verdict, grounds } of ask(question)) {
        assert.ok(grounds.length > 0)
        assert.equal(grounds[0]!.verdict, verdict)
        for (const ground of grounds) assert.ok(rank(verdict) <= rank(ground.verdict))
      }
    }),
  )
})

test('connecting one more never makes an answer worse, and changes no other', () => {
  fc.assert(
    fc.property(anyQuestion, fc.constantFrom(...everything), (question, more) => {
      const before = ask(question)
      const after = ask({ ...question, connected: [...question.connected, more] })
      for (const [i, { method, verdict }] of after.entries()) {
        const was = before[i]!.verdict
        assert.ok(verdicts.indexOf(verdict) >= verdicts.indexOf(was))
        if (!method.providerMethods.includes(more)) assert.equal(verdict, was)
      }
    }),
  )
})

test('each audience sees its own ways first', () => {
  const first = (audience: Parameters<typeof ask>[0], n: number) => ids(ask(audience)).slice(0, n)
  assert.deepEqual(first({ audience: 'zh' }, 3), ['alipay', 'wechat_pay', 'card_foreign'])
  assert.deepEqual(first({ audience: 'pakistan' }, 6), [
    ...['jazzcash', 'easypaisa', 'raast', 'card_local', 'card_foreign', 'cash_counter'],
  ])
  assert.deepEqual(first({ audience: 'abroad' }, 2), ['card_foreign', 'card_local'])
  assert.equal(audienceOf('zh', 'pakistan'), 'zh')
  assert.equal(audienceOf('ur', 'no_cnic'), 'pakistan')
  assert.equal(audienceOf('en', 'abroad'), 'abroad')
  assert.equal(audienceOf('en', 'china'), 'zh')
})

test('without a CNIC neither JazzCash nor Easypaisa works, at no seller; Alipay, WeChat and cards may', () => {
  const connected = everything
  for (const situation of ['no_cnic', 'china'] as const)
    for (const seller of [here, ...networks]) {
      const judged = ask({ situation, seller, connected })
      assert.equal(verdictOf(judged, 'jazzcash'), 'not_here', seller)
      assert.equal(verdictOf(judged, 'easypaisa'), 'not_here', seller)
    }
  const judged = ask({ situation: 'no_cnic', connected })
  for (const id of ['alipay', 'wechat_pay', 'card_foreign', 'raast', 'cash_counter'])
    assert.equal(verdictOf(judged, id), 'works_with_limits', id)
})

test('with a CNIC JazzCash works at Jazz, by its own page, and elsewhere it is not known', () => {
  const at = (seller: string) => ask({ seller }).find(({ method }) => method.id === 'jazzcash')!
  assert.equal(at('jazz').verdict, 'works_with_limits')
  assert.ok(at('jazz').grounds.some((it) => it.kind === 'claim' && it.claim.provenance.verified))
  assert.equal(at('zong').verdict, 'unknown')
  assert.deepEqual(at('zong').grounds[0], {
    ...{ kind: 'rule', verdict: 'unknown', rule: 'seller_unknown' },
  })
})

test('PayPal works at no operator, for nobody', () => {
  for (const situation of situations)
    for (const seller of networks)
      assert.equal(verdictOf(ask({ situation, seller }), 'paypal'), 'not_here')
})

test('from abroad no cash and, at an operator itself, no way is known to work', () => {
  for (const situation of ['abroad', 'china'] as const)
    for (const seller of networks) {
      const judged = ask({ situation, seller })
      assert.equal(verdictOf(judged, 'cash_counter'), 'not_here')
      const known = judged.filter(({ method, verdict }) => {
        return verdict.startsWith('works') && !method.ownOnly
      })
      assert.deepEqual(ids(known), [])
    }
  assert.equal(
    verdictOf(ask({ situation: 'abroad', seller: 'ding' }), 'card_foreign'),
    'works_with_limits',
  )
})

test('a rail of rupees moves no other currency, and nothing here is sold for another', () => {
  const yuan = ask({ seller: 'jazz', currency: 'CNY' })
  assert.equal(verdictOf(yuan, 'jazzcash'), 'not_here')
  assert.equal(verdictOf(yuan, 'raast'), 'not_here')
  for (const { verdict } of ask({ currency: 'CNY', connected: everything }))
    assert.equal(verdict, 'not_here')
})

test('the test card is known to the sandbox alone, and at no other seller', () => {
  const connected = ['sandbox_card']
  const sandbox = ask({ environment: 'sandbox', connected })
  assert.equal(sandbox[0]!.payWith, 'sandbox_card')
  for (const question of [
    { environment: 'production', connected },
    { environment: 'sandbox', connected, seller: 'jazz' },
  ] as const)
    assert.equal(verdictOf(ask(question), 'test_card'), undefined)
})

test('of what is connected, only what the payer cannot use is left out of the choice', () => {
  const methods = [{ id: 'jazzcash' }, { id: 'card' }, { id: 'of_tomorrow' }]
  const offered = (situation: Situation) => {
    const connected = methods.map(({ id }) => id)
    return choosable(methods, ask({ situation, connected })).map(({ id }) => id)
  }
  assert.deepEqual(offered('pakistan'), ['jazzcash', 'card', 'of_tomorrow'])
  assert.deepEqual(offered('no_cnic'), ['card', 'of_tomorrow'])
  // Not known is not no: who has a JazzCash account abroad may try it.
  assert.deepEqual(offered('abroad'), ['jazzcash', 'card', 'of_tomorrow'])
})
