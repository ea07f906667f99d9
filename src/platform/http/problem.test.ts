import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel'
import { toFault, toProblem } from './problem.ts'

const coded = (code: string) => Object.assign(new Error('told by its code'), { code })

test('a database that is away for a moment is one to ask again, and a bug is not', () => {
  const away = [
    coded('57P01'),
    coded('ECONNRESET'),
    new Error('Connection terminated unexpectedly'),
    new Error('Client was closed and is not queryable'),
    new Error('timeout exceeded when trying to connect'),
  ]
  for (const error of away) assert.equal(toFault(error).status, 503, error.message)
  for (const bug of [coded('42601'), new Error('x is not a function'), 'thrown text'])
    assert.equal(toFault(bug).status, 500)
})

test('details fill the answer beside what it has of its own', () => {
  const details = { renewal_status: 'delivered', because: { key: 'why' } }
  const fault = new Fault('conflict', 'renewal_not_cancellable', { field: 'id', details })
  assert.deepEqual(
    toProblem(fault, 409, (key) => `text of ${key}`),
    {
      renewal_status: 'delivered',
      because: 'text of why',
      type: 'urn:tajdeed:problem:renewal_not_cancellable',
      title: 'text of fault.renewal_not_cancellable',
      status: 409,
      code: 'renewal_not_cancellable',
      field: 'id',
    },
  )
})
