import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { axePath } from '../support/browser.ts'

const maxBytes = 14_336

/** Axe in both themes, and the weight of what was sent. */
export async function inspectPage(browser: Browser, page: Page): Promise<void> {
  const html = await page.content()
  for (const colorScheme of ['light', 'dark'] as const) {
    assert.deepEqual(await audit(browser, html, colorScheme), [], `${page.url()} ${colorScheme}`)
  }
  for (const encoding of ['br', 'gzip']) {
    const bytes = (await rawGet(page.url(), encoding)).byteLength
    assert.ok(bytes <= maxBytes, `${page.url()} weighs ${bytes} bytes as ${encoding}`)
  }
}

/**
 * Axe needs scripts, which the pages' own policy and half of these visits forbid: it looks at a
 * copy.
 */
async function audit(browser: Browser, html: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme })
  try {
    const copy = await context.newPage()
    await copy.setContent(html)
    await copy.addScriptTag({ path: axePath })
    return await copy.evaluate(async () => {
      // @ts-expect-error axe was just put there
      const result = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      })
      return result.violations.map((it: { id: string; nodes: { html: string }[] }) => [
        it.id,
        it.nodes[0]?.html,
      ])
    })
  } finally {
    await context.close()
  }
}

export function rawGet(url: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      resolve(Buffer.concat(chunks))
    })
      .on('error', reject)
      .end()
  })
}
