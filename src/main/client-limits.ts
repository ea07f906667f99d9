import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { BootProblem } from '#db'
import {
  type ClientLimit,
  clientAddress,
  clientName,
  createClientLimit,
  type Proxies,
  readProxies,
} from '#http'
import type { Clock } from '#kernel'

/** What one client may ask of one process; 0 is without limit. */
export interface Limits {
  /** Quotes from one address, on the pages. */
  readonly quotesPerMinute: number
  readonly quotesPerMinuteOfKey: number
  /** Answers that one key may have waited for at once. */
  readonly waitsOfKey: number
  readonly proxies: Proxies
}

/**
 * An address may be that of thousands: in Pakistan whole cities leave through a carrier's few, and
 * two quotes a second are more than they buy. A key belongs to somebody who can be called: its
 * limit stops a loop gone wild, a thousand a second being six times what two processors were
 * measured to sell.
 */
const usual = { quotesPerMinute: 120, quotesPerMinuteOfKey: 60_000, waitsOfKey: 500 } as const

/** @throws BootProblem naming the variable and what it may be */
export function readLimits(env: Readonly<Record<string, string | undefined>>): Limits {
  return {
    quotesPerMinute: readCount(env, 'QUOTES_PER_MINUTE', usual.quotesPerMinute),
    quotesPerMinuteOfKey: readCount(env, 'KEY_QUOTES_PER_MINUTE', usual.quotesPerMinuteOfKey),
    waitsOfKey: readCount(env, 'KEY_WAITS', usual.waitsOfKey),
    proxies: readTrusted(env.TRUSTED_PROXIES || undefined),
  }
}

function readCount(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
): number {
  const text = env[name] || String(otherwise)
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new BootProblem(`${name} is "${text}"; it must be a whole number, 0 for no limit.`)
}

function readTrusted(text: string | undefined): Proxies {
  try {
    return readProxies(text?.split(',').map((entry) => entry.trim()) ?? [])
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new BootProblem(
      `TRUSTED_PROXIES is "${text}"; it must be addresses like 10.0.0.0/8,192.0.2.7.`,
    )
  }
}

/** What each channel is given of the limits; both count by themselves. */
export function limitChannels(clock: Clock, limits: Limits = readLimits({})) {
  return {
    api: {
      quoteLimit: perMinute(clock, limits.quotesPerMinuteOfKey),
      mostWaits: limits.waitsOfKey || Number.POSITIVE_INFINITY,
    },
    web: {
      quoteLimit: perMinute(clock, limits.quotesPerMinute),
      clientOf: (c: Context) => clientOf(c, limits.proxies),
    },
  }
}

/** So many in a minute, all of them at once if need be. */
function perMinute(clock: Clock, count: number): ClientLimit {
  if (count === 0) return { take: () => 0, has: () => true }
  return createClientLimit(clock, { most: count, everyMs: 60_000 / count })
}

/**
 * Who asks, by address; undefined for a program on this very machine and behind a proxy that passes
 * nothing on.
 */
function clientOf(c: Context, proxies: Proxies): string | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  const peer = incoming && getConnInfo(c).remote.address
  const address = clientAddress(peer, c.req.header('x-forwarded-for'), proxies)
  return address === undefined ? undefined : clientName(address)
}
