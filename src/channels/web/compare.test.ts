import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicId } from '#kernel'
import { elsewhere, plan, stockPlans } from './catalog.fixture.ts'
import { everyState } from './states.fixture.ts'
import { textOf, visit } from './visit.fixture.ts'
import { fakeWorld, noon } from './web.fixture.ts'

const ids = ['jazz-weekly-x', 'jazz-weekly-night', 'jazz-daily-social', 'jazz-monthly-calls']
const placeOf = (plans: readonly string[]) =>
  `/en/plans/compare?${plans.map((id) => `plan=${id}`).join('&')}`

async function page(place: string, plans = stockPlans): Promise<string> {
  const answer = await visit(fakeWorld(plans)).get(place)
  assert.equal(answer.status, 200)
  return await answer.text()
}

test('what differs stands under that word, and what is the same under another', async () => {
  const text = textOf(await page(placeOf(ids.slice(0, 2))))
  const [head, differs, same] = text.split(/What differs|The same in all/)
  assert.match(head!, /2 plans side by side Plan Weekly X Jazz Weekly Night Jazz/)
  assert.match(differs!, /You pay Rs 598 Rs 345 least/)
  assert.match(differs!, /Data, any time 12 GB most 6 GB/)
  assert.match(differs!, /Data, off-peak only – not stated 6 GB 02:00–14:00/)
  assert.match(same!, /SMS 1000 1000/)
  assert.match(same!, /Length 7 days with today 7 days with today/)
  assert.doesNotMatch(same!, /least|most|latest/)
})

test('where each price goes stands in the one order, and adds up to what is paid', async () => {
  const text = textOf(await page(placeOf(['jazz-weekly-x', 'jazz-not-sold'])))
  const chain = text.split('Where the money goes')[1]!
  assert.match(
    chain,
    /Tax rule \S+ · This is wrong Service Rs 435\.15 – Service tax 19\.5\s?% Rs 84\.85 – Reaches the balance Rs 520 – Advance income tax 15\s?% Rs 78 – You pay Rs 598 –/,
  )
  assert.doesNotMatch(textOf(await page(placeOf(['jazz-not-sold']))), /Where the money goes/)
})

test('the best of a row is named only where one is better', async () => {
  const text = textOf(await page(placeOf(ids)))
  assert.match(text, /SMS 1000 1000 – not stated 1000/)
  assert.match(text, /For one usable GB Rs 49\.83 least Rs 57\.50/)
  assert.match(text, /Minutes within the network – not stated – not stated 30 unlimited most/)
})

test('a fifth is refused kindly, and nothing of what was ticked is lost', async () => {
  const fifth = plan('jazz-fifth', { name: { en: 'Fifth' } })
  const html = await page(`${placeOf([...ids, 'jazz-fifth'])}&q=weekly`, [...stockPlans, fifth])
  const text = textOf(html)
  assert.match(text, /Four fit side by side\. These are the first four; Fifth waits/)
  for (const id of ids)
    assert.match(html, new RegExp(`type="checkbox" name="plan" value="${id}" checked`))
  assert.match(html, /type="checkbox" name="plan" value="jazz-fifth">/)
  assert.match(html, /<input type="hidden" name="q" value="weekly">/)
  assert.match(html, /href="\/en\/plans\?q=weekly&amp;plan=jazz-weekly-x/)
  assert.match(text, /4 plans side by side/)
})

test('a plan that is not sold can be looked at, is called so, and cannot be renewed with', async () => {
  const html = await page(placeOf(['jazz-weekly-x', 'jazz-not-sold']))
  assert.match(textOf(html), /You pay Rs 598 not sold here true price not known/)
  assert.doesNotMatch(html, /<button name="plan" value="jazz-not-sold"/)
  assert.match(textOf(await page(placeOf(['jazz-not-sold']))), /None of these is sold here now/)
})

test('from the comparison a number is asked for, and leads to the quote of the plan pressed', async () => {
  const { send, world } = visit()
  const asked = `plan=${ids[0]}&plan=${ids[1]}`
  const form = { asked, plan: ids[1]!, number: '0300 1234000' }
  const answer = await send('/zh/plans/renew', form)
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location')!, /^\/zh\/q\/quo_/)
  assert.deepEqual(
    [...world.renewals.quotes.values()].map((quote) => quote.plan.id),
    [ids[1]],
  )
  const wrong = await send('/en/plans/renew', { ...form, number: '0300 12' })
  assert.equal(wrong.status, 422)
  const html = await wrong.text()
  assert.match(textOf(html), /This is not a complete mobile number/)
  assert.match(html, /value="0300 12" aria-invalid="true"/)
  assert.match(textOf(html), /2 plans side by side/)
})

test('from a number’s own page the number is not asked for again', async () => {
  const { get, send, plansPlace } = visit()
  const sealed = (await plansPlace()).slice('/plans/'.length)
  const html = await (await get(`${placeOf(ids.slice(0, 2))}&line=${sealed}`)).text()
  assert.doesNotMatch(html, /id="number"/)
  assert.ok(html.includes(`<input type="hidden" name="sealed" value="${sealed}">`))
  assert.ok(html.includes(`href="/en/plans/${sealed}?plan=`))
  const answer = await send('/en/quote', { sealed, plan: ids[0]! })
  assert.equal(answer.status, 303)
  const forged = await (await get(`${placeOf(ids.slice(0, 2))}&line=AAAA`)).text()
  assert.match(forged, /id="number"/)
})

test('an address without plans, or with plans gone since, says so', async () => {
  assert.match(textOf(await page('/en/plans/compare')), /Nothing to compare yet Tick plans/)
  const text = textOf(await page(placeOf(['jazz-weekly-x', 'jazz-gone'])))
  assert.match(text, /One plan of this address is no longer listed/)
  assert.match(text, /One plan/)
})

test('in a column, a heading and a sentence a network has its short name', async () => {
  const world = fakeWorld([...stockPlans, ...elsewhere])
  const { get, receiptPlace } = visit(world)
  const place = placeOf(['zong-weekly', 'jazz-weekly-x']).replace('/en/', '/zh/')
  const compared = textOf(await (await get(place)).text())
  assert.match(compared, /Zong 超级周套餐 Zong Weekly X/)
  assert.doesNotMatch(compared, /中国移动/)
  const quote = await world.renewals.makeQuote({ msisdn: '03121234009', plan: 'zong-weekly' })
  const silent = everyState(quote, noon).get('delivering_unanswered')!
  const receipt = await (await get(`/zh${receiptPlace(silent)}`)).text()
  assert.match(receipt, /<h1>[^/]*<bdi>Zong<\/bdi>/)
  const quoted = await (await get(`/zh/q/${publicId('quote', quote.id)}`)).text()
  assert.match(quoted, /<bdi>Zong（中国移动巴基斯坦）<\/bdi>/)
})

test('where a plan is sold is said in the language of the reader', async () => {
  const { get } = visit(fakeWorld([...stockPlans, ...elsewhere]))
  for (const [language, words] of [
    ['zh', /销售范围 模拟网络 全国/],
    ['ur', /آزمائشی نیٹ ورک/],
  ] as const) {
    const place = placeOf(['scom-weekly', 'jazz-weekly-x']).replace('/en/', `/${language}/`)
    assert.match(textOf(await (await get(place)).text()), words)
  }
})
