import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListedPlan } from '#catalog'
import { catalogOf, facts, plan } from './advice-fixture.ts'
import type { FitAnswer, FitRequest } from './answer.ts'
import { createAdvice } from './create-advice.ts'
import { saySentence } from './sentence.ts'

/** Monday 23 November 2026, 14:00 in Karachi. */
const at = new Date('2026-11-23T09:00:00Z')
const use = { dataMb: 10_000, minutes: 0, sms: 0 }

const ask = (plans: readonly ListedPlan[], request: Partial<FitRequest> = {}) =>
  createAdvice({ catalog: catalogOf(plans), facts }).advise({ usage: use, ...request }, at)
const named = ({ recommended }: FitAnswer) => recommended?.parts.map(({ plan: { id } }) => id)
const codes = ({ doubts }: FitAnswer) => doubts.map(({ code }) => code)

const good = plan('good', { rupees: 900, allowance: { dataMb: 12_000 } })

test('only what is offered, prepaid, for phones and sold here is recommended', async () => {
  const cheap = { rupees: 10, allowance: { dataMb: 50_000 } }
  const answer = await ask([
    good,
    plan('not-offered', { ...cheap, offered: false, notOffered: 'unverified', total: null }),
    plan('abroad', { ...cheap, kind: 'idd' }),
    plan('device-only', cheap),
    plan('in-punjab', { ...cheap, region: 'Punjab' }),
    plan('in-a-town', { ...cheap, region: 'Sargodha' }),
    plan('an-hour', { ...cheap, validity: { days: null, hours: 1, rule: 'rolling' } }),
    plan('no-total', { ...cheap, total: null, territoryNeeded: true }),
  ])
  assert.deepEqual(named(answer), ['good'])
  assert.deepEqual(codes(answer).slice(-3), ['territory', 'elsewhere', 'not_offered'])
})

test('a plan of one province is recommended to who is there', async () => {
  const local = plan('in-punjab', { rupees: 10, allowance: { dataMb: 50_000 }, region: 'Punjab' })
  assert.deepEqual(named(await ask([good, local], { territory: 'punjab' })), ['in-punjab'])
  assert.deepEqual(named(await ask([good, local], { territory: 'sindh' })), ['good'])
})

test('a volume that the source does not state carries nothing and is told', async () => {
  const silent = plan('silent', { rupees: 10, allowance: { sms: 100 } })
  assert.deepEqual(named(await ask([good, silent])), ['good'])
  const asked = { usage: { dataMb: 0, minutes: 0, sms: 50 } }
  const answer = await ask([silent], asked)
  const unstated = answer.doubts.find(({ code }) => code === 'unstated')
  assert.match(saySentence('en', unstated!.sentence, at), /silent: .* nothing of data, minutes/)
})

test('night and app volumes count to their shares alone, and the doubt is told', async () => {
  // Of 11,000 MB 10 % are for the night and 20 % for the apps: 7,920 must be carried by the rest.
  const allowance = { dataMb: 16_000, dataOffpeakMb: 8080, socialMb: 9000 }
  const shares = plan('shares', { rupees: 100, renewalEffect: 'reject', allowance })
  const answer = await ask([good, shares])
  assert.deepEqual(named(answer), ['shares'])
  assert.ok(codes(answer).includes('offpeak') && codes(answer).includes('apps'))
  const less = { ...allowance, dataOffpeakMb: 8081 }
  const tooLittle = plan('shares', { rupees: 100, renewalEffect: 'reject', allowance: less })
  assert.deepEqual(named(await ask([good, tooLittle])), ['good'])
  const stated = await ask([shares], { offpeakPercent: 50, appsPercent: 30 })
  assert.ok(!codes(stated).includes('offpeak') && !codes(stated).includes('apps'))
})

test('a volume for one game is no data for everything', async () => {
  const game = { socialMb: 90_000, socialApps: 'PUBG' }
  const answer = await ask([good, plan('game', { rupees: 10, allowance: game })])
  assert.deepEqual(named(answer), ['good'])
})

