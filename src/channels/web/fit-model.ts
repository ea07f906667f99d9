import {
  type FitAnswer,
  type FitRequest,
  mostDays,
  mostMessageLength,
  mostUsage,
  type Sentence,
} from '#advice'
import { type Operator, type Territory, territories } from '#catalog'
import type { FaultCode, MessageKey } from '#i18n'
import { westernDigits } from '#kernel'

/** The fields of the numbers form, as they are named in an address. */
const names = [
  ...(['data', 'minutes', 'sms', 'days', 'visa', 'operator', 'territory'] as const),
  ...(['offpeak', 'apps', 'line'] as const),
]
export type FitField = (typeof names)[number] | 'text' | 'number'

/** What was typed, kept as it was typed. */
export type Typed = Readonly<Record<(typeof names)[number] | 'text', string>>

export interface FieldError {
  readonly key: MessageKey
  readonly values: Readonly<Record<string, string | number>>
  /** What was understood all the same. */
  readonly heard?: Sentence
}
export type FieldErrors = Readonly<Partial<Record<FitField, FieldError>>>

export interface FitModel {
  readonly typed: Typed
  readonly errors: FieldErrors
  readonly operators: readonly Operator[]
  readonly answer: FitAnswer | undefined
  /** What was typed as the number to renew, and why that did not work. */
  readonly renewal: { readonly number: string; readonly fault: FaultCode | undefined }
}

const mostGb = Math.floor(mostUsage.dataMb / 1024)

export function readTyped(source: URLSearchParams, text = ''): Typed {
  const typed = Object.fromEntries(
    names.map((name) => [name, (source.get(name) ?? '').trim().slice(0, 400)]),
  )
  return { ...(typed as Omit<Typed, 'text'>), text: text.slice(0, mostMessageLength) }
}

/** The numbers as an address; a pasted text never becomes part of one. */
export function fitPlace(typed: Typed): string {
  const kept = names.filter((name) => typed[name] !== '').map((name) => [name, typed[name]])
  const query = new URLSearchParams(kept).toString()
  return `/fit${query && `?${query}`}`
}

/** What a message was taken to mean stands in the form of numbers, so that it can be corrected. */
export function filledIn({ typed, answer }: FitModel): Typed {
  if (typed.text === '' || !answer) return typed
  const { dataMb, minutes, sms } = answer.understood.forecast.high
  const data = String(Math.ceil((dataMb / 1024) * 10) / 10)
  return { ...typed, data, minutes: String(minutes), sms: String(sms) }
}

/** Whether anything was asked yet: an empty form is no mistake. */
export function isAsked({ data, minutes, sms }: Typed): boolean {
  return [data, minutes, sms].some((value) => value !== '')
}

/** What was typed as a question, or what is wrong with it, beside the field that is meant. */
export function readQuestion(
  typed: Typed,
): { readonly request: FitRequest } | { readonly errors: FieldErrors } {
  const errors: Partial<Record<FitField, FieldError>> = {}
  const number = (field: keyof Typed & FitField, most: number, decimals = false) => {
    const value = readNumber(typed[field], decimals)
    if (value !== undefined && value <= most) return value
    errors[field] = { key: 'fit.error_number', values: { most } }
    return 0
  }
  const optional = (field: 'offpeak' | 'apps') =>
    typed[field] === '' ? undefined : number(field, 100, true)
  const days = typed.days === '' ? undefined : readNumber(typed.days, false)
  if (typed.days !== '' && (days === undefined || days < 1 || days > mostDays))
    errors.days = { key: 'fit.error_days', values: { most: mostDays } }
  const visaEnds = westernDigits(typed.visa)
  if (visaEnds !== '' && !isDate(visaEnds))
    errors.visa = { key: 'fit.error_date', values: { example: '2026-12-31' } }
  const usage = typed.text === '' && {
    dataMb: Math.ceil(number('data', mostGb, true) * 1024),
    minutes: number('minutes', mostUsage.minutes),
    sms: number('sms', mostUsage.sms),
  }
  const [offpeakPercent, appsPercent] = [optional('offpeak'), optional('apps')]
  if (Object.keys(errors).length > 0) return { errors }
  const territory = territories.find((id) => id === typed.territory)
  return {
    request: {
      ...(usage ? { usage } : { text: typed.text }),
      ...(days !== undefined && { days }),
      ...(visaEnds !== '' && { visaEnds }),
      ...(typed.operator !== '' && { operators: [typed.operator] }),
      ...(territory && { territory: territory satisfies Territory }),
      ...(offpeakPercent !== undefined && { offpeakPercent }),
      ...(appsPercent !== undefined && { appsPercent }),
    },
  }
}

/** Empty is 0; digits of any script, `7.5` or `7,5`; undefined for anything else. */
function readNumber(text: string, decimals: boolean): number | undefined {
  const plain = westernDigits(text)
    .replace(/[,\u066b]/, '.')
    .replaceAll(/\s/g, '')
  if (plain === '') return 0
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(plain)) return undefined
  const value = Number(plain)
  return decimals || Number.isInteger(value) ? value : undefined
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
