import { parsePublicId, publicId, type Uuid } from '#kernel'

export type Leg = 'charge' | 'delivery' | 'refund'

const letters = { charge: 'c', delivery: 'd', refund: 'r' } as const

/**
 * What a party knows an attempt by: a function of the attempt's key, never random at send, so that
 * a repeated send is the same send. 32 characters, which is the shortest reference field we know
 * (WeChat Pay).
 */
export function attemptReference(renewalId: Uuid, leg: Leg, n: number): string {
  return `${publicId('renewal', renewalId)}${letters[leg]}${n}`
}

/** Reads a reference back to the attempt's key; undefined when it is not one of ours. */
export function parseReference(text: string): { id: Uuid; leg: Leg; n: number } | undefined {
  const match = /^(rnw_[0-9A-Z]{26})([cdr])([1-9])$/.exec(text)
  if (!match) return undefined
  const id = parsePublicId('renewal', match[1]!)
  const leg = (Object.keys(letters) as Leg[]).find((key) => letters[key] === match[2])
  return id && leg ? { id, leg, n: Number(match[3]) } : undefined
}
