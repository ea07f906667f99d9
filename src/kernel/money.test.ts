import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { divideRounded, divideUp, fromDecimal, moneyToJson, pkr, toDecimal } from './money.ts'

const amounts = fc.bigInt({ min: 0n, max: 10n ** 13n })

test('an amount survives the way to its decimal and back', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      assert.deepEqual(fromDecimal(toDecimal(pkr(amount)), 'PKR'), pkr(amount))
    }),
  )
  assert.equal(toDecimal(pkr(59800n)), '598.00')
  assert.equal(toDecimal(pkr(5n)), '0.05')
  assert.equal(toDecimal(pkr(-105n)), '-1.05')
})

test('a decimal with too many places, a sign or an exponent is not read', () => {
  for (const text of ['598.001', '-1', '1e3', '', '.5', '5.', '٥', '1,000']) {
    assert.equal(fromDecimal(text, 'PKR'), undefined, text)
  }
  assert.deepEqual(fromDecimal('598.5', 'PKR'), pkr(59850n))
})

test('rounding goes to the nearest, halves up, and up goes up', () => {
  const divisors = fc.bigInt({ min: 1n, max: 10n ** 6n })
  fc.assert(
    fc.property(amounts, divisors, (numerator, denominator) => {
      const rounded = divideRounded(numerator, denominator)
      const error = 2n * (rounded * denominator - numerator)
      assert.ok(error <= denominator && error > -denominator)
      const up = divideUp(numerator, denominator)
      assert.ok(up * denominator >= numerator && (up - 1n) * denominator < numerator)
    }),
  )
  assert.equal(divideRounded(27n, 2n), 14n)
})

test('an amount that a JSON number would falsify is refused', () => {
  assert.deepEqual(moneyToJson(pkr(60000n)), { amount: 60000, currency: 'PKR' })
  assert.throws(() => moneyToJson(pkr(2n ** 60n)))
})
