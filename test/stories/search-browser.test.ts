import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { inspectPage } from './inspect-page.ts'
import { openStory, type Story } from './story.ts'

let story: Story
let browser: Browser
before(async () => {
  story = await openStory('search-browser')
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await story?.close()
})

const typed = { zh: 'jazz 周包', en: 'jazz weekly', ur: 'جاز ہفتہ وار' } as const

for (const language of ['zh', 'en', 'ur'] as const)
  test(`${language}: search, tick over two pages, compare, renew; axe and weight of each page`, async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    })
    const page = await context.newPage()
    const ticked = () => page.locator('input[name=plan]:checked, input[type=hidden][name=plan]')
    try {
      await page.goto(`${story.url}/${language}/`)
      await page.click('a[href$="/plans"]')
      await inspectPage(browser, page)
      await page.locator('input[type=checkbox][name=plan]').nth(3).check()
      await page.click('button[name=page][value="2"]')
      assert.equal(await ticked().count(), 1, 'ticked on the first page')
      await inspectPage(browser, page)
      await page.fill('#q', typed[language])
      await page.click('#find button >> nth=0')
      await inspectPage(browser, page)
      await page.locator('input[type=checkbox][name=plan]').first().check()
      await page.click('button[name=sort][value=per_gb]')
      assert.equal(await ticked().count(), 2, 'ticked before the search and before the order')
      await page.click('button[formaction$="/plans/compare"] >> nth=0')
      await inspectPage(browser, page)
      assert.equal(await page.locator('thead th').count(), 2)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(width) <= 390, `the comparison is ${width} wide on a telephone`)
      await page.fill('#number', '0300 1249000')
      await page.click('form[action$="/plans/renew"] button >> nth=1')
      await page.waitForURL(/\/q\/quo_/)
      assert.ok(!page.url().includes('1249000'))
    } finally {
      await context.close()
    }
  })

test('four side by side, and a fifth refused, on a telephone and on a desk', async () => {
  const { json } = await story.api('GET', '/v1/plans?q=jazz+weekly&limit=5')
  const plans = json.data.map(({ id }: { id: string }) => `plan=${id}`)
  for (const width of [390, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 844 } })
    const page = await context.newPage()
    try {
      for (const many of [4, 5]) {
        await page.goto(`${story.url}/ur/plans/compare?${plans.slice(0, many).join('&')}`)
        await inspectPage(browser, page)
        assert.equal(await page.locator('thead th').count(), 4)
        assert.equal(await page.locator('form.many').count(), many === 5 ? 1 : 0)
        const wide = await page.evaluate('document.documentElement.scrollWidth')
        assert.ok(Number(wide) <= width)
      }
    } finally {
      await context.close()
    }
  }
})
