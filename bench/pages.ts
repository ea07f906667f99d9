import { Agent, request } from 'node:http'

interface Got {
  readonly status: number
  readonly bytes: number
}

function get(url: string, agent: Agent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'br, gzip', 'accept-language': 'en' }
    const sent = request(url, { agent, headers }, (answer) => {
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.byteLength
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** The largest body that a customer's page sends, compressed: every page in every language. */
export async function largestPage(
  url: string,
  made: { readonly quote: string; readonly receipt: string },
): Promise<number> {
  const agent = new Agent()
  let most = 0
  for (const language of ['en', 'zh', 'ur']) {
    const plans = await plansOf(url, language)
    for (const path of [
      `/${language}/`,
      `/${language}/plans`,
      plans,
      `/${language}/q/${made.quote}`,
      made.receipt,
    ]) {
      const { status, bytes } = await get(`${url}${path}`, agent)
      if (status !== 200) throw new Error(`${path}: ${status}`)
      most = Math.max(most, bytes)
    }
  }
  return most
}

/** Where a number leads, as a form without scripts finds it. */
async function plansOf(url: string, language: string): Promise<string> {
  const body = new URLSearchParams({ number: '0300 1234000' })
  const headers = { origin: url }
  const options = { method: 'POST', body, headers, redirect: 'manual' } as const
  const answer = await fetch(`${url}/${language}/number`, options)
  return answer.headers.get('location') ?? `/no-plans-${answer.status}`
}

/** The first page over and over, with sixteen readers at once. */
export async function pagesPerSecond(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const start = performance.now()
  let pages = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() - start < seconds * 1000) {
        await get(`${url}/`, agent)
        pages += 1
      }
    }),
  )
  agent.destroy()
  return pages / ((performance.now() - start) / 1000)
}
