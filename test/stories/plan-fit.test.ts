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
  assert.deepEqual(
    [json.understood.cut_by_visa, json.understood.until],
    [true, '2026-11-29T18:59:59.000Z'],
  )
  // 9,900 MB in 30 days are 2,310 MB in seven.
  assert.match(json.understood.must_carry, /7\sdays until Sunday 29 November.*2\.3\sGB/)
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

test('SCOM is advised in Azad Kashmir and Gilgit-Baltistan alone, or to who asks for it', async () => {
  const asked = { usage: usage(15_000, 300, 50) }
  const operatorsIn = async (body: Json) => {
    const { json } = await fit({ ...asked, ...body })
    const baskets = [json.recommended, json.runner_up, ...json.alternatives]
    return new Set(baskets.filter(Boolean).map(({ operator }: Json) => operator))
  }
  for (const territory of ['ajk', 'gb'])
    assert.ok((await operatorsIn({ territory })).has('scom'), String(territory))
  for (const territory of ['punjab', 'sindh', 'kp', 'balochistan', 'islamabad', undefined])
    assert.ok(!(await operatorsIn({ territory })).has('scom'), String(territory))
  assert.deepEqual(await operatorsIn({ operators: ['scom'] }), new Set(['scom']))
  const { json } = await fit({ ...asked, territory: 'islamabad', operators: ['scom'] })
  assert.equal(json.recommended, null)
  assert.ok(json.doubts.some(({ code }: Json) => code === 'elsewhere'))
})

test('no use needs no plan: the answer says how the number is kept, and sells nothing', async () => {
  const { json } = await fit({ usage: usage(0) })
  assert.deepEqual([json.recommended, json.runner_up, json.alternatives], [null, null, []])
  assert.deepEqual(
    json.doubts.map(({ code }: Json) => code),
    ['no_use', 'keep_number'],
  )
  assert.match(json.doubts[1].text, /180 days/)
  const page = await (await fetch(`${story.url}/en/fit?data=0&minutes=0&sms=0`)).text()
  assert.match(page, /You need no plan/)
  assert.match(page, /No use at all in 30 days/)
  assert.doesNotMatch(page, /Best for you/)
})

test('the page names the days that count: the visa ends before them', async () => {
  const page = await (
    await fetch(`${story.url}/en/fit?data=10&minutes=100&sms=0&days=30&visa=2026-11-28`)
  ).text()
  const [note] = /What we understood.*?<\/section>/s.exec(page)!
  const said = note.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
  assert.match(said, /Only the 6 days until .*28 November count, when the visa ends/)
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
  assert.ok(codes.includes('other_sim'), 'who has a message of Zong has a SIM of Zong')
  const both = await fit({ sms_text: `${given}\nDear customer, 1024 MBs remain for your offer.` })
  assert.ok(both.json.understood.data_mb_per_month.low > 13_000)
})

test('an unknown message asks for three numbers, and leaves no word of a person', async () => {
  for (const [told, code] of [
    ['has 120 minutes of something', 'message_unknown'],
    ['has 120 minutes of something left', 'message_too_little'],
  ]) {
    const { status, json } = await fit({ sms_text: `Ayesha 0300 1234567 ${told}, PIN 4821` })
    assert.deepEqual([status, json.code, json.field], [422, code, 'sms_text'])
    assert.match(json.title, /three numbers/)
    assert.doesNotMatch(JSON.stringify(json) + lines.join(), /Ayesha|1234567|4821/i)
    if (code === 'message_too_little') assert.match(json.heard, /left: 120\sminutes/)
  }
  const left = await fit({ sms_text: 'Dear customer, 150 MBs remain for your offer.' })
  assert.equal(left.json.code, 'message_too_little')
})

test('a wording that nobody knows is read word by word, and told to be', async () => {
  const sms_text =
    'Ufone: apko 10GB data, 500 Ufone mins, 100 other network mins aur 1000 SMS 30 din ke liye ' +
    'mil gaye hain'
  const { status, json } = await fit({ sms_text })
  assert.equal(status, 200)
  const { messages, data_mb_per_month, heard } = json.understood
  assert.deepEqual(
    messages.map(({ format, operator, verified }: Json) => [format, operator, verified]),
    [['general', 'ufone', false]],
  )
  assert.equal(data_mb_per_month.high, 10_240)
  assert.ok(
    json.changes.every(({ when }: Json) => when !== 'less'),
    'no use at all is no case of a cheaper plan',
  )
  assert.match(heard, /not known to us.*10\sGB of data, 500\sminutes within the network/)
  assert.equal(json.doubts[1].code, 'message_general')
  const body = new URLSearchParams({ text: sms_text })
  const page = await (await fetch(`${story.url}/en/fit`, { method: 'POST', body })).text()
  assert.match(page, /This wording is not known to us/)
  assert.match(page, /id="data"[^>]*value="10"/, 'the numbers stand there to be corrected')
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
    [{ usage: usage(1), operators: ['jio'] }, 'choice_unknown', 'operators'],
    [{ usage: usage(1), payer: 'xx' }, 'choice_unknown', 'payer'],
    [{ usage: usage(1), territory: 'moon' }, 'territory_unknown', 'territory'],
    [{ usage: usage(1), visa_ends: 'soon' }, 'body_invalid', 'visa_ends'],
  ]
  for (const [body, code, field] of cases) {
    const { status, json } = await fit(body)
    assert.deepEqual([status, json.code, json.field], [422, code, field], JSON.stringify(body))
    if (field === 'operators') assert.match(json.known, /^jazz, zong, telenor/)
    if (field === 'payer') assert.equal(json.known, 'ordinary, exempt')
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
