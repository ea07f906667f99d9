import { westernDigits } from '#kernel'

/** What a typed text asks for, once the words with a meaning of their own are taken out of it. */
export interface Asked {
  /** Lengths of validity in days, any of which will do; empty when none was named. */
  readonly days: readonly DayRange[]
  /** Volumes of data in megabytes, each as the range that people mean by "10 GB". */
  readonly dataMb: readonly Range[]
  /** What is left, to be found in names. */
  readonly words: readonly string[]
}

interface Range {
  readonly from: number
  readonly to: number
}
type DayRange = Range

const week: DayRange = { from: 7, to: 7 }
/** Operators sell a "month" of 28 to 31 days. */
const month: DayRange = { from: 28, to: 31 }
const day: DayRange = { from: 1, to: 1 }

/** Longer phrases first, so that "ہفتہ وار" does not leave "وار" behind. */
const lengthWords: readonly (readonly [string, DayRange])[] = [
  ['ہفتہ وار', week],
  ['haftawar', week],
  ['weekly', week],
  ['week', week],
  ['hafta', week],
  ['ہفتہ', week],
  ['ہفتے', week],
  ['ویکلی', week],
  ['每周', week],
  ['一周', week],
  ['周', week],
  ['星期', week],
  ['monthly', month],
  ['month', month],
  ['mahana', month],
  ['ماہانہ', month],
  ['مہینہ', month],
  ['منتھلی', month],
  ['ماہ', month],
  ['每月', month],
  ['包月', month],
  ['一个月', month],
  ['月', month],
  ['daily', day],
  ['rozana', day],
  ['روزانہ', day],
  ['ڈیلی', day],
  ['每日', day],
  ['每天', day],
]

/** Say nothing about which plan is meant. */
const fillers = ['package', 'packages', 'plan', 'plans', 'bundle', '套餐', '流量', 'پیکج', 'پلان']

/**
 * Lower case, Western digits, one space between words, half-width forms: how two spellings meet.
 */
export function fold(text: string): string {
  return westernDigits(text.normalize('NFKC')).toLowerCase().replace(/\s+/g, ' ').trim()
}

/**
 * Finds a phrase as whole words; Chinese writes none apart, so there it may stand anywhere.
 * @returns the text without it, or undefined when it is not there.
 */
export function without(text: string, phrase: string): string | undefined {
  if (/\p{Script=Han}/u.test(phrase))
    return text.includes(phrase) ? fold(text.replace(phrase, ' ')) : undefined
  const padded = ` ${text} `
  const at = padded.indexOf(` ${phrase} `)
  if (at < 0) return undefined
  return fold(`${padded.slice(0, at)} ${padded.slice(at + phrase.length + 1)}`)
}

/** Reads a folded text; operators have been taken out of it before. */
export function readAsked(text: string): Asked {
  let rest = spaceScripts(text)
  const days: DayRange[] = []
  const dataMb: Range[] = []
  rest = rest.replace(/(\d+(?:\.\d+)?) ?(gb|g|mb|m|جی بی)(?![a-z\p{L}])/gu, (_, amount, unit) => {
    dataMb.push(volumeRange(Number(amount), unit))
    return ' '
  })
  rest = rest.replace(/(\d+)[ -]?(?:days?|天|日|دن)(?!\p{L})/gu, (_, count) => {
    days.push({ from: Number(count), to: Number(count) })
    return ' '
  })
  rest = fold(rest)
  for (const [word, range] of lengthWords) {
    for (let next = without(rest, word); next !== undefined; next = without(rest, word)) {
      rest = next
      days.push(range)
    }
  }
  for (const filler of fillers) rest = without(rest, filler) ?? rest
  return { days, dataMb, words: rest === '' ? [] : rest.split(' ') }
}

/** "jazz周套餐10gb" is three things: a space goes wherever Chinese meets another script. */
function spaceScripts(text: string): string {
  return text
    .replace(/(\p{Script=Han})(?=[a-z0-9])/gu, '$1 ')
    .replace(/([a-z])(?=\p{Script=Han})/gu, '$1 ')
}

/** 10 GB is 10,000 MB to one operator and 10,240 to the next; both are what was asked for. */
function volumeRange(amount: number, unit: string): Range {
  if (unit.startsWith('m')) return { from: amount, to: amount }
  return { from: amount * 1000, to: amount * 1024 }
}
