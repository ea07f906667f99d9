/**
 * Makes `docs/screens/*.png`: every page in three languages at the width of a telephone and of a
 * desk, from the fixtures of the web channel, for a person to look at.
 * `node tools/screens.ts [--dark] [--only home,plans] [--out folder]`
 */
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { createAdvice } from '#advice'
import { createClientLimit } from '#http'
import { type Msisdn, pkr, publicId } from '#kernel'
import { readMethodFacts } from '#payments'
import type { Quote } from '#quotes'
import { createSearch } from '#search'
import { elsewhere, stockPlans } from '../src/channels/web/catalog.fixture.ts'
import { createWeb } from '../src/channels/web/index.ts'
import { everyLine, fakePicture } from '../src/channels/web/lines.fixture.ts'
import { everyState } from '../src/channels/web/states.fixture.ts'
import { fakeWorld, noon, readMsisdn } from '../src/channels/web/web.fixture.ts'
import { startBrowser } from '../test/support/browser.ts'
import { readOptions } from './read-options.ts'

const { values: wishes } = readOptions({
  options: {
    dark: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: 'docs/screens' },
  },
})

const compared = ['weekly-x', 'weekly-night', 'daily-social', 'monthly-calls']
const networks = ['zong', 'scom', 'jazz'].map(
  (id) => `plan=${id}-weekly${id === 'jazz' ? '-x' : ''}`,
)
const four = compared.map((name) => `plan=jazz-${name}`).join('&')

/** What stands at the same address in every world. */
const fixed: readonly (readonly [string, string])[] = [
  ['search', '/plans'],
  ['search-words', '/plans?q=jazz+weekly+12gb'],
  ['search-none', '/plans?q=jazz+7+days+500gb'],
  ['compare', '/plans/compare?plan=jazz-weekly-x&plan=jazz-weekly-night'],
  ['compare-four', `/plans/compare?${four}`],
  ['compare-five', `/plans/compare?${four}&plan=jazz-not-sold`],
  ['compare-networks', `/plans/compare?${networks.join('&')}&plan=telenor-monthly`],
  ['compare-one', '/plans/compare?plan=jazz-weekly-x'],
  ['fit', '/fit'],
  ['fit-answer', '/fit?data=8&minutes=60&sms=50&days=14&visa=2026-12-31'],
  ['fit-pair', '/fit?data=8&minutes=500&sms=200&days=30'],
  ['fit-none', '/fit?data=900&minutes=20000'],
  ['fit-errors', '/fit?data=lots&minutes=1.5&sms=10&days=0&visa=soon'],
  ['record', '/plan/jazz-weekly-x'],
  ['record-told', '/plan/jazz-weekly-x?told=1'],
  ['missing', '/nothing'],
  ['tax', '/tax/pk-2025-26/punjab'],
  ['way', '/payments/jazz/jazzcash?wrong=payer.abroad'],
  ['payments', '/payments'],
  ['payments-jazz', '/payments?at=jazz&payer=pakistan'],
  ['payments-ding', '/payments?at=ding&payer=abroad'],
]

