import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { newId } from '#kernel'
import { openReceipt, sealReceipt } from './receipt-link.ts'

const secret = Buffer.alloc(32, 1)
const id = newId(5, new Date('2026-11-23T09:00:00Z'), randomBytes)
const token = sealReceipt(id, secret)

test('a receipt link opens the renewal it was made for, and only with the same secret', () => {
  assert.equal(openReceipt(token, secret), id)
  assert.equal(openReceipt(token, Buffer.alloc(32, 2)), undefined)
})

test('no character of a receipt link can be changed, added or taken away', () => {
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A'
    assert.equal(openReceipt(token.slice(0, i) + other + token.slice(i + 1), secret), undefined)
    assert.equal(openReceipt(token.slice(0, i) + token.slice(i + 1), secret), undefined)
  }
  for (const added of ['!', '=', '.', ' ', '%']) {
    assert.equal(openReceipt(token + added, secret), undefined, `with ${added}`)
  }
})

test('a signature of one renewal opens no other', () => {
  const other = newId(5, new Date('2026-11-23T09:00:00Z'), randomBytes)
  const [, signature] = token.split('.')
  const [text] = sealReceipt(other, secret).split('.')
  assert.equal(openReceipt(`${text}.${signature}`, secret), undefined)
})
