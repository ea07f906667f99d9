import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pkr } from '#kernel'
import { changesSince } from './changes-since.ts'

type Terms = Parameters<typeof changesSince>[0]

const terms: Terms = {
  plan: {
    id: 'jazz-weekly-x',
    name: { en: 'Weekly X' },
    allowance: {
      ...{ dataMb: 10_240, dataOffpeakMb: null, offpeakWindow: null, socialMb: null },
      ...{ socialApps: null, minutesAllNet: 100, minutesOnNet: null, minutesOffNet: null },
      ...{ sms: null, unlimitedOnNet: false },
    },
    validity: { days: 7, hours: null, rule: 'calendar_days' },
    price: { basis: 'balance_incl_gst', ...pkr(52_000n) },
    renewalEffect: 'stack',
    ...{ source: 'a page', asOf: '2026', verified: true, confirmedBy: null },
  },
  total: pkr(59_800n),
  taxRule: {
    ...{ id: 'pk-2025-26/punjab', territory: 'punjab', assumed: false },
    ...{ advanceTaxBp: 1500, serviceTaxBp: 1950 },
  },
}
const plan = (changes: Partial<Terms['plan']>): Terms => ({
  ...terms,
  plan: { ...terms.plan, ...changes },
})

test('the same terms have not changed, whoever is named as their source', () => {
  assert.deepEqual(changesSince(terms, plan({ source: 'another page', verified: false })), [])
})

test('what one pays, gets, and for how long is named with what it was before', () => {
  const now: Terms = {
    ...plan({
      price: { basis: 'balance_incl_gst', ...pkr(54_500n) },
      allowance: { ...terms.plan.allowance, dataMb: 12_288, minutesAllNet: null },
      validity: { days: 6, hours: null, rule: 'calendar_days' },
      renewalEffect: 'replace',
    }),
    total: pkr(62_675n),
  }
  assert.deepEqual(
    changesSince(terms, now).map(({ fact, before, now: is }) => [fact, before, is]),
    [
      ['total', 59_800n, 62_675n],
      ['price', terms.plan.price, now.plan.price],
      ['validity', terms.plan.validity, now.plan.validity],
      ['allowance.dataMb', 10_240, 12_288],
      ['allowance.minutesAllNet', 100, null],
      ['renewalEffect', 'stack', 'replace'],
    ],
  )
})

test('a new rate is a change in its own province, and another province is none', () => {
  const rule = { ...terms.taxRule, id: 'pk-2026-27/punjab', advanceTaxBp: 1250 }
  assert.deepEqual(changesSince(terms, { ...terms, taxRule: rule }), [
    { fact: 'advance_tax', before: 1500, now: 1250 },
  ])
  const elsewhere = { ...terms.taxRule, territory: 'islamabad' as const, serviceTaxBp: 1700 }
  assert.deepEqual(changesSince(terms, { ...terms, taxRule: elsewhere }), [])
})
