import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Msisdn, pkr } from '#kernel'
import { startSandbox } from '../../sandbox/server.ts'
import { connectSandbox } from '../../src/main/connect-sandbox.ts'
import { type Fate, type OperatorRig, operatorSuite } from '../../src/operators/contract.suite.ts'
import type { UsageFate } from '../../src/operators/usage.suite.ts'
import { type PaymentFate, paymentSuite } from '../../src/payments/provider.suite.ts'

interface Caught {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

const start = Date.parse('2026-11-23T09:00:00Z')

/** A sandbox that stands still until told, and an ear for its callbacks. */
async function openSandbox() {
  const caught: Caught[] = []
  let advanced = 0
  const ear = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = request.headers as Record<string, string>
    caught.push({ path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => ear.listen(0, '127.0.0.1', listening))
  const sandbox = await startSandbox({
    notifyUrl: `http://127.0.0.1:${(ear.address() as AddressInfo).port}`,
    realNow: () => start,
  })
  const get = async (path: string) => (await fetch(`${sandbox.url}${path}`)).json()
  return {
    url: sandbox.url,
    get,
    window: () => ({ from: new Date(start), to: new Date(start + 86_400_000) }),
    connections: connectSandbox({ url: sandbox.url, maxAnswerMs: 250 }),
    now: () => new Date(start + advanced),
    async advance(ms: number) {
      advanced += ms
      await fetch(`${sandbox.url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance_ms: ms }),
      })
    },
    callbackNaming(reference: string) {
      const found = caught.find(({ body }) => body.includes(reference))
      if (!found) throw new Error(`no callback named ${reference}`)
      return found
    },
    async close() {
      await sandbox.close()
      ear.closeAllConnections()
      await new Promise((closed) => ear.close(closed))
    },
  }
}

const digits: Record<Fate, string> = {
  delivers: '000',
  pending: '001',
  answer_lost: '002',
  refuses: '003',
  down: '004',
  request_lost_once: '006',
  reverses: '007',
  garbage: '008',
  silent: '009',
}

const usageDigits: Record<UsageFate, string> = {
  counted: '010',
  old: '011',
  withheld: '012',
  unlimited: '013',
  finer_units: '014',
  undated: '015',
  of_another: '016',
  absurd: '017',
  unknown_unit: '019',
  silent: '009',
}

const leftAlone = 'speaks TMF654 alone, which tells what is left and no days'
const noOnNet = 'its plans have no minutes for the own network alone'

for (const [operator, plan, load, skips] of [
  ['jazz', 'jazz-monthly-freedom-2024-09-02', 200_000n, {}],
  [
    'onic',
    'onic-sandbox-weekly',
    100_000n,
    { 'a volume without an end has no figures to run out': noOnNet },
  ],
  [
    'scom',
    'scom-sandbox-weekly',
    100_000n,
    {
      'a volume without an end has no figures to run out': noOnNet,
      'days are told once each, in order, up to the day that runs': leftAlone,
    },
  ],
] as const) {
  const open = async () => {
    const sandbox = await openSandbox()
    const adapter = sandbox.connections.parties.operators.find((it) => it.operator === operator)!
    let made = 0
    return {
      adapter,
      order(fate: Fate) {
        made += 1
        const msisdn = `+92300${1000 + made}${digits[fate]}` as Msisdn
        return { reference: `suite-${operator}-${made}`, msisdn, plan, load: pkr(load) }
      },
      advance: sandbox.advance,
      async countEffects({ msisdn, reference }) {
        const line = (await sandbox.get(`/sandbox/lines/${encodeURIComponent(msisdn)}`)) as {
          credits: { reference: string }[]
        }
        return line.credits.filter((credit) => credit.reference === reference).length
      },
      window: () => sandbox.window(),
      usageLine: (fate) =>
        `+9230012${operator === 'scom' ? '36' : '34'}${usageDigits[fate]}` as Msisdn,
      now: sandbox.now,
      callbackAbout: async ({ reference }) => sandbox.callbackNaming(reference),
      close: sandbox.close,
    } satisfies OperatorRig
  }
  operatorSuite(`tmf to the sandbox's ${operator}`, open, skips)
}

const tokens: Record<PaymentFate, string> = {
  pays: 'tok_ok',
  declines: 'tok_declined',
  needs_payer: 'tok_redirect',
  answer_lost: 'tok_lost_paid',
  request_lost_once: 'tok_lost_unpaid',
  slow: 'tok_slow',
  refund_fails_once: 'tok_refund_fails_once',
}

paymentSuite('sandbox-gateway', async () => {
  const sandbox = await openSandbox()
  let made = 0
  let now = start
  return {
    provider: sandbox.connections.parties.providers[0]!,
    order(fate) {
      made += 1
      return {
        reference: `suite-${made}c1`,
        amount: pkr(59_800n),
        method: 'sandbox_card',
        token: tokens[fate],
        returnUrl: 'http://127.0.0.1:1/r/x',
        expiresAt: new Date(now + 600_000),
      }
    },
    refundOf: ({ reference, amount }) => ({
      reference: reference.replace('c1', 'r1'),
      charge: reference,
      amount,
    }),
    advance(ms) {
      now += ms
      return sandbox.advance(ms)
    },
    async visit(url, choice) {
      await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `decision=${choice}`,
      })
    },
    async bookedFor({ reference }) {
      const { data } = (await sandbox.get(`/sandbox/charges?reference=${reference}`)) as {
        data: { captured_amount: number; refunded_amount: number }[]
      }
      return { captured: data[0]?.captured_amount ?? 0, refunded: data[0]?.refunded_amount ?? 0 }
    },
    window: () => sandbox.window(),
    callbackAbout: async ({ reference }) => sandbox.callbackNaming(reference),
    close: sandbox.close,
  }
})
