import { createHmac, timingSafeEqual } from 'node:crypto'
import { parsePublicId, publicId, type Uuid } from '#kernel'

/** 96 bits of signature: not to be guessed, short enough to be read in a link. */
const signatureBytes = 12

function sign(text: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`receipt:${text}`).digest().subarray(0, signatureBytes)
}

/**
 * `rnw_….<signature>`: whoever has the link sees the receipt, and nobody can make one for another
 * renewal.
 */
export function sealReceipt(id: Uuid, secret: Uint8Array): string {
  const text = publicId('renewal', id)
  return `${text}.${sign(text, secret).toString('base64url')}`
}

export function openReceipt(token: string, secret: Uint8Array): Uuid | undefined {
  const [text, signature, ...rest] = token.split('.')
  if (!text || !signature || rest.length > 0) return undefined
  const given = Buffer.from(signature, 'base64url')
  // base64url has spare bits: only the one canonical spelling of a signature opens the link.
  if (given.length !== signatureBytes || given.toString('base64url') !== signature) return undefined
  return timingSafeEqual(given, sign(text, secret)) ? parsePublicId('renewal', text) : undefined
}
