import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig, topupPath } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

const add = (correlator: string, operator = 'jazz', digits = '000') =>
  rig.topup(operator, { correlator, msisdn: `+923001234${digits}`, rupees: 100 })
const list = (query: string, operator = 'jazz') =>
  rig.operator('GET', `${topupPath(operator)}?${query}`)
const names = async (query: string) =>
  (await list(query)).body.map(({ correlatorId }: { correlatorId: string }) => correlatorId)

test('a day of top-ups is listed from its first moment to before the next one', async () => {
  await add('r0')
  await rig.advance(1000)
  for (const correlator of ['r1', 'r2']) await add(correlator)
  await add('z1', 'zong')
  await rig.advance(1000)
  await add('r3', 'jazz', '003')
  await rig.advance(1000)
  await add('r4')
  const day = 'requestedDate.gte=2026-11-23T06:00:01Z&requestedDate.lt=2026-11-23T06:00:03.000Z'
  const { status, headers, body } = await list(day)
  assert.deepEqual([status, headers.get('x-total-count'), body.length], [200, '3', 3])
  // A refusal that was kept is part of what the operator did.
  assert.deepEqual(await names(day), ['r1', 'r2', 'r3'])
  assert.deepEqual(await names(`${day}&status=completed`), ['r1', 'r2'])
  assert.equal((await list(`${day}&status=completed`)).headers.get('x-total-count'), '2')
  assert.deepEqual(await names('requestedDate.gte=2026-11-23T06:00:02Z'), ['r3', 'r4'])
  assert.deepEqual(await names('requestedDate.lt=2026-11-23T06:00:01Z'), ['r0'])
})

test('pages follow each other without a gap or a repetition while top-ups go on', async () => {
  const seen: string[] = []
  for (let index = 0; index < 7; index++) await add(`r${index}`)
  for (let offset = 0; ; offset += 3) {
    const page = await names(`requestedDate.gte=2026-11-23T06:00:00Z&offset=${offset}&limit=3`)
    seen.push(...page)
    if (page.length < 3) break
    if (offset < 6) await add(`late${offset}`)
  }
  const late = ['late0', 'late3']
  assert.deepEqual(seen, [...Array.from({ length: 7 }, (_, index) => `r${index}`), ...late])
})

test('a page holds up to a thousand', async () => {
  const more = Array.from({ length: 150 }, (_, index) => add(`r${index}`))
  await Promise.all(more)
  assert.equal((await names('limit=1000')).length, 150)
  assert.equal((await names('')).length, 100)
})

test('a time that cannot be read is refused, not taken for none', async () => {
  for (const query of ['requestedDate.gte=yesterday', 'requestedDate.lt=5']) {
    const { status, body } = await list(query)
    assert.deepEqual([status, body.code], [400, 'invalidRequest'])
  }
})
