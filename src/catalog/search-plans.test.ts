import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMsisdn, type Msisdn } from '#kernel'
import { snapshotOf, tariffOf } from './catalog-fixture.ts'
import { guessOperator } from './guess-operator.ts'
import type { PlanQuery } from './index.ts'
import { listPlans } from './list-plans.ts'
import { readFacts } from './read-facts.ts'
import { searchPlans } from './search-plans.ts'

const facts = readFacts()
const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']
const offers = networks.flatMap((operator) =>
  tariffOf(facts, operator).map((offer) => ({ ...offer, upstream: `sandbox:${operator}` })),
)
const market = {
  environment: 'sandbox' as const,
  connectedUpstreams: networks.map((operator) => `sandbox:${operator}`),
}

function search(query: PlanQuery) {
  const { plans } = listPlans(snapshotOf(facts, offers), market, query.territory, '2026-11-23')
  return searchPlans(plans, facts.operators, query)
}
const operatorsIn = (query: PlanQuery) =>
  [...new Set(search(query).plans.map((plan) => plan.operator))].sort()
const idsOf = (q: string) =>
  search({ q })
    .plans.map((plan) => plan.id)
    .sort()

test('plans that can be quoted come first in every order', () => {
  for (const sort of ['total', 'data', 'validity'] as const) {
    const { plans } = search({ sort })
    const firstNotOffered = plans.findIndex((plan) => !plan.offered)
    assert.ok(firstNotOffered > 90)
    assert.ok(plans.slice(firstNotOffered).every((plan) => !plan.offered))
  }
})

test('totals rise, volumes and lengths fall, and what is not known comes last', () => {
  const offered = (sort: NonNullable<PlanQuery['sort']>) =>
    search({ sort, territory: 'punjab' }).plans.filter((plan) => plan.offered)
  const totals = offered('total').map((plan) => Number(plan.total))
  assert.deepEqual(
    totals,
    totals.toSorted((a, b) => a - b),
  )
  const volumes = offered('data').map((plan) => plan.allowance.dataMb ?? -1)
  assert.deepEqual(
    volumes,
    volumes.toSorted((a, b) => b - a),
  )
  const lengths = offered('validity').map((plan) => plan.validity.days ?? 0)
  assert.deepEqual(
    lengths,
    lengths.toSorted((a, b) => b - a),
  )
})

test('plans of the same rank keep the order of their ids', () => {
  const { plans } = search({ sort: 'validity' })
  const weekly = plans.filter((plan) => plan.offered && plan.validity.days === 7)
  const ids = weekly.map((plan) => plan.id)
  assert.deepEqual(ids, ids.toSorted())
})

test('Jio finds the plans of Jazz and says why', () => {
  const found = search({ q: 'Jio' })
  assert.deepEqual(found.alias, { text: 'jio', operator: 'jazz', note: 'catalog.alias.jio' })
  assert.deepEqual(found.plans, search({ q: 'jazz' }).plans)
  assert.ok(found.plans.length >= 50)
})

test('an operator is found by every name of it, and its own names are no alias', () => {
  for (const q of ['Jazz', 'jazz', 'جاز']) {
    assert.deepEqual(operatorsIn({ q }), ['jazz'])
    assert.equal(search({ q }).alias, undefined)
  }
  for (const q of ['mobilink', 'Warid weekly']) assert.deepEqual(operatorsIn({ q }), ['jazz'])
  assert.deepEqual(operatorsIn({ q: 'China Mobile' }), ['zong'])
  assert.deepEqual(operatorsIn({ q: '中国移动套餐' }), ['zong'])
  assert.deepEqual(operatorsIn({ q: 'یوفون' }), ['ufone'])
})

test('a name that means two operators finds both', () => {
  assert.deepEqual(operatorsIn({ q: 'ptcl' }), ['telenor', 'ufone'])
  assert.equal(search({ q: 'ptcl' }).alias?.note, 'catalog.alias.ptcl')
})

test('of two operators that a name means, the one that was asked about is named', () => {
  for (const operator of ['telenor', 'ufone']) {
    const found = search({ q: 'ptcl', operator })
    assert.equal(found.alias?.operator, operator)
    assert.deepEqual(found.plans, search({ operator }).plans)
  }
})

