import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addReport, type FactDispute } from './fact-dispute.ts'

const at = new Date('2026-11-23T09:00:00Z')
const said = (right: string) => ({
  ...{ about: { plan: 'jazz-weekly-x' }, fact: 'price', shown: 'Rs 520', right, language: 'en' },
})

test('however many report a fact, six texts are kept: the first three and the last three', () => {
  let dispute: FactDispute | undefined
  for (let n = 1; n <= 1000; n++) dispute = addReport(dispute, said(`Rs ${n}`), at)
  assert.equal(dispute!.count, 1000)
  assert.deepEqual(
    dispute!.reports.map(({ right }) => right),
    ['Rs 1', 'Rs 2', 'Rs 3', 'Rs 998', 'Rs 999', 'Rs 1000'],
  )
})

test('the same words count and take no second place', () => {
  const once = addReport(undefined, said('Rs 545'), at)
  const twice = addReport(once, said('Rs 545'), at)
  assert.deepEqual([twice.count, twice.reports.length], [2, 1])
})
