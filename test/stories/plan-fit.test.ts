import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openStory, type Story } from './story.ts'

const lines: string[] = []
let story: Story
before(async () => {
  story = await openStory('plan_fit', { onLog: (line) => lines.push(line) })
})
after(() => story.close())

/** A POST as a stranger sends it: no idempotency key, since nothing is made. */
async function fit(
  body: Json,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; json: Json }> {
  const answer = await fetch(`${story.url}/v1/plan-fit`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer tj_test_demo',
      ...headers,
    },
    body: JSON.stringify(body),
  })
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Json }
}

const usage = (data: number, minutes = 0, sms = 0) => ({
  data_mb_per_month: data,
  minutes_per_month: minutes,
  sms_per_month: sms,
})

/**
 * Thirty profiles against the simulated network's tariff, each worked out by hand. The upper end,
 * 10 % above what is stated, must be carried; of the data 10 % is taken to be off-peak and 20 % for
 * WhatsApp and Facebook; 62.64 % of the minutes leave Jazz, 75.43 % Telenor, 75.64 % Zong.
 */
const profiles: readonly (readonly [
  why: string,
  operator: string,
  stated: readonly [data: number, minutes: number, sms: number, days: number],
  answer: string,
  rupees: number,
])[] = [
  [
    '19,800 of 20,480 MB, 990 of 1,000 minutes',
    'scom',
    [18_000, 900, 900, 30],
    'scom-sandbox-monthly×1',
    1000,
  ],
  [
    'a month, then a week for the days 31 to 37',
    'scom',
    [18_000, 900, 900, 37],
    'scom-sandbox-monthly×1 scom-sandbox-weekly×1',
    1300,
  ],
  [
    '20,900 MB are too much for a month, not for 23 days of it',
    'scom',
    [19_000, 0, 0, 30],
    'scom-sandbox-weekly×1 scom-sandbox-monthly×1',
    1300,
  ],
  ['a week queues: 4 × 7 days', 'scom', [5000, 200, 200, 28], 'scom-sandbox-monthly×1', 1000],
  ['one week', 'scom', [5000, 200, 200, 7], 'scom-sandbox-weekly×1', 300],
  ['two weeks', 'scom', [5000, 200, 200, 14], 'scom-sandbox-weekly×2', 600],
  [
    '39,600 of 40,960 MB, 495 of 500 minutes',
    'onic',
    [36_000, 450, 450, 30],
    'onic-sandbox-monthly×1',
    1200,
  ],
  ['one week', 'onic', [9000, 130, 130, 7], 'onic-sandbox-weekly×1', 400],
  ['the eighth day needs a second week', 'onic', [9000, 0, 0, 8], 'onic-sandbox-weekly×2', 800],
  [
    'three weeks cost as much as a month, which is one purchase',
    'onic',
    [9000, 0, 0, 21],
    'onic-sandbox-monthly×1',
    1200,
  ],
  ['9,900 MB by day of 10,240', 'zong', [10_000, 0, 0, 30], 'zong-monthly-20gb-2023-03×1', 575],
  [
    '17,820 MB by day of 20,480',
    'zong',
    [18_000, 0, 0, 30],
    'zong-monthly-40gb-undated-2023-24×1',
    1000,
  ],
  [
    '17,325 MB a month by night or apps, the rest any time; two days more',
    'zong',
    [30_000, 0, 0, 30],
    'zong-super-weekly-max-2021-03-11×4 zong-super-weekly-offer-2021-03-11×1',
    1361,
  ],
  [
    '84 of 150 minutes leave Zong; a fifth of the data is for apps',
    'zong',
    [2000, 100, 500, 30],
    'zong-all-in-one-monthly-zong-super-card-2021-03-11×1',
    650,
  ],
  [
    'one week, 20 of 40 minutes leave Zong',
    'zong',
    [1000, 100, 100, 7],
    'zong-weekly-hybrid-bundle-2021-03-11×1',
    200,
  ],
  ['three months of 20 GB', 'zong', [8000, 0, 0, 90], 'zong-monthly-20gb-2023-03×3', 1725],
  ['more by day than any Zong bundle has', 'zong', [900_000, 0, 0, 30], '', 0],
  [
    '9,900 MB by day of 10,240',
    'telenor',
    [10_000, 0, 0, 30],
    'telenor-monthly-ultra-2021-03-11×1',
    599,
  ],
  [
    'two weeks of the large card leave 8,448 MB by day',
    'telenor',
    [16_000, 0, 0, 30],
    'telenor-weekly-easy-card-mega-2021-03-11×2 telenor-monthly-ultra-2021-03-11×1',
    1099,
  ],
  [
    '49.8 of 50 minutes leave Telenor',
    'telenor',
    [1000, 60, 50, 30],
    'telenor-easy-card-450-ac-2021-03-11×1',
    450,
  ],
  [
    '58.1 of 60 minutes a week, two days for the small card',
    'telenor',
    [10_000, 300, 100, 30],
    'telenor-easy-card-200-2021-03-11×4 telenor-easycard-150-replica-for-alternate-channel-2021-03-11×1',
    946,
  ],
  [
    'no use: what lasts longest for least',
    'telenor',
    [0, 0, 0, 30],
    'telenor-monthly-whatsapp-fb-offer-2021-03-11×1',
    50,
  ],
  [
    'WhatsApp volume is no data for everything',
    'telenor',
    [1000, 0, 0, 30],
    'telenor-easy-card-450-ac-2021-03-11×1',
    450,
  ],
  [
    '68.9 minutes leave Jazz: fifty twice',
    'jazz',
    [0, 100, 100, 30],
    'jazz-infinity-gupshup-2024-09-02×2',
    300,
  ],
  ['257 of 1,500 SMS', 'jazz', [0, 0, 1000, 7], 'jazz-weekly-sms-2024-09-02×1', 40],
  [
    'no use for half a year: ninety days twice',
    'jazz',
    [0, 0, 0, 180],
    'jazz-infinity-gupshup-2024-09-02×2',
    300,
  ],
  ['three days', 'jazz', [2000, 20, 10, 3], 'jazz-3-day-max-2024-09-02×1', 90],
  ['110,000 of 204,800 MB', 'jazz', [100_000, 300, 100, 30], 'jazz-monthly-x-2024-09-02×1', 2100],
  ['volumes that no source states carry nothing', 'ufone', [100, 0, 0, 7], '', 0],
  [
    'without use they only have to last',
    'ufone',
    [0, 0, 0, 7],
    'ufone-sab-se-bari-plus-offer-2024-estimated×1',
    420,
  ],
]