test('a longer name is not cut short by a shorter one inside it', () => {
  const found = search({ q: 'Jazz World' })
  assert.deepEqual(found.alias, { text: 'jazz world', operator: 'jazz', note: null })
  assert.deepEqual(found.plans, search({ q: 'jazz' }).plans)
})

test('a part of a word is not an operator', () => {
  assert.equal(search({ q: 'jiofon' }).alias, undefined)
  assert.deepEqual(search({ q: 'jiofon' }).plans, [])
})

test('a week is a week in every language', () => {
  const weekly = idsOf('weekly')
  assert.ok(weekly.length > 40)
  for (const q of ['周', '每周', 'week', 'ہفتہ', 'ہفتہ وار', 'haftawar', '7 days', '۷ دن', '7天'])
    assert.deepEqual(idsOf(q), weekly, q)
  for (const { validity } of search({ q: '周' }).plans) assert.equal(validity.days, 7)
})

test('a month is a month in every language', () => {
  const monthly = idsOf('monthly')
  for (const q of ['month', '月', '包月', 'ماہانہ', 'Mahana'])
    assert.deepEqual(idsOf(q), monthly, q)
  for (const { validity } of search({ q: 'month' }).plans) assert.equal(validity.days, 30)
})

test('a volume finds the plans of that size, counted by either thousand', () => {
  for (const q of ['10gb', '10 GB', '10G', '۱۰ جی بی', '10GB套餐']) {
    const { plans } = search({ q })
    assert.ok(plans.length > 5, q)
    for (const { allowance } of plans)
      assert.ok(allowance.dataMb! >= 10_000 && allowance.dataMb! <= 10_240)
  }
})

test('operator, length and volume narrow together, whatever the script', () => {
  for (const q of ['jazz weekly 10gb', 'jazz周套餐10gb', 'جاز ہفتہ وار 10GB']) {
    const { plans } = search({ q })
    assert.ok(plans.length > 0, q)
    for (const plan of plans) {
      assert.equal(plan.operator, 'jazz')
      assert.equal(plan.validity.days, 7)
      assert.equal(plan.allowance.dataMb, 10_240)
    }
  }
})

test('the rest of the text is looked for in names of every language', () => {
  assert.ok(search({ q: 'گپ شپ' }).plans.every((plan) => /Gupshup/.test(plan.name.en)))
  assert.ok(search({ q: '社交' }).plans.length > 0)
  assert.ok(search({ q: 'zong supreme' }).plans.every((plan) => /Supreme/.test(plan.name.en)))
  assert.deepEqual(search({ q: 'nothing like it' }).plans, [])
})

test('filters leave out what does not state the value', () => {
  for (const plan of search({ minDataMb: 20_000 }).plans)
    assert.ok((plan.allowance.dataMb ?? 0) >= 20_000)
  for (const plan of search({ maxDays: 7 }).plans) assert.ok((plan.validity.days ?? 0) <= 7)
  assert.ok(search({ maxDays: 1 }).plans.some((plan) => plan.validity.hours === 1))
  assert.deepEqual(operatorsIn({ operator: 'scom' }), ['scom'])
})

test('a prefix is a guess, the longest one wins, and an unknown one is no operator', () => {
  const guess = (text: string) => {
    assert.ok(isMsisdn(text))
    return guessOperator(facts.operators, text as Msisdn)?.id
  }
  const numbers = {
    '+923001234000': 'jazz',
    '+923211234000': 'jazz',
    '+923111234000': 'zong',
    '+923701234000': 'zong',
    '+923331234000': 'ufone',
    '+923451234000': 'telenor',
    '+923551234000': 'scom',
    '+923501234000': undefined,
    '+923791234000': undefined,
  }
  for (const [number, operator] of Object.entries(numbers)) assert.equal(guess(number), operator)
  const overlapping = [
    { id: 'wide', prefixes: ['35'] },
    { id: 'narrow', prefixes: ['355'] },
  ]
  assert.equal(guessOperator(overlapping, '+923551234000' as Msisdn)?.id, 'narrow')
  assert.equal(guessOperator(overlapping.reverse(), '+923551234000' as Msisdn)?.id, 'narrow')
})
