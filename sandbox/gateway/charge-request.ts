import { readObject } from '../http.ts'
import { readTime } from '../world.ts'

const tokens = [
  'tok_ok',
  'tok_declined',
  'tok_redirect',
  'tok_lost_paid',
  'tok_lost_unpaid',
  'tok_slow',
  'tok_webhook_twice',
  'tok_refund_fails_once',
] as const
export type Token = (typeof tokens)[number]

export function isToken(text: string): text is Token {
  return (tokens as readonly string[]).includes(text)
}

export interface ChargeRequest {
  readonly reference: string
  readonly amount: bigint
  readonly currency: 'PKR'
  /** Null is the hosted page, where the payer brings the means. */
  readonly token: string | null
  readonly description: string | null
  readonly returnUrl: string | null
  readonly capture: boolean
  readonly expiresAt: number | null
  /** The whole request in one canonical text: the same reference must come with the same. */
  readonly canonical: string
}

/** A readable request, or the sentence that says what is wrong with it. */
export function readChargeRequest(body: string): ChargeRequest | string {
  const sent = readObject(body)
  if (!sent) return 'The body is not a JSON object.'
  const { reference, amount, currency, capture = true } = sent
  const token = sent.token ?? null
  const description = sent.description ?? null
  const returnUrl = sent.return_url ?? null
  const expiresAt = sent.expires_at === undefined ? null : readTime(sent.expires_at)
  if (!isReference(reference)) return 'reference must be a text of 1 to 100 characters.'
  if (!isAmount(amount)) return 'amount must be a positive whole number of minor units.'
  if (currency !== 'PKR') return 'currency must be PKR.'
  if (token !== null && typeof token !== 'string') return 'token must be a text.'
  if (description !== null && (typeof description !== 'string' || description.length > 300))
    return 'description must be a text of at most 300 characters.'
  if (returnUrl !== null && !isWebAddress(returnUrl)) return 'return_url must be http or https.'
  if (typeof capture !== 'boolean') return 'capture must be true or false.'
  if (expiresAt === undefined) return 'expires_at must be an RFC 3339 time.'
  const canonical = JSON.stringify([
    ...[reference, amount, currency, token, description, returnUrl, capture, expiresAt],
  ])
  const money = { amount: BigInt(amount), currency } as const
  return { reference, ...money, token, description, returnUrl, capture, expiresAt, canonical }
}

export interface RefundRequest {
  readonly reference: string
  /** The charge's id or its reference. */
  readonly charge: string
  readonly amount: bigint
  readonly currency: 'PKR'
}

export function readRefundRequest(body: string): RefundRequest | string {
  const sent = readObject(body)
  if (!sent) return 'The body is not a JSON object.'
  const { reference, charge, amount, currency } = sent
  if (!isReference(reference)) return 'reference must be a text of 1 to 100 characters.'
  if (!isReference(charge)) return 'charge must be the id or the reference of a charge.'
  if (!isAmount(amount)) return 'amount must be a positive whole number of minor units.'
  if (currency !== 'PKR') return 'currency must be PKR.'
  return { reference, charge, amount: BigInt(amount), currency }
}

/** Where a payer may be sent back to: never `javascript:` or the like. */
function isWebAddress(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 2000) return false
  const url = URL.parse(value)
  return url?.protocol === 'http:' || url?.protocol === 'https:'
}

function isReference(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 100
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}
