import assert from 'node:assert/strict'
import { test } from 'node:test'
import { negotiate } from './language.ts'

test('the language chosen before wins over what the browser says', () => {
  assert.equal(negotiate('ur', 'zh-CN'), 'ur')
})

test('the best language the browser accepts is taken, by weight and then by order', () => {
  assert.equal(negotiate(undefined, 'zh-CN,zh;q=0.9,en;q=0.8'), 'zh')
  assert.equal(negotiate(undefined, 'en;q=0.3, ur-PK;q=0.9'), 'ur')
  assert.equal(negotiate(undefined, 'fr, de;q=0.9, en;q=0.1'), 'en')
  assert.equal(negotiate(undefined, 'ur, zh'), 'ur')
})

test('a language refused with q=0 is not taken', () => {
  assert.equal(negotiate(undefined, 'zh;q=0, ur;q=0.1'), 'ur')
})

test('nothing known, or nonsense, is English', () => {
  for (const [cookie, header] of [
    [undefined, undefined],
    ['xx', ''],
    ['__proto__', 'constructor;q=1'],
    [undefined, ';;;,q=,*'],
  ] as const)
    assert.equal(negotiate(cookie, header), 'en')
})
