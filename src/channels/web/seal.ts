import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { isMsisdn, type Msisdn } from '#kernel'

/** What the plans page knows about its reader; it travels in the address, so it is sealed. */
export interface Asked {
  readonly msisdn: Msisdn
  /** Only where the reader chose one: a guess is made afresh each time. */
  readonly operator: string | undefined
}

export interface Seal {
  seal(asked: Asked): string
  /** Undefined for anything this server did not seal. */
  open(token: string): Asked | undefined
}

/**
 * AES-256-GCM with a key of its own, so that a telephone number never stands in an address, a log
 * or a history. The bytes are nonce (12), tag (16), text; base64url.
 */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'tajdeed web seal v1', 32))
  return {
    seal({ msisdn, operator }) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const text = operator === undefined ? msisdn : `${msisdn} ${operator}`
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url')
      // Re-encoding catches the stray characters that Buffer skips: one address per sealed text.
      if (bytes.length < 28 || bytes.toString('base64url') !== token) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      let text: string
      try {
        text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
      } catch {
        return undefined
      }
      const [msisdn, operator] = text.split(' ')
      return isMsisdn(msisdn!) ? { msisdn, operator } : undefined
    },
  }
}
