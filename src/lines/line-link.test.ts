import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Msisdn } from '#kernel'
import { createSealing } from '#secrets'
import { createLineLinks } from './line-link.ts'

const secret = Buffer.alloc(32, 7)
const links = createLineLinks(secret)
const link = {
  msisdn: '+923001234010' as Msisdn,
  operator: 'jazz',
  expiresAt: new Date('2026-11-30T09:00:00Z'),
  generation: 3,
}

test('a link opens to what it was sealed with, and shows nothing of the number', () => {
  const token = links.seal(link)
  assert.deepEqual(links.open(token), link)
  assert.deepEqual(links.open(links.seal({ ...link, operator: undefined }))?.operator, undefined)
  assert.doesNotMatch(Buffer.from(token, 'base64url').toString('latin1'), /300123|jazz/)
})

test('one changed character, another secret or another purpose opens nothing', () => {
  const token = links.seal(link)
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A'
    assert.equal(links.open(token.slice(0, i) + other + token.slice(i + 1)), undefined)
  }
  assert.equal(createLineLinks(Buffer.alloc(32, 8)).open(token), undefined)
  const plans = createSealing(secret, 'tajdeed web seal v1').seal('+923001234010 99999999999 jazz')
  assert.equal(links.open(plans), undefined)
  for (const text of ['', '03001234010', '+923001234010', 'x'.repeat(60)])
    assert.equal(links.open(text), undefined)
})

test('a link of before links could be called back is one of the first generation', () => {
  const sealing = createSealing(secret, 'tajdeed line link v1')
  const old = sealing.seal(`${link.msisdn} ${link.expiresAt.getTime() / 1000} jazz`)
  assert.deepEqual(links.open(old), { ...link, generation: 0 })
})
