import { isMsisdn, type Msisdn } from '#kernel'
import { createSealing } from '#secrets'

/** Whoever has it sees what a line really holds, until it expires. */
export interface LineLink {
  readonly msisdn: Msisdn
  /** Undefined: guessed anew each time. */
  readonly operator: string | undefined
  readonly expiresAt: Date
}

/** One that was called back since is told apart, as is one that has expired. */
export interface OpenedLink extends LineLink {
  readonly isRevoked: boolean
}

/** As it is sealed: how often the line's links had been called back when it was given out. */
export interface SealedLink extends LineLink {
  readonly generation: number
}

export interface LineLinks {
  seal(link: SealedLink): string
  /** Undefined for what was not sealed here; one that has expired is still told apart. */
  open(token: string): SealedLink | undefined
}

/**
 * The number is sealed, not signed: an address with a telephone number in it ends up in histories
 * and logs. Nobody can make one by typing a number.
 */
export function createLineLinks(secret: Uint8Array): LineLinks {
  const sealing = createSealing(secret, 'tajdeed line link v1')
  return {
    seal({ msisdn, operator = '', expiresAt, generation }) {
      const seconds = Math.floor(expiresAt.getTime() / 1000)
      return sealing.seal(`${msisdn} ${seconds} ${operator} ${generation}`)
    },
    open(token) {
      // Links of before they could be called back have three parts, and are the first to end.
      const [msisdn = '', seconds = '', operator = '', raised = '0'] =
        sealing.open(token)?.split(' ') ?? []
      if (!isMsisdn(msisdn) || !/^\d{1,12}$/.test(seconds) || !/^\d{1,9}$/.test(raised))
        return undefined
      const expiresAt = new Date(Number(seconds) * 1000)
      const known = operator === '' ? undefined : operator
      return { msisdn, operator: known, expiresAt, generation: Number(raised) }
    },
  }
}
