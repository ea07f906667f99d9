import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pkr } from '#kernel'
import { snapshotOf } from './catalog-fixture.ts'
import { listPlans } from './list-plans.ts'
import type { PriceBasis } from './plan.ts'
import { breakDown } from './price.ts'
import { readFacts } from './read-facts.ts'
import type { Territory } from './tax.ts'

/**
 * The published arithmetic, figure by figure: Profit 2022-01-18 and PTA 2020-10-09 for the method,
 * the operators' own pages for the prices. Paisa throughout.
 */
const today = { advanceTaxBp: 1500, serviceTaxBp: 1950 }

const split = (basis: PriceBasis, amount: bigint, rates = today) =>
  breakDown({ basis, ...pkr(amount) }, rates)

test('Rs 100 of load: 13.04 advance tax, 86.96 credited, 14.19 service tax, 72.77 of service', () => {
  assert.deepEqual(split('load_incl_ait', 100_00n), {
    load: 100_00n,
    advanceTax: 13_04n,
    credited: 86_96n,
    serviceTax: 14_19n,
    service: 72_77n,
  })
})

test('Weekly X: 520 off the balance is a load of 598, which shops round to 600', () => {
  assert.equal(split('balance_incl_gst', 520_00n).load, 598_00n)
  assert.equal(split('load_incl_ait', 600_00n).credited, 521_74n)
})

test('nine published Jazz prices are balance prices: their loads are within Rs 2 of a round sum', () => {
  const published = [174, 304, 520, 608, 652, 868, 1738, 2087, 2609]
  const sold = [200, 350, 600, 700, 750, 1000, 2000, 2400, 3000]
  for (const [i, rupees] of published.entries()) {
    const { load } = split('balance_incl_gst', BigInt(rupees) * 100n)
    assert.ok(Math.abs(Number(load) / 100 - sold[i]!) <= 2, `${rupees} needs ${load}`)
  }
})

test('the other published prices are not, so a basis is never guessed from the figure', () => {
  for (const rupees of [210, 369, 454, 699, 1040]) {
    const load = Number(split('balance_incl_gst', BigInt(rupees) * 100n).load) / 100
    assert.ok(Math.abs(load - Math.round(load / 50) * 50) > 2, `${rupees} needs ${load}`)
  }
})

test('Zong: a bundle of 500 off the balance is the published consumer price of 575', () => {
  assert.equal(split('balance_incl_gst', 500_00n).load, 575_00n)
})

test('in the days of 12.5 % a fee of Rs 5 needed a recharge of 5.62, not 5.63', () => {
  const then = { advanceTaxBp: 1250, serviceTaxBp: 1950 }
  assert.equal(split('balance_incl_gst', 5_00n, then).load, 5_62n)
})

test('the rates of other years: 12.5 %, 10 %, and none while the court had suspended them', () => {
  const credited = (advanceTaxBp: number) =>
    split('load_incl_ait', 100_00n, { advanceTaxBp, serviceTaxBp: 1950 }).credited
  assert.deepEqual([credited(1250), credited(1000), credited(0)], [88_89n, 90_91n, 100_00n])
})

test('the same load buys more service where the service tax is lower', () => {
  const facts = readFacts()
  const market = { environment: 'sandbox', connectedUpstreams: [] } as const
  const { rules } = listPlans(snapshotOf(facts), market, undefined, '2026-11-26')
  const service = (territory: Territory) =>
    split('load_incl_ait', 100_00n, rules.get(territory)!).service
  assert.deepEqual(
    [service('punjab'), service('ajk'), service('islamabad')],
    [72_77n, 73_38n, 74_32n],
  )
})
