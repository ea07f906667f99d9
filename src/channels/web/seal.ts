import { isMsisdn, type Msisdn } from '#kernel'
import { createSealing } from '#secrets'

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

/** So that a telephone number never stands in an address, a log or a history. */
export function createSeal(secret: string): Seal {
  const sealing = createSealing(secret, 'tajdeed web seal v1')
  return {
    seal: ({ msisdn, operator }) =>
      sealing.seal(operator === undefined ? msisdn : `${msisdn} ${operator}`),
    open(token) {
      const [msisdn, operator] = sealing.open(token)?.split(' ') ?? []
      return msisdn !== undefined && isMsisdn(msisdn) ? { msisdn, operator } : undefined
    },
  }
}
