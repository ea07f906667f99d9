import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { everyLine, fakePicture } from '../../src/channels/web/lines.fixture.ts'
import { everyState } from '../../src/channels/web/states.fixture.ts'
import { visit } from '../../src/channels/web/visit.fixture.ts'
import { fakeWorld, noon } from '../../src/channels/web/web.fixture.ts'
import { axePath, startBrowser } from '../support/browser.ts'

/**
 * The pages in a real browser: what only a browser can tell. Axe judges every page in every
 * language, light and dark; the journey is made once with scripts off, as it must work, and once
 * with them on.
 */
const axe = readFileSync(axePath, 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let browser: Browser
let server: ReturnType<typeof serve>
let base: string
const world = fakeWorld()
// The longer page of the two: with the note that the operator does not answer.
world.renewals.illSince = new Date(noon.getTime() - 3_600_000)
const reader = visit(world)

before(async () => {
  server = serve({ fetch: reader.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  server?.close()
})

async function everyPlace(): Promise<string[]> {
  const { quote, place } = await reader.quote()
  const loss = await reader.quote('jazz-daily-social')
  const doubt = await reader.quote('jazz-monthly-calls')
  const receipts = [...everyState(quote, noon).values()].map(reader.receiptPlace)
  const delivered = everyState(quote, noon).get('delivered')!
  const since = `${place}?since=${reader.receiptPlace(delivered).slice('/r/'.length)}`
  const plans = await reader.plansPlace()
  const unknown = await reader.plansPlace('0370 1234000')
  const lists = [plans, `${plans}?q=zzz&days=7`, `${plans}?operator=zong`, unknown]
  const asked = 'data=8&minutes=60&sms=50&days=14&visa=2026-12-31'
  const bad = 'data=lots&days=0&visa=soon'
  const lines = [...everyLine(noon).values()].map((picture) => world.lines.show(picture))
  lines.push(`${world.lines.show(fakePicture(noon))}/fit`)
  const fits = ['/fit', `/fit?${asked}`, `/fit?${bad}`, '/fit?data=900&minutes=90000']
  const ids = ['weekly-x', 'weekly-night', 'daily-social', 'monthly-calls', 'not-sold']
  const compared = ids.map((id) => `plan=jazz-${id}`).join('&')
  const finds = ['/plans', '/plans?q=jazz+wekly&price=500', '/plans?q=zzz', '/plans/compare']
  const searches = [...finds, `/plans/compare?${compared}`]
  const ways = ['/payments', '/payments?at=jazz&payer=pakistan', '/payments?at=ding&payer=china']
  ways.push('/payments/jazz/jazzcash', '/tax/pk-2025-26/punjab')
  const records = ['/plan/jazz-weekly-x', '/plan/jazz-not-sold?told=1']
  const quotes = [place, `${place}?payer=abroad`, since, loss.place, doubt.place]
  const pages = ['/', ...lists, ...searches, ...fits, ...ways, ...lines, ...records]
  return [...pages, ...quotes, ...receipts, '/nothing']
}

async function violations(page: Page): Promise<string[]> {
  return await page.evaluate(
    async ([source, tags]) => {
      new Function(source)()
      const judge = (globalThis as unknown as { axe: { run: (o: object) => Promise<Verdict> } }).axe
      type Verdict = { violations: { id: string; nodes: { html: string }[] }[] }
      const verdict = await judge.run({ runOnly: tags })
      return verdict.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    },
    [axe, rules] as const,
  )
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on any page, ${colorScheme}`, async () => {
    // The policy of the pages forbids the very script that judges them.
    const context = await browser.newContext({
      colorScheme,
      bypassCSP: true,
      viewport: { width: 390, height: 844 },
    })
    const page = await context.newPage()
    const found: string[] = []
    const languages = ['zh', 'en', 'ur']
    // Colours do not depend on the language: in the dark each page is judged in one of them.
    for (const [i, place] of (await everyPlace()).entries())
      for (const language of colorScheme === 'dark' ? [languages[i % 3]] : languages) {
        await page.goto(`${base}/${language}${place}`)
        for (const violation of await violations(page))
          found.push(`${language}${place} ${violation}`)
      }
    await context.close()
    assert.deepEqual(found, [])
  })

test('no page is wider than a telephone of 320 pixels, in any language', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  for (const place of await everyPlace())
    for (const language of ['zh', 'en', 'ur']) {
      await page.goto(`${base}/${language}${place}`)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      assert.equal(width, 320, `${language}${place}`)
    }
  await context.close()
})

for (const javaScriptEnabled of [false, true])
  for (const language of ['zh', 'en', 'ur'])
    test(`from number to receipt in ${language}, scripts ${javaScriptEnabled}`, async () => {
      const context = await browser.newContext({ javaScriptEnabled, locale: language })
      const page = await context.newPage()
      const complaints: string[] = []
      const requests: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('request', (request) => requests.push(new URL(request.url()).origin))
      await page.goto(`${base}/${language}/`)
      await page.locator('#number').fill('۰۳۰۰ ۱۲۳ ۴۰۰۰')
      await page.locator('.ask button').click()
      await page.locator('button[value="jazz-weekly-x"]').click()
      await page.locator('.pay button').click()
      await page.waitForURL(/\/r\//)
      assert.match((await page.locator('.facts').textContent()) ?? '', /TJ-\w{4}-\w{4}/)
      const paidFor = page.url()
      // Back, and pressed again: the same receipt, not a second order.
      await page.goBack()
      await page.locator('.pay button').click()
      await page.waitForURL(/\/r\//)
      assert.equal(page.url(), paidFor)
      assert.deepEqual(complaints, [])
      assert.deepEqual([...new Set(requests)], [base])
      await context.close()
    })

test('the whole ticket is one target, and its button shows where the focus is', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`${base}/en${await reader.plansPlace()}`)
  // Waits until it stands still and really gets the click, where a bare point on the page does not.
  await page
    .locator('.ticket')
    .first()
    .click({ position: { x: 30, y: 30 } })
  await page.waitForURL(/\/q\//)
  await context.close()
})

test('on paper nothing is left that can only be pressed', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const { quote } = await reader.quote()
  const waiting = everyState(quote, noon).get('awaiting_payment')!
  await page.goto(`${base}/en${reader.receiptPlace(waiting)}`)
  assert.equal(await page.locator('.acts').isVisible(), true)
  await page.emulateMedia({ media: 'print' })
  for (const part of ['.acts', '.live', '.tongues', 'footer'])
    assert.equal(await page.locator(part).isVisible(), false, part)
  assert.match((await page.locator('main').textContent()) ?? '', /TJ-\w{4}-\w{4}/)
  await context.close()
})
