import type { OperatorId } from '../tariff.ts'

export type Party = OperatorId | 'gateway'

/** What a party can be asked, and the callbacks that it sends by itself. */
export const operatorActions = ['topup', 'lookup', 'list', 'line', 'offers', 'callback'] as const
export const gatewayActions = [
  ...(['charge', 'refund', 'capture', 'cancel', 'lookup', 'list', 'page', 'callback'] as const),
] as const
export type Action = (typeof operatorActions)[number] | (typeof gatewayActions)[number]

const writes = ['topup', 'charge', 'refund', 'capture', 'cancel'] as const
const calls = [...writes, 'lookup', 'list', 'line', 'offers', 'page'] as const
const callbacks = ['callback'] as const

/** The numbers that only some faults take; every time is in milliseconds of the sandbox's clock. */
export type Parameter = 'latency_ms' | 'status' | 'stale_ms' | 'after_ms' | 'copies'

interface Kind {
  /** Where it can happen; a rule that names nothing means all of these. */
  readonly on: readonly Action[]
  /** What it cannot be without, and what may be left out. */
  readonly needs?: Parameter
  readonly takes?: Parameter
}

/** Every fault there is. What each does is in README.md, how in `apply-faults.ts`. */
export const kinds = {
  latency: { on: calls, needs: 'latency_ms' },
  late_effect: { on: writes, needs: 'latency_ms' },
  lost_request: { on: calls },
  silence: { on: calls },
  outage: { on: calls },
  error_before_effect: { on: calls, takes: 'status' },
  error_after_effect: { on: calls, takes: 'status' },
  lost_answer: { on: calls },
  garbage: { on: calls },
  slow_drip: { on: calls, needs: 'latency_ms' },
  duplicate: { on: [...writes, ...callbacks], takes: 'copies' },
  early: { on: callbacks },
  late: { on: callbacks, needs: 'latency_ms' },
  reordered: { on: callbacks, needs: 'latency_ms' },
  forged: { on: callbacks },
  dropped: { on: callbacks },
  stale_lookup: { on: ['lookup', 'list'], needs: 'stale_ms' },
  float_empty: { on: ['topup'] },
  refund_fails: { on: ['refund'] },
  key_expiry: { on: [...writes, 'lookup'], needs: 'after_ms' },
} as const satisfies Readonly<Record<string, Kind>>

export type FaultKind = keyof typeof kinds

export function kindOf(fault: FaultKind): Kind {
  return kinds[fault]
}

/** One rule, spelled as it is on the wire so that a person finds back what was written. */
export interface Rule {
  readonly party: readonly Party[]
  readonly on: readonly Action[]
  readonly fault: FaultKind
  /** 0 to 1, drawn anew for every request. */
  readonly probability: number
  /** From when the schedule was given, on the sandbox's clock. */
  readonly from_ms: number
  /** Null is for ever. */
  readonly until_ms: number | null
  /** How often it happens to one reference at most; null is without limit. */
  readonly times: number | null
  readonly latency_ms?: readonly [number, number]
  readonly status?: number
  readonly stale_ms?: number
  readonly after_ms?: number
  readonly copies?: number
}

export interface Rulebook {
  readonly seed: number
  readonly rules: readonly Rule[]
}
