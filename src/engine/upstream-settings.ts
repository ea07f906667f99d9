import type { BreakerSettings } from './breaker.ts'
import type { RateSettings } from './rate-limit.ts'

/** What one party is spared, and when it counts as ill. Data, one set per party. */
export interface UpstreamSettings extends RateSettings {
  readonly breaker: BreakerSettings
}

export type SettingsOf = (party: string) => UpstreamSettings

const second = 1000

/** No party has told us a limit yet, so none is assumed: each contract states its own. */
export const productionUpstream: UpstreamSettings = {
  callsPerSecond: null,
  callsAtOnce: null,
  breaker: {
    windowMs: 60 * second,
    leastCalls: 20,
    openAt: 0.5,
    waitMs: 30 * second,
    longestWaitMs: 300 * second,
    probes: 3,
  },
}

/**
 * The sandbox's numbers are ill by their digits, each for itself, and every outcome has its end
 * within a minute: only a party that answers hardly anybody is ill, and it is tried again soon.
 */
export const sandboxUpstream: UpstreamSettings = {
  ...productionUpstream,
  breaker: {
    ...productionUpstream.breaker,
    windowMs: 30 * second,
    openAt: 0.8,
    waitMs: 3 * second,
    longestWaitMs: 10 * second,
  },
}
