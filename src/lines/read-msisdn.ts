import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { Fault, isMsisdn, type Msisdn, westernDigits } from '#kernel'

export interface ReadMsisdn {
  readonly msisdn: Msisdn
  /**
   * `number_unusual`: the metadata does not know the range, but it has the form of a mobile number.
   */
  readonly warnings: readonly 'number_unusual'[]
}

/**
 * Reads a Pakistani mobile number as people type it: `0300-1234000`, `+92…`, `0092…`, `92…`,
 * `300…`, spaces, dots and brackets, Urdu, Arabic-Indic and full-width digits. New ranges appear
 * before any metadata knows them, so an unknown one of the right form is allowed with a warning.
 * @throws Fault msisdn_invalid · msisdn_landline · msisdn_foreign
 */
export function readMsisdn(text: string, field = 'line.msisdn'): ReadMsisdn {
  const digits = westernDigits(text.normalize('NFKC')).replace(
    /[\s().\-‐-―\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '',
  )
  const e164 = toE164(digits)
  if (e164 === undefined) throw new Fault('invalid', 'msisdn_invalid', { field })
  const parsed = parsePhoneNumberFromString(e164)
  if (!e164.startsWith('+92')) {
    throw new Fault('invalid', parsed?.isValid() ? 'msisdn_foreign' : 'msisdn_invalid', { field })
  }
  if (isMsisdn(e164)) {
    const known = parsed?.isValid() && parsed.getType() === 'MOBILE'
    return { msisdn: e164, warnings: known ? [] : ['number_unusual'] }
  }
  const landline = parsed?.isValid() && parsed.getType() !== 'MOBILE'
  throw new Fault('invalid', landline ? 'msisdn_landline' : 'msisdn_invalid', { field })
}

function toE164(digits: string): string | undefined {
  if (/^\+\d{6,15}$/.test(digits)) return digits
  if (/^00\d{6,15}$/.test(digits)) return `+${digits.slice(2)}`
  if (/^0\d{6,11}$/.test(digits)) return `+92${digits.slice(1)}`
  if (/^92\d{10}$/.test(digits)) return `+${digits}`
  if (/^3\d{9}$/.test(digits)) return `+92${digits}`
  return undefined
}
