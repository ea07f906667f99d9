import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export interface Sealing {
  seal(text: string): string
  /** Undefined for anything that was not sealed here for this very purpose. */
  open(token: string): string | undefined
}

const nonceBytes = 12
const headBytes = 28

/**
 * AES-256-GCM with a key for each purpose, so that what stands in an address can be read by nobody
 * else and a token of one purpose opens nothing of another. The bytes are nonce (12), tag (16),
 * text; base64url.
 */
export function createSealing(secret: string | Uint8Array, purpose: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url')
      // Re-encoding catches the stray characters that Buffer skips: one address per sealed text.
      if (bytes.length < headBytes || bytes.toString('base64url') !== token) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
      decipher.setAuthTag(bytes.subarray(nonceBytes, headBytes))
      try {
        return Buffer.concat([
          decipher.update(bytes.subarray(headBytes)),
          decipher.final(),
        ]).toString()
      } catch {
        return undefined
      }
    },
  }
}
