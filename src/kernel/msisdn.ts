/** An E.164 number with its plus, 13 characters for a Pakistani mobile: `+923001234000`. */
export type Msisdn = string & { readonly __brand: 'Msisdn' }

/**
 * What every Pakistani mobile number looks like; new ranges appear before any metadata knows them.
 */
const pakistaniMobile = /^\+923\d{9}$/

export function isMsisdn(text: string): text is Msisdn {
  return pakistaniMobile.test(text)
}

/**
 * Western digits for Arabic-Indic (٠), Urdu/Persian (۰) and full-width (０) ones; other characters
 * stay.
 */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String(
      (digit.codePointAt(0)! - (digit >= '\uff10' ? 0xff10 : digit >= '\u06f0' ? 0x6f0 : 0x660)) %
        10,
    ),
  )
}

/** As people in Pakistan write it: `0300 1234000`. */
export function nationalForm(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} ${msisdn.slice(6)}`
}

/**
 * For whoever has not proven the number: the network prefix and the last two digits, `0300
 * •••••00`.
 */
export function maskedForm(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} •••••${msisdn.slice(-2)}`
}
