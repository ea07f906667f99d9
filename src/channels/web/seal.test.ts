import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Msisdn } from '#kernel'
import { createSeal } from './seal.ts'

const msisdn = '+923001234000' as Msisdn

test('a sealed number opens again with the same secret, with and without an operator', () => {
  const seal = createSeal('one')
  for (const operator of [undefined, 'jazz'])
    assert.deepEqual(seal.open(seal.seal({ msisdn, operator })), { msisdn, operator })
})

test('no part of the number stands in the address, and no address is made twice', () => {
  const seal = createSeal('one')
  const tokens = [1, 2].map(() => seal.seal({ msisdn, operator: 'jazz' }))
  assert.notEqual(tokens[0], tokens[1])
  const bytes = Buffer.from(tokens[0]!, 'base64url').toString('latin1')
  for (const text of [tokens[0]!, bytes]) assert.doesNotMatch(text, /1234|jazz/)
})

test('any changed character, another secret, and nonsense open nothing', () => {
  const seal = createSeal('one')
  const token = seal.seal({ msisdn, operator: undefined })
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A'
    assert.equal(seal.open(token.slice(0, i) + other + token.slice(i + 1)), undefined, `at ${i}`)
  }
  assert.equal(createSeal('two').open(token), undefined)
  for (const text of ['', 'x', `${token}=`, `${token} `, token.slice(0, 30), 'ا'.repeat(40)])
    assert.equal(seal.open(text), undefined)
})
