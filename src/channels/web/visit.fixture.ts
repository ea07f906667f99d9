import { createAdvice } from '#advice'
import { createClientLimit } from '#http'
import { publicId } from '#kernel'
import { readMethodFacts } from '#payments'
import type { Quote } from '#quotes'
import type { Renewal } from '#receipts'
import { createSearch } from '#search'
import { createWeb } from './index.ts'
import { type FakeWorld, fakeWorld, readMsisdn } from './web.fixture.ts'

export const gateway = 'http://127.0.0.1:3001'

/**
 * A reader without scripts in front of the fake doors: fetches, sends forms, follows nothing by
 * itself.
 */
export function visit(
  world: FakeWorld = fakeWorld(),
  environment: 'sandbox' | 'production' = 'sandbox',
) {
  const reported: unknown[] = []
  const { catalog } = world
  const advice = createAdvice({ catalog })
  const app = createWeb({
    catalog,
    advice,
    search: createSearch({ catalog, usableDataMb: advice.usableDataMb }),
    methodFacts: readMethodFacts(),
    renewals: world.renewals,
    lines: world.lines,
    records: world.records,
    disputes: world.disputes,
    clock: world.clock,
    environment,
    secret: 'a secret of the tests',
    readMsisdn,
    quoteLimit: createClientLimit(world.clock, { most: 5, everyMs: 12_000 }),
    clientOf: (c) => c.req.header('x-client'),
    gatewayOrigins: [gateway],
    report: (error) => reported.push(error),
  })
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', body: new URLSearchParams(form), headers })
  return {
    app,
    world,
    reported,
    get,
    send,
    /** The address of the plans page of a number, without its language. */
    async plansPlace(number = '0300 1234000'): Promise<string> {
      const { headers } = await send('/en/number', { number })
      return headers.get('location')!.slice(3)
    },
    async quote(plan = 'jazz-weekly-x'): Promise<{ quote: Quote; place: string }> {
      const quote = await world.renewals.makeQuote({ msisdn: '03001234000', plan })
      return { quote, place: `/q/${publicId('quote', quote.id)}` }
    },
    receiptPlace(renewal: Renewal): string {
      world.renewals.kept.set(renewal.id, renewal)
      return `/r/${world.renewals.sealReceipt(renewal.id)}`
    },
  }
}

/** What a reader reads: the text without tags, entities and directions. */
export function textOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/[\s\u00a0]+/g, ' ')
}
