import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { publicId } from '#kernel'
import { elsewhere, stockPlans } from '../../src/channels/web/catalog.fixture.ts'
import { everyLine } from '../../src/channels/web/lines.fixture.ts'
import { everyState } from '../../src/channels/web/states.fixture.ts'
import { visit } from '../../src/channels/web/visit.fixture.ts'
import { fakeWorld, noon } from '../../src/channels/web/web.fixture.ts'
import { startBrowser } from '../support/browser.ts'

let browser: Browser
before(async () => {
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
})

const world = fakeWorld([...stockPlans, ...elsewhere])
const reader = visit(world)

/** Every page with the longest names there are, without its language. */
async function places(): Promise<string[]> {
  const quote = await world.renewals.makeQuote({ msisdn: '03121234009', plan: 'zong-weekly' })
  const receipts = [...everyState(quote, noon).values()].map((it) => reader.receiptPlace(it))
  const lines = [...everyLine(noon).values()].map((picture) => world.lines.show(picture))
  const networks = ['zong-weekly', 'scom-weekly', 'telenor-monthly', 'jazz-monthly-calls']
  const compared = networks.map((id) => `plan=${id}`).join('&')
  return [
    ...['/', '/plans', '/fit?data=8&minutes=60&sms=50&days=14', '/payments', '/plan/zong-weekly'],
    ...[`/plans/compare?${compared}`, `/q/${publicId('quote', quote.id)}`],
    ...[await reader.plansPlace('0312 1234009'), '/payments?at=zong&payer=pakistan', '/nothing'],
    ...['/tax/pk-2025-26/punjab', '/payments/zong/raast', '/payments/here/card_foreign?told=1'],
    ...receipts,
    ...lines,
  ]
}

/** Text that leaves the box it stands in, and lines of Urdu that are lower than their letters. */
const findFaults = String.raw`(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const faults = []
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.textContent.trim()
    const parent = node.parentElement
    if (text === '' || parent.closest('.vh, svg, select, textarea, style')) continue
    let box = parent
    while (getComputedStyle(box).display === 'inline') box = box.parentElement
    const range = document.createRange()
    range.selectNodeContents(node)
    const [own, around] = [range.getBoundingClientRect(), box.getBoundingClientRect()]
    if (own.left < around.left - 1 || own.right > around.right + 1)
      faults.push('out of its box: ' + box.tagName + ' ' + text)
    if ((own.left < 0 || own.right > innerWidth) && !box.closest('.matrix'))
      faults.push('out of the page: ' + box.tagName + ' ' + text)
    const { lineHeight, fontSize } = getComputedStyle(parent)
    const isUrdu = /[\u0600-\u06ff]/.test(text) && document.dir === 'rtl'
    if (isUrdu && parseFloat(lineHeight) < 1.85 * parseFloat(fontSize))
      faults.push('too low a line: ' + parent.tagName + ' ' + text)
  }
  return faults
})()`

const faultsOf = (page: Page) => page.evaluate<string[]>(findFaults)

for (const language of ['zh', 'en', 'ur'])
  test(`${language}: at 320 and 390 px nothing runs out of its box, and no line is too low`, async () => {
    const faults = new Set<string>()
    for (const width of [320, 390]) {
      const context = await browser.newContext({ viewport: { width, height: 844 } })
      const page = await context.newPage()
      for (const place of await places()) {
        await page.setContent(await (await reader.get(`/${language}${place}`)).text())
        for (const fault of await faultsOf(page))
          faults.add(`${place.slice(0, 40)} at ${width}: ${fault}`)
      }
      await context.close()
    }
    assert.deepEqual([...faults], [])
  })
