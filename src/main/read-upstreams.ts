import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { BootProblem } from '#db'
import {
  productionUpstream,
  type SettingsOf,
  sandboxUpstream,
  type UpstreamSettings,
} from '#engine'
import type { Environment } from './config.ts'

const ms = z.int().min(100).max(86_400_000)
const one = z.strictObject({
  calls_per_second: z.number().positive().max(100_000).nullable().optional(),
  calls_at_once: z.int().min(1).max(10_000).nullable().optional(),
  breaker: z
    .strictObject({
      window_ms: ms.optional(),
      // Below twenty, chance would open it: three silent lines in five answers are no outage.
      least_calls: z.int().min(20).max(100_000).optional(),
      open_at: z.number().positive().max(1).optional(),
      wait_ms: ms.optional(),
      longest_wait_ms: ms.optional(),
      probes: z.int().min(1).max(100).optional(),
    })
    .optional(),
})
/** By the id of the party, `sandbox:jazz`; `default` is for those that are not named. */
const file = z.record(z.string().min(1), one)

/**
 * What each party is spared, from a JSON file of its own; what it does not say is as the
 * environment has it. @throws BootProblem naming the file and the field
 */
export function readUpstreams(path: string | undefined, environment: Environment): SettingsOf {
  const base = environment === 'sandbox' ? sandboxUpstream : productionUpstream
  if (path === undefined) return () => base
  const parsed = file.safeParse(readJson(path))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new BootProblem(`UPSTREAMS_FILE ${path}: ${issue?.path.join('.')}: ${issue?.message}.`)
  }
  const { default: others = {}, ...named } = parsed.data
  const usual = merged(base, others)
  const settings = new Map(Object.entries(named).map(([id, it]) => [id, merged(usual, it)]))
  return (party) => settings.get(party) ?? usual
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new BootProblem(`UPSTREAMS_FILE ${path} cannot be read as JSON.`, { cause })
  }
}

function merged(base: UpstreamSettings, more: z.output<typeof one>): UpstreamSettings {
  const { breaker = {} } = more
  const kept = base.breaker
  return {
    callsPerSecond:
      more.calls_per_second === undefined ? base.callsPerSecond : more.calls_per_second,
    callsAtOnce: more.calls_at_once === undefined ? base.callsAtOnce : more.calls_at_once,
    breaker: {
      windowMs: breaker.window_ms ?? kept.windowMs,
      leastCalls: breaker.least_calls ?? kept.leastCalls,
      openAt: breaker.open_at ?? kept.openAt,
      waitMs: breaker.wait_ms ?? kept.waitMs,
      longestWaitMs: breaker.longest_wait_ms ?? kept.longestWaitMs,
      probes: breaker.probes ?? kept.probes,
    },
  }
}
