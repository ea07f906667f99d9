/** What the last three digits of a number make of its delivery. */
export type Behaviour =
  | 'plain'
  | 'slow'
  | 'answer_lost'
  | 'not_rechargeable'
  | 'outage'
  | 'noisy_callbacks'
  | 'request_lost'
  | 'reversed'
  | 'garbled'
  | 'silent'

const byDigits: Readonly<Record<string, Behaviour>> = {
  '001': 'slow',
  '002': 'answer_lost',
  '003': 'not_rechargeable',
  '004': 'outage',
  '005': 'noisy_callbacks',
  '006': 'request_lost',
  '007': 'reversed',
  '008': 'garbled',
  '009': 'silent',
}

export function behaviourOf(msisdn: string): Behaviour {
  return byDigits[msisdn.slice(-3)] ?? 'plain'
}

/**
 * E.164 of a Pakistani mobile number in any usual form (+92…, 0092…, 92…, 03…); undefined when it
 * is none.
 */
export function readNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '')
  const match = /^(?:\+92|0092|92|0)(3\d{9})$/.exec(digits)
  return match ? `+92${match[1]}` : undefined
}
