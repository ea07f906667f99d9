import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { queries } from './search-queries.ts'
import { type Json, openStory, type Story } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('search')
})
after(() => story?.close())

async function ask(query: Record<string, string | number>): Promise<Json> {
  const wishes = Object.entries(query).map(([name, value]) => [name, String(value)])
  const { status, json } = await story.api('GET', `/v1/plans?${new URLSearchParams(wishes)}`)
  assert.equal(status, 200, JSON.stringify(json))
  return json
}
const find = async (q: string): Promise<Json> => ask({ q, limit: 500 })

test('each of these questions finds the right plan first', async (t) => {
  assert.ok(queries.length >= 60)
  for (const [q, ...tops] of queries)
    await t.test(q, async () => {
      const { data } = await find(q)
      const found = data.slice(0, tops.length).map(({ id }: Json) => id)
      assert.deepEqual(found, tops)
    })
})

test('whatever is asked, nothing that is not sold comes before what is', async () => {
  for (const [q] of queries)
    for (const sort of ['match', 'total', 'per_gb', 'ends', 'data', 'validity']) {
      const { data } = await ask({ q, sort, limit: 500 })
      const sold = data.map(({ offered }: Json) => offered)
      assert.deepEqual(
        sold,
        sold.toSorted((a: boolean, b: boolean) => Number(b) - Number(a)),
        q,
      )
    }
})

const idsOf = ({ data }: Json): string[] => data.map(({ id }: Json) => id)

test('"Jio" is Jazz, and is told to be', async () => {
  const { alias, understood, data } = await find('Jio')
  assert.deepEqual(alias, { text: 'jio', operator: 'jazz', note: 'catalog.alias.jio' })
  assert.deepEqual(understood, [
    { text: 'jio', kind: 'operator', corrected: false, operators: ['jazz'] },
  ])
  assert.ok(data.every(({ operator }: Json) => operator === 'jazz'))
  assert.deepEqual(idsOf(await find('jazz')), idsOf({ data }))
  const both = await find('ptcl')
  assert.deepEqual(
    new Set(both.data.map(({ operator }: Json) => operator)),
    new Set(['telenor', 'ufone']),
  )
})

test('what was understood of a question is told in figures', async () => {
  const { understood, sort, words } = await find('sasta jaz monhtly 10gb under 1500 gupshup')
  assert.equal(sort, 'total')
  assert.deepEqual(words, ['gupshup'])
  assert.deepEqual(understood, [
    { text: 'sasta', kind: 'order', corrected: false, sort: 'total' },
    { text: 'jaz', kind: 'operator', corrected: false, operators: ['jazz'] },
    { text: 'monhtly', kind: 'days', corrected: true, from: 28, to: 31 },
    { text: '10gb', kind: 'data', corrected: false, from: 10_000, to: null },
    { text: 'under 1500', kind: 'price', corrected: false, from: null, to: 150_000 },
  ])
})

test('a range has one unit, or it is none', async () => {
  const heard = async (q: string) =>
    (await find(q)).understood.map(({ kind, from, to }: Json) => [kind, from, to])
  assert.deepEqual(await heard('10gb to 30 days'), [
    ['data', 10_000, null],
    ['days', 30, 30],
  ])
  assert.deepEqual(await heard('between 5 gb and 10 gb'), [['data', 5000, 10_240]])
  assert.deepEqual(await heard('rs 500 to rs 1000'), [['price', 50_000, 100_000]])
})

test('each filter holds for every plan that it leaves', async () => {
  const holds: [Record<string, string | number>, (plan: Json) => boolean][] = [
    [{ operator: 'jazz,zong' }, ({ operator }) => ['jazz', 'zong'].includes(operator)],
    [{ max_days: 7 }, ({ validity }) => (validity.days ?? validity.hours / 24) <= 7],
    [{ min_days: 30 }, ({ validity }) => validity.days >= 30],
    [{ min_data_mb: 20_000 }, ({ allowance }) => allowance.data_mb >= 20_000],
    [{ min_sms: 3000 }, ({ allowance }) => allowance.sms >= 3000],
    [{ kind: 'roaming' }, ({ kind }) => kind === 'roaming'],
    [{ region: 'ajk' }, ({ region }) => region !== 'not available in AJK/GB'],
    [{ max_total: 50_000 }, ({ total }) => total.amount <= 50_000],
    [
      { min_minutes: 500 },
      ({
        allowance: { minutes_all_net: all, minutes_on_net: on, minutes_off_net: off, ...rest },
      }) => rest.unlimited_on_net || (all ?? 0) + (on ?? 0) + (off ?? 0) >= 500,
    ],
  ]
  const all = await ask({ limit: 500 })
  for (const [filter, hold] of holds) {
    const { data, count } = await ask({ ...filter, limit: 500 })
    assert.ok(count > 0 && count < all.count, JSON.stringify(filter))
    for (const plan of data) assert.ok(hold(plan), `${JSON.stringify(filter)} ${plan.id}`)
  }
})