for (const [why, operator, [data, minutes, sms, days], answer, rupees] of profiles)
  test(`${operator}, ${data} MB, ${minutes} min, ${sms} SMS, ${days} days: ${why}`, async () => {
    const { status, json } = await fit({
      usage: usage(data, minutes, sms),
      days,
      operators: [operator],
      territory: 'punjab',
    })
    assert.equal(status, 200)
    const { recommended } = json
    const plans = (recommended?.plans ?? []).map(
      ({ plan, times }: { plan: string; times: number }) => `${plan}×${times}`,
    )
    assert.equal(plans.join(' '), answer)
    assert.deepEqual(
      recommended?.total ?? null,
      answer ? { amount: rupees * 100, currency: 'PKR' } : null,
    )
    if (answer) assert.match(recommended.why, /carr(y|ies)/)
    else assert.ok(json.doubts.some(({ code }: { code: string }) => code === 'nothing'))
  })

test('the total of one purchase is the total of its quote', async () => {
  const { json } = await fit({ usage: usage(18_000, 900, 900), operators: ['jazz'] })
  for (const { plan, price } of json.recommended.plans) {
    const quote = await story.quote('03001231000', { plan })
    assert.deepEqual(quote.total, price)
  }
})

test('weeks of calendar days end on the last evening, counted from today', async () => {
  const { json } = await fit({ usage: usage(9000), days: 14, operators: ['onic'] })
  assert.equal(json.recommended.plans[0].times, 2)
  assert.equal(json.recommended.lasts_until, '2026-12-06T18:59:59.000Z')
})

test('weeks of 24-hour days end at the time of day at which the first one starts', async () => {
  const { json } = await fit({ usage: usage(5000), days: 14, operators: ['scom'] })
  assert.equal(json.recommended.lasts_until, '2026-12-07T09:00:00.000Z')
})

test('the days end with the visa, and the answer says why', async () => {
  const body = { usage: usage(9000), days: 60, operators: ['onic'] }
  const { json } = await fit({ ...body, visa_ends: '2026-11-29' })
  assert.equal(json.understood.days, 7)
  assert.equal(json.recommended.plans[0].times, 1)
  const visa = json.doubts.find(({ code }: { code: string }) => code === 'visa')
  assert.match(visa.text, /Sunday 29 November/)
  const over = await fit({ ...body, visa_ends: '2026-11-22' })
  assert.deepEqual([over.status, over.json.code, over.json.field], [422, 'visa_over', 'visa_ends'])
})

