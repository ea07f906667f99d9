import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '#i18n'
import { plusMs } from '#kernel'
import { everyLine, fakeBucket, fakePicture } from './lines.fixture.ts'
import { createReader } from './reader.ts'
import { rangeFrom, spanWords } from './span-words.ts'
import { textOf, visit } from './visit.fixture.ts'
import { noon } from './web.fixture.ts'

const reader = visit()
const { lines } = reader.world
const hourMs = 3_600_000
const show = async (picture: Parameters<typeof lines.show>[0], language = 'en') => {
  const answer = await reader.get(`/${language}${lines.show(picture)}`)
  const html = await answer.text()
  return { status: answer.status, html, text: textOf(html) }
}
const state = (name: string) => everyLine(noon).get(name)!

test('what ends first stands first, and each state says what to do next', async () => {
  for (const [name, words] of [
    ['plan', /The plan ends first 7 days Weekly X ends Sunday 29 November, 23:59 PKT/],
    ['data', /The data ends first 2–5 days .* between Tuesday 24 .* and Friday 27 November/],
    ['open', /at least 2 days .* at the earliest; it may last to its end/],
    ['doubt', /7 days .* With heavy use the data may be gone from Tuesday 24 November on/],
    ['gone', /Data used up .* The plan itself ends Sunday/],
    ['stale', /Jazz last counted this 5 hours ago, 08:50 PKT\. By now less may be left/],
    ['dial', /Dial \*123\*2# on this number/],
    ['no_plan', /No plan is running Jazz lists none for this number/],
    ['refused', /Jazz does not tell what this number holds You can renew all the same/],
    ['silent', /Jazz has not answered yet Open this page again/],
    ['not_told', /Jazz cannot be asked at the moment/],
  ] as const) {
    const { status, text } = await show(state(name))
    assert.equal(status, 200)
    assert.match(text, words, name)
    assert.match(text, /Renew this number/)
  }
})

test('every state can be read in every language', async () => {
  for (const picture of everyLine(noon).values())
    for (const language of languages) {
      const { html } = await show(picture, language)
      assert.match(html, /<h1><bdi>0300 1234\d{3}<\/bdi><\/h1>/)
    }
})

test('the ring is as long as what is left, and says so in words', async () => {
  const of = async (remaining: number | null, total: number | null) => {
    const buckets = [fakeBucket('data', { remaining, total })]
    const picture = fakePicture(noon)
    const { html } = await show({ ...picture, usage: { ...picture.usage!, buckets } })
    const [, arc, round] = /stroke-dasharray="([\d.]+) ([\d.]+)"/.exec(html) ?? []
    return { share: arc ? Number(arc) / Number(round) : undefined, html }
  }
  const half = await of(6144, 12_288)
  assert.ok(Math.abs(half.share! - 0.5) < 0.001)
  assert.match(half.html, /aria-label="6 GB of 12 GB of data left, 50 percent"/)
  assert.equal((await of(12_288, 12_288)).share, 1)
  assert.equal((await of(0, 12_288)).share, undefined)
  const unknown = await of(null, 12_288)
  assert.equal(unknown.share, undefined)
  assert.match(unknown.html, /class="ring open"/)
  assert.match(unknown.html, /what is left of the data is not told/)
  const alone = await of(6144, null)
  assert.match(alone.html, /aria-label="6 GB of data left; the total is not told"/)
})

test('volumes of several plans are one ring; what is not known is never shown as nothing', async () => {
  const picture = fakePicture(noon)
  const buckets = [
    fakeBucket('data', { remaining: 1024, total: 2048 }),
    fakeBucket('data', { remaining: 2048, total: 4096 }),
    fakeBucket('sms', {}),
    fakeBucket('other', { name: 'YouTube 5GB', unit: null }),
  ]
  const { text } = await show({ ...picture, usage: { ...picture.usage!, buckets } })
  assert.match(text, /3 GB of 6 GB/)
  assert.match(text, /SMS not told YouTube 5GB not told/)
  assert.doesNotMatch(text, /\b0 (of|MB)|null|NaN|undefined/)
})

test('thirty days: one bar each, the highest full, a day that is not known a mark and a word', async () => {
  const { html, text } = await show(fakePicture(noon))
  const bars = [...html.matchAll(/<rect(?: class="(\w+)")?[^>]* height="([\d.]+)"/g)]
  assert.equal(bars.length, 30)
  assert.equal(Math.max(...bars.map(([, , height]) => Number(height))), 68)
  assert.deepEqual(
    bars.flatMap(([, kind]) => kind ?? []),
    ['none', 'now'],
  )
  assert.match(
    html,
    /aria-label="Data of each day from Saturday 24 October to Sunday 22 November: /,
  )
  assert.match(text, /One day is not known/)
  assert.match(text, /22 November \(so far\)/)
  assert.equal(html.match(/<td colspan="3">/g)?.length, 1)
})

test('an operator that tells few days leaves room for those that are not known', async () => {
  const picture = fakePicture(noon)
  const days = picture.usage!.days.slice(-2)
  const { html, text } = await show({ ...picture, usage: { ...picture.usage!, days } })
  assert.equal(html.match(/class="none"/g)?.length, 28)
  assert.match(text, /28 days are not known/)
  assert.match(text, /Which plan fits\?/)
})

test('a strange link, an expired one and another method lead nowhere', async () => {
  assert.equal((await reader.get('/en/l/nothing')).status, 404)
  const place = lines.show(fakePicture(noon))
  assert.equal((await reader.send(`/en${place}`, {})).status, 405)
  reader.world.clock.set(plusMs(noon, 25 * hourMs))
  const { status, headers } = await reader.get(`/ur${place}`)
  assert.equal(status, 404)
  assert.equal(headers.get('cache-control'), 'no-store')
  reader.world.clock.set(noon)
})

test('spans are cut, never rounded up, and take the unit that fits', () => {
  const english = createReader('en', 'sandbox', noon)
  const span = (hours: number) =>
    spanWords(english, hours * hourMs)
      .flat()
      .join('')
      .replaceAll('\u00a0', ' ')
  assert.deepEqual([0, 0.99, 1, 23.9, 24, 33.5, 71, 72, 190].map(span), [
    ...['1 minute', '59 minutes', '1 hour', '23 hours', '1 day'],
    ...['1 day 9 hours', '2 days 23 hours', '3 days', '7 days'],
  ])
  const range = (from: number, to: number | null) => {
    const late = to === null ? null : plusMs(noon, to * hourMs)
    return rangeFrom(noon, plusMs(noon, from * hourMs), late)
  }
  assert.deepEqual(range(50, 110), { unit: 'days', low: 2, high: 5 })
  assert.deepEqual(range(3.5, 40.2), { unit: 'hours', low: 3, high: 41 })
  assert.deepEqual(range(-5, 10), { unit: 'hours', low: 0, high: 10 })
})

test('a plan that runs is called by its name in the catalogue, an unknown one as its operator calls it', async () => {
  const picture = fakePicture(noon)
  const named = (plan: string) => {
    const running = { ...picture.plan!, plan, name: 'MONTHLY_CALLS' }
    return { ...picture, plan: running, usage: { ...picture.usage!, plans: [running] } }
  }
  const known = await show(named('jazz-monthly-calls'), 'ur')
  assert.match(known.text, /ماہانہ کالز/)
  assert.doesNotMatch(known.text, /MONTHLY_CALLS/)
  assert.match((await show(named('of-tomorrow'), 'ur')).text, /MONTHLY_CALLS/)
})