test('Rs per usable gigabyte leaves out off-peak and app volume, and is null where unknown', async () => {
  const { data } = await ask({ sort: 'per_gb', limit: 500, territory: 'punjab' })
  const plan = (id: string) => data.find((one: Json) => one.id === id)
  const night = plan('jazz-weekly-extreme-2024-09-02')
  assert.deepEqual([night.usable_data_mb, night.per_usable_gb], [0, null])
  const appsOnly = plan('telenor-monthly-whatsapp-fb-offer-2021-03-11')
  assert.deepEqual([appsOnly.usable_data_mb, appsOnly.per_usable_gb], [null, null])
  assert.deepEqual([appsOnly.allowance.data_mb, appsOnly.allowance.social_mb], [null, 3072])
  const half = plan('zong-monthly-20gb-2023-03')
  assert.deepEqual(half.per_usable_gb, { amount: 5750, currency: 'PKR' })
  const silent = plan('zong-monthly-pro-max-2024-estimated')
  assert.deepEqual([silent.usable_data_mb, silent.per_usable_gb], [null, null])
})

test('a telephone number is no price: it is told, and leads to its own plans', async () => {
  for (const q of ['0300 1234567', '+92-300-1234567', '۰۳۰۰۱۲۳۴۵۶۷', 'jazz 03001234567']) {
    const { msisdn, notices, understood, words } = await find(q)
    assert.equal(msisdn, '+923001234567', q)
    assert.deepEqual(
      [notices.map(({ code }: Json) => code), words, understood.length],
      [['number'], [], q.startsWith('jazz') ? 1 : 0],
    )
  }
  assert.equal((await find('jazz 500')).msisdn, null)
  const page = await (await fetch(`${story.url}/en/plans?q=0300+1234567`)).text()
  const [, place] = /href="(\/en\/plans\/[^"?]+)">\s*<span>See the plans for/.exec(page)!
  const own = await (await fetch(story.url + place!)).text()
  assert.match(own, /0300 1234567/)
})

test('unlimited data is told to be stated nowhere, and the most comes first', async () => {
  for (const q of ['unlimited data', '无限流量', 'jazz لامحدود ڈیٹا']) {
    const { sort, notices, data } = await find(q)
    assert.deepEqual([sort, notices[0].code], ['data', 'unlimited_data'])
    assert.equal(data[0].kind, 'prepaid', q)
  }
  assert.deepEqual((await find('unlimited')).notices, [])
})

test('money of another country is not read as rupees, and that is said', async () => {
  const plans = async (q: string) => {
    const { notices, understood, data, words } = await find(q)
    const codes = notices.map(({ code }: Json) => code)
    const price = understood.some(({ kind }: Json) => kind === 'price')
    return { ids: idsOf({ data }), codes, price, words }
  }
  const jazz = idsOf(await find('jazz'))
  for (const q of [
    'jazz 500元以内',
    'jazz ¥500以内',
    '100块 jazz',
    'jazz $5',
    'jazz 5 usd',
    'RMB 100 jazz',
  ])
    assert.deepEqual(
      await plans(q),
      { ids: jazz, codes: ['foreign_money'], price: false, words: [] },
      q,
    )
  assert.equal((await plans('dollar plan')).codes[0], 'foreign_money')
  for (const q of ['jazz 500卢比以内', 'jazz 500 روپے تک', 'jazz rs 500']) {
    const { codes, price } = await plans(q)
    assert.deepEqual([codes, price], [[], true], q)
  }
  const page = await (
    await fetch(`${story.url}/zh/plans?q=${encodeURIComponent('¥500以内')}`)
  ).text()
  assert.match(page, /这里的价格都是巴基斯坦卢比/)
})

