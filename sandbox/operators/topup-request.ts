import { isObject, readObject } from '../http.ts'

/** A TopupBalance request, read as far as it can be. `problem` says what is wrong with the rest. */
export interface TopupRequest {
  readonly sent: Record<string, unknown>
  readonly correlator: string | null
  readonly msisdn: string | null
  readonly plan: string | null
  /** Paisa. */
  readonly amount: bigint
  readonly problem: string | undefined
}

/** Undefined when the body is not even a JSON object. */
export function readTopupRequest(body: string): TopupRequest | undefined {
  const sent = readObject(body)
  if (!sent) return undefined
  const correlator = readCorrelator(sent.correlatorId)
  const msisdn = firstId(sent.logicalResource)
  const plan = sent.product === undefined ? null : firstId(sent.product)
  const amount = readAmount(sent.amount)
  const read = { sent, correlator: correlator ?? null, plan, amount: amount ?? 0n }
  const isNumber = msisdn !== null && /^\+923\d{9}$/.test(msisdn)
  const wrong = [
    correlator === undefined && 'correlatorId must be a text of 1 to 100 characters',
    !isNumber && 'logicalResource[0].id must be a mobile number like +923001234000',
    sent.product !== undefined && plan === null && 'product[0].id is missing',
    amount === undefined && 'amount must be positive PKR with at most two decimals',
    sent.usageType !== 'monetary' && 'usageType must be monetary',
    !hasId(sent.bucket) && 'bucket.id is missing',
    !hasId(sent.partyAccount) && 'partyAccount.id is missing',
  ].find((text) => text !== false)
  return { ...read, msisdn: isNumber ? msisdn : null, problem: wrong }
}

/** Null when none was sent, which TMF654 allows; undefined when it cannot be used. */
function readCorrelator(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null
  return typeof value === 'string' && value.length >= 1 && value.length <= 100 ? value : undefined
}

/**
 * TMF amounts are JSON numbers; the nearest paisa must be what was meant, not a rounding of more.
 */
function readAmount(value: unknown): bigint | undefined {
  if (!isObject(value) || value.units !== 'PKR' || typeof value.amount !== 'number')
    return undefined
  const paisa = Math.round(value.amount * 100)
  const isExact = Math.abs(value.amount * 100 - paisa) < 1e-4
  return isExact && paisa > 0 && paisa < 1e11 ? BigInt(paisa) : undefined
}

function firstId(list: unknown): string | null {
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return hasId(first) ? first.id : null
}

function hasId(value: unknown): value is { id: string } {
  return isObject(value) && typeof value.id === 'string' && value.id !== ''
}
