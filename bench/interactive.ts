import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { openDatabase } from '#db'
import { authenticate } from '#identity'
import { newId, pkr, publicId } from '#kernel'
import { fundWallet, openWallet } from '#ledger'
import { pause } from './auto.ts'
import type { Rig } from './rig.ts'

const plan = 'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a stranger would, untyped.
type Json = any

/** A client of the API with sockets that stay open. */
export function createClient(url: string, sockets: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  let calls = 0
  return function call(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    prefer?: string,
  ): Promise<Json> {
    calls += 1
    const text = body && JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: 'Bearer tj_test_demo',
        ...(prefer ? { prefer } : {}),
        ...(text
          ? {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(text),
              'idempotency-key': `bench-${process.pid}-${calls}-${performance.now()}`,
            }
          : {}),
      }
      const sent = request(`${url}${path}`, { method, agent, headers }, (answer) => {
        let read = ''
        answer.setEncoding('utf8').on('data', (part) => {
          read += part
        })
        answer.on('end', () => {
          if (answer.statusCode! >= 400) reject(new Error(`${path} ${answer.statusCode} ${read}`))
          else resolve(JSON.parse(read))
        })
      })
      sent.on('error', reject)
      sent.end(text)
    })
  }
}

type Call = ReturnType<typeof createClient>

let numbers = 0

/** Quote, place, pay from a wallet, and wait until it is delivered; how long that took. */
async function renewOnce(call: Call, wallet: string): Promise<number> {
  numbers += 1
  const msisdn = `+92301${String(Math.floor(numbers / 900)).padStart(4, '0')}${100 + (numbers % 900)}`
  const start = performance.now()
  const quote = await call('POST', '/v1/quotes', { line: { msisdn }, plan })
  const payment = { method: 'wallet', token: wallet }
  const placed = await call('POST', '/v1/renewals', { quote: quote.id, payment })
  const ended = await call('GET', `/v1/renewals/${placed.id}`, undefined, 'wait=10')
  if (ended.status !== 'delivered') throw new Error(`${placed.id} is ${ended.status}`)
  return performance.now() - start
}

/** So many payers at once, each with the next renewal as soon as the last is delivered. */
export async function interactiveRound(
  call: Call,
  wallets: readonly string[],
  seconds: number,
): Promise<number> {
  const start = performance.now()
  let done = 0
  await Promise.all(
    wallets.map(async (wallet) => {
      while (performance.now() - start < seconds * 1000) {
        await renewOnce(call, wallet)
        done += 1
      }
    }),
  )
  return done / ((performance.now() - start) / 1000)
}

/** Renewals at a steady rate whatever their answers do; the 99th percentile of what they took. */
export async function interactiveP99(
  call: Call,
  wallets: readonly string[],
  load: { perSecond: number; seconds: number },
): Promise<number> {
  const took: Promise<number>[] = []
  const start = performance.now()
  const total = Math.floor(load.perSecond * load.seconds)
  while (took.length < total) {
    const due = ((performance.now() - start) / 1000) * load.perSecond
    while (took.length < Math.min(due, total)) {
      took.push(renewOnce(call, wallets[took.length % wallets.length]!))
    }
    await pause(1)
  }
  const sorted = (await Promise.all(took)).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.99)]!
}

/** Milliseconds from the payment's proof to the delivery, by our own time line. Median. */
export async function nudgeMs(call: Call, purchases: number): Promise<number> {
  const waits: number[] = []
  for (let i = 0; i < purchases; i++) {
    const msisdn = `+92302${String(i).padStart(4, '0')}000`
    const quote = await call('POST', '/v1/quotes', { line: { msisdn }, plan })
    const payment = { method: 'sandbox_card', token: 'tok_ok' }
    const { id } = await call('POST', '/v1/renewals', { quote: quote.id, payment })
    let renewal = await call('GET', `/v1/renewals/${id}`)
    while (renewal.status !== 'delivered') {
      await pause(5)
      renewal = await call('GET', `/v1/renewals/${id}`)
    }
    const at = (event: string) =>
      Date.parse(renewal.timeline.find((it: Json) => it.event === event).at)
    waits.push(at('delivered') - at('paid'))
  }
  return waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)]!
}

/** A quote that nobody paid, and the receipt of a renewal: what their pages are found by. */
export async function somePages(call: Call): Promise<{ quote: string; receipt: string }> {
  const { id } = await call('POST', '/v1/quotes', { line: { msisdn: '+923031234000' }, plan })
  const { data } = await call('GET', '/v1/renewals?limit=1')
  return { quote: id, receipt: new URL(data[0].receipt_url).pathname }
}

/** Wallets of the demo key, each with plenty in it; spread over shards as customers are. */
export async function seedWallets(rig: Rig, database: string, count: number): Promise<string[]> {
  const owner = openDatabase({ url: rig.urlOf(database), max: 1, applicationName: 'bench seed' })
  const caller = await authenticate(owner.db, 'Bearer tj_test_demo')
  const wallets: string[] = []
  for (let i = 0; i < count; i++) {
    const at = new Date()
    const id = newId((i * 7) % 256, at, randomBytes)
    await openWallet(owner.db, { id, owner: caller!.id, currency: 'PKR' })
    const subject = newId(0, at, randomBytes)
    await fundWallet(owner.db, { wallet: id, subject, amount: pkr(10_000_000_000n), at })
    wallets.push(publicId('wallet', id))
  }
  await owner.close()
  return wallets
}
