import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '#i18n'
import { textOf, visit } from './visit.fixture.ts'

const message =
  'Lahore Super offer activate ker di gayi hai jis se mile 4GB Data, 30 Other Network Mins aur 800 ' +
  'Zong Minutes + SMS, 7 din k liye. Tafsilat k lye *102# milaen'

test('three numbers are answered with basket, total, end, reason, and a button to renew', async () => {
  const { get } = visit()
  const answer = await get('/en/fit?data=8&minutes=60&sms=50&days=14')
  assert.equal(answer.status, 200)
  const html = await answer.text()
  const text = textOf(html)
  assert.match(text, /Weekly X × 2/)
  assert.match(text, /in all Rs 1,196/)
  assert.match(text, /Carries you until Saturday 5 December, 23:59 PKT/)
  assert.match(text, /Rs 598 each time/)
  assert.match(
    text,
    /What would change this Above 51\.4 GB of data a month the best is Weekly X × 3/,
  )
  assert.match(text, /What this stands on/)
  assert.match(html, /<button name="plan" value="jazz-weekly-x">/)
  for (const [name, value] of [
    ['data', '8'],
    ['minutes', '60'],
    ['sms', '50'],
    ['days', '14'],
  ] as const)
    assert.match(html, new RegExp(`name="${name}"[^>]*value="${value}"`), name)
})

test('the answer is given in each language, with its figures isolated', async () => {
  const { get } = visit()
  for (const language of languages) {
    const html = await (await get(`/${language}/fit?data=8&minutes=60`)).text()
    assert.match(html, /<bdi dir="ltr">54 – 66<\/bdi>/)
    assert.match(html, /<bdi>Rs\u00a0\d|<bdi>₨\d/)
  }
})

test('an empty form is no mistake, and digits of Urdu and decimals are read', async () => {
  const { get } = visit()
  const empty = await get('/ur/fit?data=&minutes=&sms=')
  assert.equal(empty.status, 200)
  assert.doesNotMatch(await empty.text(), /class="error"/)
  const urdu = encodeURIComponent('۷٫۵')
  const text = textOf(
    await (await get(`/en/fit?data=${urdu}&minutes=${encodeURIComponent('۶۰')}`)).text(),
  )
  assert.match(text, /6\.8 GB – 8\.3 GB of data, 54 – 66 minutes/)
})

test('bad input comes back as typed, 422, with the reason beside its field', async () => {
  const { get } = visit()
  const answer = await get('/en/fit?data=lots&minutes=1.5&sms=10&days=0&visa=soon&apps=101')
  assert.equal(answer.status, 422)
  const html = await answer.text()
  for (const field of ['data', 'minutes', 'days', 'visa', 'apps']) {
    assert.match(html, new RegExp(`id="${field}-error"`), field)
    assert.match(
      html,
      new RegExp(`id="${field}"[^>]*aria-describedby="${field}-error[^>]*aria-invalid="true"`),
    )
  }
  assert.doesNotMatch(html, /id="sms-error"/)
  assert.match(html, /value="lots"/)
  assert.match(html, /<details open>/)
})

test('a pasted message is read from the body of the form and stands in no address', async () => {
  const { send } = visit()
  const answer = await send('/en/fit', { text: message })
  assert.equal(answer.status, 200)
  const html = await answer.text()
  assert.match(textOf(html), /Read as a message of Zong/)
  assert.match(html, /<textarea[^>]*>Lahore Super offer/)
  for (const [address] of html.matchAll(/(?:href|action)="[^"]*"/g))
    assert.doesNotMatch(address, /Lahore/)
})

test('an unknown message is kept, and its field says to enter the three numbers', async () => {
  const { send } = visit()
  for (const [text, reason] of [
    ['what is this', /do not know this wording\. Enter the three numbers/],
    ['Dear customer, 150 MBs remain for your offer.', /does not say how much you use/],
    [
      'You have 1,024.5 MBs remaining',
      /how much you use.*word by word it says: left: 1 GB of data/,
    ],
    ['', /Paste the message first/],
  ] as const) {
    const answer = await send('/en/fit', { text })
    const html = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(textOf(html), reason)
    assert.match(html, /id="text-error"/)
    assert.ok(html.includes(`>${text}</textarea>`), text)
  }
})

test('what was typed or pasted is never markup', async () => {
  const { get, send } = visit()
  const evil = '"><script>alert(1)</script>'
  const pages = [
    await get(`/en/fit?data=${encodeURIComponent(evil)}`),
    await send('/en/fit', { text: evil }),
    await send('/en/fit/renew', { number: evil, plan: evil, asked: `data=8&operator=${evil}` }),
  ]
  for (const page of pages) assert.doesNotMatch(await page.text(), /<script/)
})

test('the button asks for the number and leads to a quote of that plan', async () => {
  const { send, world } = visit()
  const form = { plan: 'jazz-weekly-x', asked: 'data=8&minutes=60&days=14', text: '' }
  const answer = await send('/zh/fit/renew', { ...form, number: '0300 1234000' })
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location')!, /^\/zh\/q\/quo_/)
  assert.equal([...world.renewals.quotes.values()][0]?.plan.id, 'jazz-weekly-x')
  const wrong = await send('/en/fit/renew', { ...form, number: '0300 12' })
  const html = await wrong.text()
  assert.equal(wrong.status, 422)
  assert.match(html, /id="number-error"/)
  assert.match(html, /value="0300 12"/)
  assert.match(textOf(html), /Weekly X × 2/)
})

test('from a plans page the number is known, and is not asked for again', async () => {
  const { get, plansPlace } = visit()
  const plans = await (await get(`/en${await plansPlace()}`)).text()
  const address = /href="(\/en\/fit\?[^"]+)"/.exec(plans)![1]!.replaceAll('&amp;', '&')
  assert.match(address, /operator=jazz&line=/)
  const html = await (await get(`${address}&data=8&minutes=60`)).text()
  assert.match(html, /<form class="fit" method="post" action="\/en\/quote">/)
  assert.match(html, /name="sealed" value="[\w-]+"/)
  assert.doesNotMatch(html, /id="number"/)
})

test('where nothing carries the use the page says so and what to do', async () => {
  const { get } = visit()
  const text = textOf(await (await get('/en/fit?data=900&minutes=90000')).text())
  assert.match(text, /Nothing sold here carries this Ask for fewer days/)
})

test('home leads to it, and other methods are told which there are', async () => {
  const { get, app } = visit()
  assert.match(await (await get('/ur/')).text(), /href="\/ur\/fit"/)
  const misused = await app.request('/en/fit', { method: 'DELETE' })
  assert.deepEqual([misused.status, misused.headers.get('allow')], [405, 'GET, HEAD, POST'])
  assert.equal((await get('/en/fit/renew')).headers.get('allow'), 'POST')
})
