import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weeklyX } from './rig.ts'
import {
  balancePriceOf,
  creditedOf,
  endOfBundle,
  findOperator,
  findPlan,
  loadFor,
  requiredLoadOf,
  tariff,
} from './tariff.ts'

test('a balance price of Rs 520 needs a load of exactly Rs 598', () => {
  const plan = findPlan('jazz', weeklyX)!
  assert.equal(plan.pricePaisa, 52_000)
  assert.equal(requiredLoadOf(plan), 59_800n)
  assert.equal(creditedOf(59_800n), 52_000n)
  assert.equal(creditedOf(59_799n), 51_999n)
})

test('the load for a balance price is the smallest whose credit reaches it', () => {
  for (let price = 1n; price < 30_000n; price += 7n) {
    const load = loadFor(price)
    assert.ok(creditedOf(load) >= price, `${price}`)
    assert.ok(creditedOf(load - 1n) < price, `${price}`)
  }
})

test('a load price is the load itself and a price without tax gets both taxes on top', () => {
  const loaded = findPlan('jazz', 'jazz-weekly-x-2024-09-02')!
  assert.equal(requiredLoadOf(loaded), 60_000n)
  assert.equal(balancePriceOf(loaded), 52_174n)
  const untaxed = findPlan('zong', 'zong-pak-china-friendship-idd-weekly-2013-02')!
  assert.equal(untaxed.basis, 'excl_tax')
  assert.equal(balancePriceOf(untaxed), 5850n)
  assert.equal(requiredLoadOf(untaxed), 6727n)
})

test('calendar days end at 23:59:59 in Karachi with the day of purchase counted', () => {
  const jazz = findOperator('jazz')!
  const week = findPlan('jazz', weeklyX)!
  const end = (start: string) => new Date(endOfBundle(jazz, week, Date.parse(start))).toISOString()
  // 23:30 on the 23rd in Karachi, and half an hour later on the 24th.
  assert.equal(end('2026-11-23T18:30:00Z'), '2026-11-29T18:59:59.000Z')
  assert.equal(end('2026-11-23T19:00:00Z'), '2026-11-30T18:59:59.000Z')
})

test('rolling days end to the millisecond after n times 24 hours', () => {
  const scom = findOperator('scom')!
  const start = Date.parse('2026-11-23T18:30:00.123Z')
  const week = findPlan('scom', 'scom-sandbox-weekly')!
  assert.equal(endOfBundle(scom, week, start), start + 7 * 86_400_000)
  const hours = { ...week, validityDays: null, validityHours: 5 }
  assert.equal(endOfBundle(scom, hours, start), start + 5 * 3_600_000)
})

test('the tariff says that it is no real offer, and every plan in it can be bought', () => {
  const { about } = tariff as unknown as { about: string }
  assert.match(about, /simulated network/)
  assert.match(about, /no real offer/)
  const ids = new Set(tariff.plans.map((plan) => plan.id))
  assert.equal(ids.size, tariff.plans.length)
  for (const plan of tariff.plans) {
    const rules = findOperator(plan.operator)
    assert.ok(rules, plan.id)
    assert.ok(Number.isInteger(plan.pricePaisa) && plan.pricePaisa > 0, plan.id)
    assert.ok((plan.validityDays ?? plan.validityHours ?? 0) > 0, plan.id)
    assert.equal(plan.invented, plan.operator === 'onic' || plan.operator === 'scom', plan.id)
  }
  assert.equal(tariff.plans.filter((plan) => plan.invented).length, 4)
  assert.deepEqual(
    tariff.operators.map((rules) => `${rules.id} ${rules.renewalEffect} ${rules.validityRule}`),
    [
      'jazz stack calendar_days',
      'zong reject rolling',
      'telenor replace calendar_days',
      'ufone queue rolling',
      'onic stack calendar_days',
      'scom queue rolling',
    ],
  )
})

test('a plan of another operator is unknown', () => {
  assert.equal(findPlan('zong', weeklyX), undefined)
})
