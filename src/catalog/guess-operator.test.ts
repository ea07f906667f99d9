import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMsisdn, type Msisdn } from '#kernel'
import { guessOperator } from './guess-operator.ts'
import { readFacts } from './read-facts.ts'

const facts = readFacts()

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