test('all operators are ranked together, with the next best and the point where it changes', async () => {
  const { json } = await fit({ usage: usage(10_000, 300, 100) })
  assert.deepEqual(json.understood.data_mb_per_month, { low: 9000, high: 11_000 })
  const totals = [json.recommended, json.runner_up, ...json.alternatives].map((b) => b.total.amount)
  assert.deepEqual(
    totals,
    [...totals].sort((a, b) => a - b),
  )
  const operators = json.alternatives.map(({ operator }: Json) => operator)
  assert.equal(new Set(operators).size, operators.length)
  assert.match(json.recommended.why, /Rs\u00a049 less than/)
  const changes = json.changes.map(({ when }: Json) => when)
  assert.deepEqual(changes, ['less', 'more_data'])
  assert.ok(json.doubts.some(({ code }: Json) => code === 'not_offered'))
})

test('the words are in the language that was asked for', async () => {
  for (const [accepted, tag, script] of [
    ['zh-CN', 'zh-Hans', /\p{Script=Han}/u],
    ['ur', 'ur', /\p{Script=Arabic}/u],
    ['fr', 'en', /cheapest/],
  ] as const) {
    const { json, headers } = await fit({ usage: usage(8000) }, { 'accept-language': accepted })
    assert.equal(headers.get('content-language'), tag)
    assert.match(json.recommended.why, script)
  }
})

test('a known message is understood with its source; two together bound the use from both sides', async () => {
  const given =
    'Lahore Super offer activate ker di gayi hai jis se mile 4GB Data, 30 Other Network Mins aur 800 ' +
    'Zong Minutes + SMS, 7 din k liye. Tafsilat k lye *102# milaen'
  const { status, json } = await fit({ sms_text: given })
  assert.equal(status, 200)
  const [message] = json.understood.messages
  assert.deepEqual([message.operator, message.says, message.verified], ['zong', 'received', false])
  assert.match(message.source_url, /^https:/)
  assert.equal(json.understood.data_mb_per_month.high, 17_555)
  const codes = json.doubts.map(({ code }: Json) => code)
  assert.ok(codes.includes('message_received') && codes.includes('message_silent'), codes.join())
  const both = await fit({ sms_text: `${given}\nDear customer, 1024 MBs remain for your offer.` })
  assert.ok(both.json.understood.data_mb_per_month.low > 13_000)
})

test('an unknown message is refused, asks for three numbers, and leaves no word of a person', async () => {
  const secret = 'Ayesha 0300 1234567 has 120 minutes of something left, PIN 4821'
  const { status, json } = await fit({ sms_text: secret })
  assert.deepEqual([status, json.code, json.field], [422, 'message_unknown', 'sms_text'])
  assert.match(json.title, /three numbers/)
  assert.doesNotMatch(JSON.stringify(json) + lines.join(), /Ayesha|1234567|4821/i)
  const left = await fit({ sms_text: 'Dear customer, 150 MBs remain for your offer.' })
  assert.equal(left.json.code, 'message_too_little')
})

test('what cannot be a question is refused with the field that is wrong', async () => {
  const cases: readonly (readonly [Json, string, string])[] = [
    [{}, 'body_invalid', 'usage'],
    [{ usage: usage(1), sms_text: 'x' }, 'body_invalid', 'usage'],
    [{ usage: { data_mb_per_month: 5 } }, 'body_invalid', 'usage.minutes_per_month'],
    [{ usage: usage(-1) }, 'body_invalid', 'usage.data_mb_per_month'],
    [{ usage: usage(1.5) }, 'body_invalid', 'usage.data_mb_per_month'],
    [{ usage: usage(1), days: 0 }, 'body_invalid', 'days'],
    [{ usage: usage(1), days: 4000 }, 'body_invalid', 'days'],
    [{ usage: usage(1), operators: ['jio'] }, 'operator_unknown', 'operators'],
    [{ usage: usage(1), territory: 'moon' }, 'territory_unknown', 'territory'],
    [{ usage: usage(1), visa_ends: 'soon' }, 'body_invalid', 'visa_ends'],
  ]
  for (const [body, code, field] of cases) {
    const { status, json } = await fit(body)
    assert.deepEqual([status, json.code, json.field], [422, code, field], JSON.stringify(body))
  }
})

test('it needs a key that may read plans, and no idempotency key', async () => {
  const { status } = await fit({ usage: usage(1000) }, { authorization: 'Bearer nobody' })
  assert.equal(status, 401)
})

test('an exemption that is not priced is said', async () => {
  const { json } = await fit({ usage: usage(1000), payer: 'exempt' })
  assert.ok(json.doubts.some(({ code }: Json) => code === 'payer'))
})
