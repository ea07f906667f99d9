import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill, placeholdersOf } from './message.ts'

const english = new Intl.PluralRules('en')

test('a value stands in its place as it was handed in, words around it as strings', () => {
  const markup = { markup: true }
  assert.deepEqual(fill('You pay {price} now', { price: markup }, english), [
    'You pay ',
    markup,
    ' now',
  ])
})

test('a plural takes the form of its number, and the number never parts from its unit', () => {
  const message = '{n, plural, one {# day} other {# days}} left'
  assert.equal(fill(message, { n: 1 }, english).join(''), '1\u00a0day left')
  assert.equal(fill(message, { n: 2 }, english).join(''), '2\u00a0days left')
  assert.equal(fill(message, { n: 0 }, english).join(''), '0\u00a0days left')
})

test('a message without its value is a bug, not a gap on the page', () => {
  assert.throws(() => fill('Pay {price}', {}, english), /price/)
  assert.throws(() => fill('{n, plural, other {#}}', { n: 'many' }, english), /number/)
})

test('a malformed message is refused', () => {
  for (const message of ['a } b', '{', '{n, plural, one {#}}', '{a b}'])
    assert.throws(() => fill(message, { n: 1, a: 1 }, english), Error, message)
})

test('placeholders are found inside plural forms too', () => {
  assert.deepEqual(placeholdersOf('{b} {n, plural, one {# {a}} other {#}}'), ['a', 'b', 'n'])
})