test('保号 is understood, and leads to the cheapest plan by which a number is kept', async () => {
  for (const q of [
    'zong 保号',
    'keep my zong number alive',
    'zong sim active rakhna',
    'زونگ نمبر برقرار',
  ]) {
    const { data, sort, notices, understood } = await find(q)
    assert.ok(
      understood.some(({ trait }: Json) => trait === 'keep'),
      q,
    )
    assert.equal(sort, 'total')
    assert.ok(
      data.length > 0 && data.every((plan: Json) => plan.offered && plan.operator === 'zong'),
    )
    const totals = data.map(({ total }: Json) => total.amount)
    assert.deepEqual(
      totals,
      totals.toSorted((a: number, b: number) => a - b),
    )
    assert.equal(notices[0].code, 'keep_number')
    assert.match(notices[0].text, /cheapest comes first.*180 days/)
  }
  const page = await (await fetch(`${story.url}/en/plans?kind=keep`)).text()
  assert.match(page, /at least once in 180/)
})

test('there is a way out of every question, and the word that no plan has is named', async () => {
  for (const [q, unmatched] of [
    ['10gb roaming uae', ['uae']],
    ['unlimited onnet ufone', []],
    ['blah zzzz jazz weekly', ['blah', 'zzzz']],
    ['roaming postpaid night weekly', []],
  ] as const) {
    const none = await find(q)
    assert.deepEqual([none.count, none.unmatched], [0, unmatched], q)
    assert.ok(none.ways_out.length > 0, q)
    assert.ok(none.ways_out.every(({ count }: Json) => count > 0))
  }
  const four = await find('jazz 10gb roaming uae')
  assert.deepEqual(four.ways_out[0].without, { text: 'roaming, uae' }, 'no more than is in the way')
  const page = await (await fetch(`${story.url}/en/plans?q=10gb+roaming+uae`)).text()
  assert.match(page, /No plan here has <bdi>uae<\/bdi> in its name/)
  assert.match(page, /without “<bdi>(?:10gb, uae|roaming, uae)/)
  const empty = await (
    await fetch(`${story.url}/en/plans?operator=scom&kind=roaming&minutes=90000`)
  ).text()
  assert.doesNotMatch(empty, /side by side/)
})

test('a value that is none of the choices is answered with the choices', async () => {
  for (const [query, field, known] of [
    ['operator=jio', 'operator', /jazz, zong, telenor/],
    ['operator=jazz,mars', 'operator', /jazz/],
    ['sort=cheap', 'sort', /match, total, per_gb, ends/],
    ['kind=fast', 'kind', /roaming, idd/],
    ['region=moon', 'region', /punjab, sindh/],
    ['territory=moon', 'territory', /punjab, sindh/],
  ] as const) {
    const { status, json } = await story.api('GET', `/v1/plans?${query}`)
    assert.deepEqual([status, json.code, json.field], [422, 'choice_unknown', field], query)
    assert.match(json.known, known)
    assert.match(json.title, known)
  }
  for (const query of ['min_data_mb=lots', 'max_days=0', 'max_total=-1', `q=${'x'.repeat(300)}`])
    assert.equal((await story.api('GET', `/v1/plans?${query}`)).json.code, 'query_invalid', query)
})

test('where no plan has the length that was asked, the next to it is the nearest', async () => {
  const none = await ask({ q: 'jazz two weeks' })
  assert.equal(none.count, 0)
  const page = await (await fetch(`${story.url}/en/plans?q=jazz+two+weeks`)).text()
  assert.match(page, /Nearest to it.*?15-Day AIO/)
  const range = await find('10-15 gb')
  for (const { allowance } of range.data)
    assert.ok(allowance.data_mb >= 10_000 && allowance.data_mb <= 15 * 1024)
})

test('nothing found says what would be, and pages go through all that was', async () => {
  const none = await ask({ q: 'zong 7 days 500gb' })
  assert.deepEqual([none.data, none.count], [[], 0])
  assert.deepEqual(none.ways_out[0].without, { text: '500gb' })
  assert.equal(none.ways_out[0].count, (await ask({ q: 'zong 7 days' })).count)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await ask({ q: 'jazz', limit: 10, ...(cursor !== '' && { cursor }) })
    seen.push(...idsOf(page))
    cursor = page.next_cursor
  }
  assert.deepEqual(seen, idsOf(await find('jazz')))
})