async function placesToShow(): Promise<{
  fetch: Parameters<typeof serve>[0]['fetch']
  places: Map<string, string>
  renewals: ReturnType<typeof fakeWorld>['renewals']
}> {
  const { clock, catalog, renewals, lines, records, disputes } = fakeWorld([
    ...stockPlans,
    ...elsewhere,
  ])
  const advice = createAdvice({ catalog })
  const app = createWeb({
    catalog,
    advice,
    search: createSearch({ catalog, usableDataMb: advice.usableDataMb }),
    methodFacts: readMethodFacts(),
    renewals,
    ...{ lines, records, disputes },
    clock,
    environment: 'sandbox',
    secret: 'for the screens',
    readMsisdn,
    quoteLimit: createClientLimit(clock, { most: 5, everyMs: 12_000 }),
    clientOf: () => undefined,
    gatewayOrigins: ['http://127.0.0.1:3001'],
    report: console.error,
  })
  const asked = { msisdn: '0300 1234000' }
  const places = new Map<string, string>([['home', '/'], ...fixed])
  const sealed = async (number: string) => {
    const body = new URLSearchParams({ number })
    const { headers } = await app.request('/en/number', { method: 'POST', body })
    return headers.get('location')!.slice('/en'.length)
  }
  places.set('plans', await sealed(asked.msisdn))
  places.set('plans-jio', `${await sealed('0310 1234000')}?q=jio`)
  places.set('plans-none', await sealed('0333 1234000'))
  places.set('plans-which', await sealed('0370 1234000'))
  for (const plan of ['jazz-weekly-x', 'jazz-daily-social', 'jazz-monthly-calls']) {
    const { id } = await renewals.makeQuote({ ...asked, plan })
    places.set(`quote-${plan}`, `/q/${publicId('quote', id)}`)
  }
  for (const [name, picture] of everyLine(noon)) places.set(`line-${name}`, lines.show(picture))
  const revoked = fakePicture(noon, { msisdn: '+923001234999' as Msisdn })
  places.set('line-revoked', lines.show(revoked))
  await lines.revokeLinks(revoked.msisdn, 'the screens')
  places.set('line-fit', `${lines.show(fakePicture(noon))}/fit`)
  const quote = await renewals.makeQuote({ ...asked, plan: 'jazz-weekly-x' })
  for (const [name, renewal] of everyState(quote, noon)) {
    renewals.kept.set(renewal.id, renewal)
    places.set(`receipt-${name}`, `/r/${renewals.sealReceipt(renewal.id)}`)
  }
  const zong = await renewals.makeQuote({ msisdn: '0312 1234009', plan: 'zong-weekly' })
  places.set('quote-zong', `/q/${publicId('quote', zong.id)}`)
  const silent = everyState(zong, noon).get('delivering_unanswered')!
  renewals.kept.set(silent.id, silent)
  places.set('receipt-zong', `/r/${renewals.sealReceipt(silent.id)}`)
  const last = everyState(cheaper(quote), noon).get('delivered')!
  renewals.kept.set(quote.id, { ...last, id: quote.id })
  const since = renewals.sealReceipt(quote.id)
  places.set('quote-since', `/q/${publicId('quote', quote.id)}?since=${since}`)
  clock.set(new Date(noon.getTime() - 16 * 60_000))
  const old = await renewals.makeQuote({ ...asked, plan: 'jazz-weekly-x' })
  clock.set(noon)
  places.set('quote-expired', `/q/${publicId('quote', old.id)}`)
  places.set('quote-unpayable', `${places.get('quote-jazz-weekly-x')}?payer=china`)
  places.set('quote-ill', places.get('quote-jazz-weekly-x')!)
  return { fetch: app.fetch, places, renewals }
}

/** What the same plan was when it was bought before. */
function cheaper(quote: Quote): Quote {
  const allowance = { ...quote.plan.allowance, dataMb: 10_240 }
  return { ...quote, total: pkr(57_500n), plan: { ...quote.plan, allowance } }
}

async function shoot(page: Page, address: string, path: string): Promise<void> {
  const { width, height } = page.viewportSize()!
  await page.goto(address)
  // What is out of sight is not drawn at all, so for once all of it is in sight.
  await page.setViewportSize({ width, height: 9000 })
  const bottom = await page.evaluate<number>('document.body.getBoundingClientRect().bottom')
  const clip = { x: 0, y: 0, width, height: Math.max(height, Math.ceil(bottom)) }
  await page.screenshot({ path, clip })
  await page.setViewportSize({ width, height })
}

const { fetch, places, renewals } = await placesToShow()
const connected = renewals.methods
const only = wishes.only === '' ? [] : wishes.only.split(',')
const server = serve({ fetch, port: 0, hostname: '127.0.0.1' })
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const browser = await startBrowser()
await mkdir(wishes.out, { recursive: true })
for (const width of [390, 1280]) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width, height: width === 390 ? 844 : 800 },
    colorScheme: wishes.dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  for (const [name, place] of places)
    for (const language of ['zh', 'en', 'ur']) {
      if (only.length > 0 && !only.some((part) => name.startsWith(part))) continue
      const isIll = name === 'quote-ill'
      renewals.methods = name === 'quote-unpayable' ? [{ id: 'jazzcash', tokens: [] }] : connected
      renewals.illSince = isIll ? new Date(noon.getTime() - 55 * 60_000) : undefined
      const file = `${wishes.out}/${name}.${language}.${width}${wishes.dark ? '.dark' : ''}.png`
      await shoot(page, `http://127.0.0.1:${port}/${language}${place}`, file)
    }
  await context.close()
}
await browser.close()
server.close()
