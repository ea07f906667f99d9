/** Runs of 10 to 19 digits, in groups or not, that are no part of a longer word such as an id. */
const digitRun = /(?<![\w.])\+?\d(?:[ -]?\d){9,18}(?![\w])/g

const pakistaniMobile = /^(?:\+?92|0092|0)3\d{9}$/

/**
 * What may reach a log: numbers of lines with their middle hidden, and no card number at all.
 * Whatever passes the check digit of cards is taken for one: ICCIDs pass it too, and are as
 * private.
 */
export function redact(text: string): string {
  return text.replace(digitRun, (run) => {
    const digits = run.replaceAll(/[ -]/g, '')
    if (pakistaniMobile.test(digits)) return maskMobile(digits)
    return digits.length >= 13 && passesLuhn(digits) ? '[card number removed]' : run
  })
}

function maskMobile(digits: string): string {
  const national = digits.slice(-10)
  return `+92${national.slice(0, 3)}•••••${national.slice(-2)}`
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
