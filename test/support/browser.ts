import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as engine } from 'playwright-core'

/**
 * A headless Chromium from wherever there is one: the one inside the npm package, which is linked
 * against almost nothing, else a system's. The package's own flags switch web security off; these
 * keep it on, since the pages' policies are part of what is tested.
 */
export async function startBrowser(): Promise<Browser> {
  const failures: unknown[] = []
  for (const find of [() => chromium.executablePath(), systemChromium]) {
    try {
      return await engine.launch({
        executablePath: await find(),
        // As root, and in containers, Chromium's own sandbox cannot start.
        args: [
          '--no-sandbox',
          '--no-zygote',
          '--disable-gpu',
          '--disable-dev-shm-usage',
          '--font-render-hinting=none',
        ],
      })
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(
    failures,
    'no Chromium starts here: install one, e.g. apt-get install chromium',
  )
}

async function systemChromium(): Promise<string> {
  const places = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const found = places.find((path) => existsSync(path))
  if (!found) throw new Error('no system Chromium found')
  return found
}

/** The source of axe-core, to be evaluated inside a page. */
export const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
