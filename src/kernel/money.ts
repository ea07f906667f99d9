/**
 * Money is an integer number of ISO 4217 minor units and its currency: Rs 598.00 is
 * `{ amount: 59800n, currency: 'PKR' }`. There is no float anywhere between the page and the
 * column: the mistakes that reach production are 100 times too much or two conversions that cancel
 * each other.
 */
export interface Money {
  readonly amount: bigint
  readonly currency: Currency
}

export type Currency = 'PKR'

/** ISO 4217 exponents of the currencies we keep books in. */
const exponents: Readonly<Record<Currency, number>> = { PKR: 2 }

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(exponents, text)
}

export function exponentOf(currency: Currency): number {
  return exponents[currency]
}

export function pkr(amount: bigint): Money {
  return { amount, currency: 'PKR' }
}

export function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency
}

/** Divides two non-negative integers, halves rounded up: 13.5 becomes 14. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}

/** Divides two non-negative integers, rounded up: 13.1 becomes 14. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator
}

/** The plain decimal of an amount, for people and for parties that speak decimals: `598.00`. */
export function toDecimal(money: Money): string {
  const exponent = exponents[money.currency]
  const sign = money.amount < 0n ? '-' : ''
  const digits = (money.amount < 0n ? -money.amount : money.amount)
    .toString()
    .padStart(exponent + 1, '0')
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** Reads a decimal (`598`, `598.5`, `598.00`); undefined when it is none or has too many places. */
export function fromDecimal(text: string, currency: Currency): Money | undefined {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const exponent = exponents[currency]
  const fraction = match[2] ?? ''
  if (fraction.length > exponent) return undefined
  return { amount: BigInt(`${match[1]}${fraction.padEnd(exponent, '0')}`), currency }
}

/**
 * The wire form: `{"amount": 59800, "currency": "PKR"}`. Every amount we can book fits a safe
 * integer.
 */
export function moneyToJson(money: Money): { amount: number; currency: Currency } {
  const amount = Number(money.amount)
  if (!Number.isSafeInteger(amount)) throw new Error(`amount out of range: ${money.amount}`)
  return { amount, currency: money.currency }
}
