import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { inspectPage, rawGet } from './inspect-page.ts'
import { openStory, type Story } from './story.ts'

let story: Story
let browser: Browser
before(async () => {
  story = await openStory('browser')
  story.wired.renewals.engine.start()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await story?.close()
})

/** What a reader of each language types: their own digits, spaces, a country code. */
const typed = { zh: '+92 300 1241000', en: '0300-1242000', ur: '۰۳۰۰ ۱۲۴۳۰۰۰' } as const
const languages = ['zh', 'en', 'ur'] as const

for (const language of languages) {
  for (const javaScriptEnabled of [false, true]) {
    const mode = javaScriptEnabled ? 'on' : 'off'
    test(`${language}, JavaScript ${mode}: number, plan, pay, receipt; axe finds nothing in light or dark`, async () => {
      const context = await browser.newContext({
        javaScriptEnabled,
        viewport: { width: 390, height: 844 },
      })
      const page = await context.newPage()
      const other: string[] = []
      page.on('request', (it) => it.isNavigationRequest() || other.push(it.url()))
      try {
        // The same page is sent either way, so axe looks at it once.
        const inspect = javaScriptEnabled
          ? async () => {}
          : (page: Page) => inspectPage(browser, page)
        await page.goto(`${story.url}/${language}/`)
        await inspect(page)
        await page.fill('#number', typed[language])
        await page.click('form.ask button')
        await inspect(page)
        assert.match(page.url(), /\/plans\/[\w-]+$/)
        assert.ok(!/1241000|1242000|1243000/.test(page.url()), 'the number stands in no address')
        assert.match((await page.locator('main').textContent())!, /Jazz|جاز/)
        await page.click('form[action$="/quote"] button >> nth=0')
        await inspect(page)
        await page.click('form[action$="/pay"] button')
        await page.waitForURL(/\/r\/rnw_/)
        await story.wired.renewals.engine.settle()
        await page.reload()
        await inspect(page)
        const receipt = (await page.locator('main').textContent())!
        assert.match(receipt, /TJ-[0-9A-Z]{4}-[0-9A-Z]{4}/)
        assert.ok(receipt.includes('0300 •••••00'), 'the number is masked')
        assert.equal(await page.getAttribute('html', 'dir'), language === 'ur' ? 'rtl' : 'ltr')
        assert.deepEqual(other, [], 'one request is the whole page')
        await assertPaidOnce(page.url())
      } finally {
        await context.close()
      }
    })
  }
}

async function assertPaidOnce(url: string) {
  const id = /rnw_\w+/.exec(url)![0]
  const renewal = await story.renewal(id)
  assert.equal(renewal.status, 'delivered')
  const { charges, credits } = await story.books(renewal.line.msisdn, id)
  const ours = credits.filter(({ reference }) => reference.startsWith(id))
  assert.deepEqual([charges.length, ours.length], [1, 1])
}

test('an address that nobody knows has a page that leads on, in the wanted language, with or without its own', async () => {
  for (const place of ['/nothing', '/xx/', '/xx/plans', '/en/nothing', '/favicon.ico'])
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? new URLSearchParams({ number: '1' }) : null
      const headers = { 'accept-language': 'zh', origin: story.url }
      const answer = await fetch(`${story.url}${place}`, { method, body, headers })
      const language = place.startsWith('/en') ? 'en' : 'zh'
      const html = await answer.text()
      assert.equal(answer.status, 404, place)
      assert.match(html, language === 'en' ? /<html lang="en"/ : /<html lang="zh-Hans"/)
      assert.match(html, new RegExp(`<a class="btn" href="/${language}/">`))
      const vary = answer.headers.get('vary') ?? ''
      assert.equal(vary.includes('Accept-Language'), language === 'zh')
    }
  const api = await fetch(`${story.url}/v1/nothing`)
  assert.match(api.headers.get('content-type')!, /problem\+json/)
})

test('the address without a language answers in the one that is wanted, compressed', async () => {
  const body = await rawGet(`${story.url}/`, 'br')
  assert.match(brotliDecompressSync(body).toString(), /<html lang="en"/)
})

test('the back button after paying, a second click and a second browser end at the same receipt', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  try {
    await page.goto(`${story.url}/en/`)
    await page.fill('#number', '03001244000')
    await page.click('form.ask button')
    await page.click('form[action$="/quote"] button >> nth=0')
    const quoteUrl = page.url()
    await page.click('form[action$="/pay"] button')
    await page.waitForURL(/\/r\/rnw_/)
    const receipt = page.url()
    await page.goBack()
    await page.click('form[action$="/pay"] button')
    await page.waitForURL(/\/r\/rnw_/)
    assert.equal(page.url(), receipt)
    const second = await (await browser.newContext()).newPage()
    await second.goto(quoteUrl)
    if (!/\/r\//.test(second.url())) await second.click('form[action$="/pay"] button')
    await second.waitForURL(/\/r\/rnw_/)
    assert.equal(second.url(), receipt)
    await second.context().close()
    await story.wired.renewals.engine.settle()
    await assertPaidOnce(receipt)
  } finally {
    await context.close()
  }
})

test('a payer is sent to the gateway and back to the receipt; a tampered link shows nothing', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  try {
    await page.goto(`${story.url}/zh/`)
    await page.fill('#number', '03001245000')
    await page.click('form.ask button')
    await page.click('form[action$="/quote"] button >> nth=0')
    await page.check('input[value=tok_redirect]')
    await page.click('form[action$="/pay"] button')
    await page.waitForURL(/\/gateway\/pay\//)
    await page.click('button.yes')
    await page.waitForURL(/\/r\/rnw_/)
    await story.wired.renewals.engine.settle()
    await page.reload()
    await assertPaidOnce(page.url())
    const answer = await page.goto(page.url().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))
    assert.equal(answer?.status(), 404)
    assert.ok(!(await page.locator('body').textContent())?.includes('TJ-'))
  } finally {
    await context.close()
  }
})
