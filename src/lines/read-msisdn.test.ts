import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '#kernel'
import { readMsisdn } from './read-msisdn.ts'

const codeOf = (text: string) => {
  try {
    readMsisdn(text)
    return 'read'
  } catch (error) {
    assert.ok(error instanceof Fault)
    return error.code
  }
}

test('a number is read however people write it', () => {
  for (const text of [
    '03001234000',
    '0300-1234000',
    ' 0300 123 4000 ',
    '+92 300 1234000',
    '0092 300 1234000',
    '923001234000',
    '3001234000',
    '(0300) 123.4000',
    '۰۳۰۰۱۲۳۴۰۰۰',
    '٠٣٠٠ ١٢٣٤٠٠٠',
    '０３００１２３４０００',
    '\u202a+92 300 1234000\u202c',
  ]) {
    assert.deepEqual(readMsisdn(text), { msisdn: '+923001234000', warnings: [] }, text)
  }
})

test('a landline, a foreign number and nonsense are told apart', () => {
  assert.equal(codeOf('042 35761999'), 'msisdn_landline')
  assert.equal(codeOf('+86 138 0013 8000'), 'msisdn_foreign')
  assert.equal(codeOf('0086 13800138000'), 'msisdn_foreign')
  for (const text of [
    '',
    'abc',
    '0300',
    '0300123400',
    '030012340000',
    '+92',
    '+1',
    '0300x234000',
  ]) {
    assert.equal(codeOf(text), 'msisdn_invalid', text)
  }
})

test('a plausible number that the metadata refuses is allowed with a warning', () => {
  assert.deepEqual(readMsisdn('0338 1234567'), {
    msisdn: '+923381234567',
    warnings: ['number_unusual'],
  })
})

test('every number of the right form is read to the same E.164 from its national and international form', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (rest) => {
      const nine = String(rest).padStart(9, '0')
      assert.equal(readMsisdn(`03${nine}`).msisdn, `+923${nine}`)
      assert.equal(readMsisdn(`00923${nine}`).msisdn, `+923${nine}`)
    }),
  )
})