test('minutes within a network carry its share of the calls and no more', async () => {
  // 110 minutes: 44 stay on Jazz, 66 leave it.
  const minutes = { usage: { dataMb: 0, minutes: 100, sms: 0 } }
  const calls = (off: number) =>
    plan('calls', {
      renewalEffect: 'reject',
      allowance: { minutesOnNet: 3000, minutesOffNet: off },
    })
  assert.deepEqual(named(await ask([calls(66)], minutes)), ['calls'])
  assert.equal(named(await ask([calls(65)], minutes)), undefined)
  const unlimited = plan('free', {
    renewalEffect: 'reject',
    allowance: { unlimitedOnNet: true, minutesAllNet: 66 },
  })
  assert.deepEqual(named(await ask([unlimited], minutes)), ['free'])
})

test('the one sentence names basket, use, saving and the next best', async () => {
  const dear = plan('dear', { rupees: 1000, operator: 'zong', allowance: { dataMb: 12_000 } })
  const { recommended, runnerUp } = await ask([good, dear])
  assert.equal(runnerUp?.operator.id, 'zong')
  assert.equal(
    saySentence('en', recommended!.why, at),
    'good is the cheapest choice that carries 11\u00a0GB of data a month for 30\u00a0days: ' +
      'Rs\u00a0100 less than dear.',
  )
  const [only] = [(await ask([good])).recommended]
  assert.match(saySentence('zh', only!.why, at), /这里在售的只有 good 够用/)
})

test('what would change the answer is exact: there it holds, and just above it does not', async () => {
  const small = plan('small', { rupees: 500, renewalEffect: 'reject', allowance: { dataMb: 9000 } })
  const large = plan('large', { rupees: 2000, allowance: { dataMb: 50_000 } })
  const answer = await ask([small, good, large])
  assert.deepEqual(
    answer.changes.map(({ sentence }) => saySentence('en', sentence, at)),
    [
      'If you use no more than 9\u00a0GB of data a month, small is enough, for Rs\u00a0500.',
      'Above 12\u00a0GB of data a month the best is good ×\u00a02, for Rs\u00a01,800.',
    ],
  )
})

test('a history of the line is forecast like any other use', async () => {
  const history = Array.from({ length: 14 }, (_, i) => ({
    date: `2026-11-${String(i + 1).padStart(2, '0')}`,
    ...{ dataMb: 300, minutes: 0, sms: 0 },
  }))
  const catalog = catalogOf([good])
  const answer = await createAdvice({ catalog, facts }).advise({ history }, at)
  assert.equal(answer.understood.forecast.high.dataMb, 9000)
  assert.deepEqual(named(answer), ['good'])
  await assert.rejects(createAdvice({ catalog, facts }).advise({ history: [] }, at), {
    code: 'usage_too_short',
  })
})

test('a validity whose rule is not known ends at no stated moment, and that is told', async () => {
  const vague = plan('vague', {
    allowance: { dataMb: 20_000 },
    validity: { days: 30, hours: null, rule: 'unknown' },
  })
  const answer = await ask([vague])
  assert.equal(answer.recommended?.lastsUntil, null)
  assert.ok(codes(answer).includes('validity'))
})

test('the end that is named is one up to which the upper end is really carried', async () => {
  const weekly = plan('weekly', { days: 7, rupees: 100, allowance: { dataMb: 3000 } })
  const until = async (days: number, dataMb: number) => {
    const answer = await ask([weekly], { days, usage: { dataMb, minutes: 0, sms: 0 } })
    return answer.recommended?.lastsUntil?.toISOString()
  }
  // 2,567 MB of 3,000 are needed in a week: two weeks are carried to their end.
  assert.equal(await until(8, 10_000), '2026-12-06T18:59:59.000Z')
  // 3,080 MB of 3,000: what is bought for two days does not do for seven.
  assert.equal(await until(2, 12_000), '2026-11-24T18:59:59.000Z')
})
