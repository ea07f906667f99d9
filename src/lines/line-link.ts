import { isMsisdn, type Msisdn } from '#kernel'
import { createSealing } from '#secrets'

/** Whoever has it sees what a line really holds, until it expires. */
export interface LineLink {
  readonly msisdn: Msisdn
  /** Undefined: guessed anew each time. */
  readonly operator: string | undefined
  readonly expiresAt: Date
}

export interface LineLinks {
  seal(link: LineLink): string
  /** Undefined for what was not sealed here; one that has expired is still told apart. */
  open(token: string): LineLink | undefined
}

/**
 * The number is sealed, not signed: an address with a telephone number in it ends up in histories
 * and logs. Nobody can make one by typing a number.
 */
export function createLineLinks(secret: Uint8Array): LineLinks {
  const sealing = createSealing(secret, 'tajdeed line link v1')
  return {
    seal: ({ msisdn, operator = '', expiresAt }) =>
      sealing.seal(`${msisdn} ${Math.floor(expiresAt.getTime() / 1000)} ${operator}`),
    open(token) {
      const [msisdn = '', seconds = '', operator = ''] = sealing.open(token)?.split(' ') ?? []
      if (!isMsisdn(msisdn) || !/^\d{1,12}$/.test(seconds)) return undefined
      const expiresAt = new Date(Number(seconds) * 1000)
      return { msisdn, operator: operator === '' ? undefined : operator, expiresAt }
    },
  }
}
