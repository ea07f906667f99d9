import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMethodFacts, situations } from '#payments'
import { everyState } from './states.fixture.ts'
import { textOf, visit } from './visit.fixture.ts'
import { noon } from './web.fixture.ts'

const tax = '/tax/pk-2025-26/punjab'
const link = (place: string) => new RegExp(`<a [^>]*href="${place.replace('?', '\\?')}"`)

test('wherever the chain of taxes stands, a link leads to its rule: rates, source, date', async () => {
  const { get, plansPlace, quote, receiptPlace } = visit()
  const { quote: made, place } = await quote()
  const receipt = receiptPlace(everyState(made, noon).get('delivered')!)
  const compared = '/plans/compare?plan=jazz-weekly-x&plan=jazz-weekly-night'
  for (const shown of ['/plans', await plansPlace(), compared, place, receipt])
    assert.match(await (await get(`/zh${shown}`)).text(), link(`/zh${tax}`), shown)
  const text = textOf(await (await get(`/zh${tax}`)).text())
  assert.match(
    text,
    /旁遮普省?的税.*预缴所得税 15%.*未注明日期，约 2017.*服务税 19\.5%.*2025-07-01/,
  )
  assert.equal((await get('/en/tax/pk-2025-26/nowhere')).status, 404)
})

test('a rate that is wrong becomes a case about that rate of that rule', async () => {
  const { get, send, world } = visit()
  const form = await (await get(`/en${tax}?wrong=service_tax`)).text()
  assert.match(form, /<option value="service_tax" selected>Service tax</)
  const report = { fact: 'service_tax', right: '16 % since July', link: '' }
  const sent = await send(`/en${tax}/wrong`, report)
  assert.deepEqual([sent.status, sent.headers.get('location')], [303, `/en${tax}?told=1#report`])
  assert.deepEqual(world.disputes.reports, [
    {
      ...{ about: { tax: 'pk-2025-26/punjab' }, fact: 'service_tax', shown: '19.5%' },
      ...{ right: report.right, language: 'en' },
    },
  ])
  const bad = await send(`/en${tax}/wrong`, { ...report, fact: 'price' })
  assert.equal(bad.status, 422)
  assert.match(await bad.text(), /16 % since July/)
  assert.equal(world.disputes.reports.length, 1)
})

test('every way to pay leads to its facts for this seller, from its row and from the table', async () => {
  const { get } = visit()
  const page = await (await get('/ur/payments?at=jazz&payer=china')).text()
  for (const { id, ownOnly } of readMethodFacts().methods) {
    if (ownOnly) continue
    assert.match(page, link(`/ur/payments/jazz/${id}`), id)
    assert.match(page, link(`/ur/payments/jazz/${id}?wrong=payer.china#report`), id)
    const facts = await (await get(`/ur/payments/jazz/${id}`)).text()
    const fields = [...facts.matchAll(/\?wrong=([\w.]+)#report/g)].map(([, field]) => field)
    assert.deepEqual(fields, ['seller.jazz', ...situations.map((who) => `payer.${who}`)])
  }
  assert.equal((await get('/en/payments/jazz/gold')).status, 404)
  assert.equal((await get('/en/payments/nobody/alipay')).status, 404)
})

test('a wrong word about a way to pay becomes a case about that payer or that seller', async () => {
  const { send, world } = visit()
  const right = 'It works, I paid with it today'
  for (const fact of ['payer.china', 'seller.jazz'])
    assert.equal(
      (await send('/zh/payments/jazz/alipay/wrong', { fact, right, link: '' })).status,
      303,
    )
  const [payer, seller] = world.disputes.reports
  assert.deepEqual([payer!.about, payer!.fact], [{ payment: 'alipay' }, 'payer.china'])
  assert.match(payer!.shown, /^works_with_limits: Paid from an Alipay account/)
  assert.deepEqual([seller!.fact, seller!.shown], ['seller.jazz', 'unknown'])
})
