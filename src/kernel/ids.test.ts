import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId, parsePublicId, publicId, shardOf, spokenReference } from './ids.ts'

const shards = fc.integer({ min: 0, max: 255 })
const moments = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2200-01-01T00:00:00Z'),
  noInvalidDate: true,
})

test('an id carries its shard and survives its public form', () => {
  fc.assert(
    fc.property(shards, moments, (shard, at) => {
      const id = newId(shard, at, randomBytes)
      assert.equal(shardOf(id), shard)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      const text = publicId('renewal', id)
      assert.equal(text.length, 30)
      assert.equal(parsePublicId('renewal', text), id)
      assert.equal(parsePublicId('quote', text), undefined)
    }),
  )
})

test('a later id sorts after an earlier one', () => {
  fc.assert(
    fc.property(shards, moments, (shard, at) => {
      const later = newId(0, new Date(at.getTime() + 1), randomBytes)
      assert.ok(newId(shard, at, randomBytes) < later)
    }),
  )
})

test('what is no id is none: wrong letters, length, case, prefix', () => {
  const good = publicId('renewal', newId(7, new Date('2026-11-23T00:00:00Z'), randomBytes))
  const bad = [
    good.slice(0, -1),
    `${good}0`,
    good.toLowerCase(),
    good.replace('rnw', 'xyz'),
    `rnw_8${good.slice(5)}`,
    '',
  ]
  for (const text of bad) assert.equal(parsePublicId('renewal', text), undefined, text)
})

test('the spoken reference is eight readable characters', () => {
  const id = newId(7, new Date('2026-11-23T00:00:00Z'), randomBytes)
  assert.match(spokenReference(id), /^TJ-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
})
