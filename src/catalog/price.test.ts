import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pkr } from '#kernel'
import type { PriceBasis } from './plan.ts'
import { breakDown, type KnownPrice, territoryNeeded } from './price.ts'

const punjab = { advanceTaxBp: 1500, serviceTaxBp: 1950 }
const islamabad = { advanceTaxBp: 1500, serviceTaxBp: 1700 }

function price(basis: PriceBasis, amount: bigint): KnownPrice {
  return { basis, ...pkr(amount) }
}

const anyBasis = fc.constantFrom<PriceBasis>('load_incl_ait', 'balance_incl_gst', 'excl_tax')
const anyAmount = fc.bigInt(0n, 10n ** 9n)
const anyRates = fc.record({
  advanceTaxBp: fc.integer({ min: 0, max: 10_000 }),
  serviceTaxBp: fc.integer({ min: 0, max: 10_000 }),
})

test('a load of Rs 100 credits 86.96 and leaves 72.77 of service', () => {
  assert.deepEqual(breakDown(price('load_incl_ait', 10_000n), punjab), {
    load: 10_000n,
    advanceTax: 1_304n,
    credited: 8_696n,
    serviceTax: 1_419n,
    service: 7_277n,
  })
})

test('Weekly X at 520 of balance needs a load of 598.00', () => {
  const parts = breakDown(price('balance_incl_gst', 52_000n), punjab)
  assert.equal(parts.load, 59_800n)
  assert.equal(parts.advanceTax, 7_800n)
  assert.equal(parts.credited, 52_000n)
})

test('a price without taxes gets both on top, and a lower service tax makes it cheaper', () => {
  const inPunjab = breakDown(price('excl_tax', 50_000n), punjab)
  assert.equal(inPunjab.credited, 59_750n)
  assert.equal(inPunjab.service, 50_000n)
  assert.equal(inPunjab.load, 68_712n)
  assert.equal(breakDown(price('excl_tax', 50_000n), islamabad).load, 67_275n)
})

test('the parts always add up to the load and none is negative', () => {
  fc.assert(
    fc.property(anyBasis, anyAmount, anyRates, (basis, amount, rates) => {
      const parts = breakDown(price(basis, amount), rates)
      assert.equal(parts.load, parts.advanceTax + parts.credited)
      assert.equal(parts.credited, parts.serviceTax + parts.service)
      for (const part of Object.values(parts)) assert.ok(part >= 0n)
    }),
  )
})

test('the load for a balance price is the smallest that credits it, and credits it exactly', () => {
  fc.assert(
    fc.property(anyAmount, anyRates, (amount, rates) => {
      const { load, credited } = breakDown(price('balance_incl_gst', amount), rates)
      assert.equal(credited, amount)
      if (load === 0n) return
      assert.ok(breakDown(price('load_incl_ait', load - 1n), rates).credited < amount)
    }),
  )
})

test('a price without taxes buys exactly that much service', () => {
  fc.assert(
    fc.property(anyAmount, anyRates, (amount, rates) => {
      assert.equal(breakDown(price('excl_tax', amount), rates).service, amount)
    }),
  )
})

test('a dearer price never has a smaller load, credit or service', () => {
  fc.assert(
    fc.property(anyBasis, anyAmount, anyAmount, anyRates, (basis, one, other, rates) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      const cheap = breakDown(price(basis, low), rates)
      const dear = breakDown(price(basis, high), rates)
      assert.ok(cheap.load <= dear.load)
      assert.ok(cheap.credited <= dear.credited)
      assert.ok(cheap.service <= dear.service)
    }),
  )
})

test('a territory is asked for only where totals differ', () => {
  const rules = [punjab, islamabad]
  assert.equal(territoryNeeded(price('excl_tax', 50_000n), rules), true)
  assert.equal(territoryNeeded(price('balance_incl_gst', 50_000n), rules), false)
  assert.equal(territoryNeeded(price('load_incl_ait', 50_000n), rules), false)
  assert.equal(territoryNeeded(price('excl_tax', 50_000n), [punjab, punjab]), false)
  assert.equal(territoryNeeded({ basis: 'unknown', ...pkr(100n) }, rules), false)
})
