import { type Books, isAtRest } from './audit.ts'
import { type Json, type Order, pause } from './load.ts'

const operators = ['jazz', 'zong'] as const

/** Waits until every renewal is at rest, or the time is up: the audit then names what is not. */
export async function drain(serveUrl: string, patienceMs: number): Promise<number> {
  const began = performance.now()
  for (;;) {
    const renewals = await listRenewals(serveUrl).catch(() => undefined)
    const tookMs = performance.now() - began
    if (renewals?.every(isAtRest) || tookMs > patienceMs) return tookMs
    await pause(1_000)
  }
}

/** Counts both sides over HTTP, as an auditor would who trusts neither. */
export async function readBooks(
  urls: { readonly serve: string; readonly sandbox: string },
  orders: readonly Order[],
): Promise<Books> {
  const credits = await Promise.all(
    operators.map((operator) => listCredits(urls.sandbox, operator)),
  )
  const balances = await read(`${urls.serve}/v1/ledger/trial-balance`, 'tj_test_demo')
  return {
    orders,
    renewals: await listRenewals(urls.serve),
    charges: await listCharges(urls.sandbox),
    credits: credits.flat(),
    trial: balances.json.data.find(({ currency }: Json) => currency === 'PKR'),
  }
}

async function listRenewals(serveUrl: string): Promise<Json[]> {
  return follow((cursor) => `${serveUrl}/v1/renewals?limit=200${cursor}`, 'tj_test_demo')
}

function listCharges(sandboxUrl: string): Promise<Json[]> {
  const page = (cursor: string) => `${sandboxUrl}/gateway/v1/charges?limit=1000${cursor}`
  return follow(page, 'sandbox_gateway_key')
}

async function follow(page: (cursor: string) => string, key: string): Promise<Json[]> {
  const rows: Json[] = []
  for (let cursor = ''; ; ) {
    const { json } = await read(page(cursor), key)
    rows.push(...json.data)
    if (!json.next_cursor) return rows
    cursor = `&cursor=${json.next_cursor}`
  }
}

/** Top-ups that took effect at one operator, also for numbers that nobody of ours ordered. */
async function listCredits(sandboxUrl: string, operator: string): Promise<Json[]> {
  const rows: Json[] = []
  const path = `${sandboxUrl}/${operator}/tmf-api/prepayBalanceManagement/v4/topupBalance`
  for (;;) {
    const at = `${path}?offset=${rows.length}&limit=100`
    const { json, headers } = await read(at, 'sandbox_operator_key')
    rows.push(...(json as Json[]))
    if (json.length === 0 || rows.length >= Number(headers.get('x-total-count'))) break
  }
  return rows
    .filter(({ status }) => status === 'completed' || status === 'cancelled')
    .map(({ correlatorId, amount, status }) => ({
      reference: correlatorId,
      amount: Math.round(amount.amount * 100),
      reversed_at: status === 'cancelled' ? 'reversed' : undefined,
    }))
}

async function read(address: string, key: string) {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key}` } })
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
  return { json: (await answer.json()) as Json, headers: answer.headers }
}
