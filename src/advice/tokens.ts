import { westernDigits } from '#kernel'

/** One piece of a message: a number with its value, a word in lower case, or one other sign. */
export interface Token {
  readonly text: string
  readonly number: number | undefined
}

/**
 * Numbers (with thousands separators and one decimal point, or a comma for it: `1,5`), words of one
 * script (`GBرات` is two), or one sign. The parts exclude each other, so the time it takes grows
 * with the length alone.
 */
const piece = new RegExp(
  [
    String.raw`\d+,\d{1,2}(?![\d,])`,
    String.raw`\d+(?:,\d{3})*(?:\.\d+)?`,
    String.raw`\p{Script=Latin}+`,
    String.raw`(?:(?!\p{Script=Latin})[\p{L}\p{M}])+`,
    String.raw`[^\s\d\p{L}\p{M}]`,
  ].join('|'),
  'gu',
)

/** Joins and ties that are written or left out at will inside one Urdu word. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Takes a message apart: Urdu and Arabic-Indic digits are read, `12GB` is a number and a word. */
export function tokensOf(text: string): Token[] {
  const western = westernDigits(text.normalize('NFC'))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, ',')
  const plain = western.replace(invisible, '').toLowerCase()
  return [...plain.matchAll(piece)].map(([part]) => ({
    text: part,
    number: /^\d/.test(part) ? amountIn(part) : undefined,
  }))
}

/** A comma before one or two digits is a decimal one, since thousands have three. */
function amountIn(digits: string): number {
  return Number(digits.replace(/,(?=\d{1,2}$)/, '.').replaceAll(',', ''))
}

const megabytes: Readonly<Record<string, number>> = {
  mb: 1,
  mbs: 1,
  gb: 1024,
  gbs: 1024,
  'ایم بی': 1,
  'جی بی': 1024,
}

/** The volume that starts at a place, in megabytes, and how many tokens it takes. */
export function volumeAt(
  tokens: readonly Token[],
  at: number,
): { mb: number; length: number } | undefined {
  const number = tokens[at]?.number
  if (number === undefined) return undefined
  const [one, two] = [tokens[at + 1]?.text ?? '', tokens[at + 2]?.text ?? '']
  const single = megabytes[one]
  if (single !== undefined) return { mb: Math.round(number * single), length: 2 }
  const double = megabytes[`${one} ${two}`]
  return double === undefined ? undefined : { mb: Math.round(number * double), length: 3 }
}
