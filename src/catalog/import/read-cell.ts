import { westernDigits } from '#kernel'
import type { Cell, CellProblem } from './draft.ts'

/** Readers of single cells, as people and spreadsheets write them. Pure. */
const maxTextLength = 500
/** No plan holds more; what is larger is another unit or another column. */
const maxCount = 10_000_000
const maxRupees = 1_000_000

const not = (problem: string, remedy: string): CellProblem => ({ problem, remedy })

export function readText(cell: string): Cell<string> {
  if (cell.length > maxTextLength)
    return not(`has ${cell.length} characters`, `Shorten it to ${maxTextLength}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\u0000-\u001f\u007f\ufffd]/.test(cell))
    return not('has a character that cannot be read', 'Type the text again; save it as UTF-8')
  if (/^[=+@\-\t]/.test(cell))
    return not(
      `begins with "${cell[0]}": a spreadsheet would run it as a formula`,
      'Begin it with a letter, a digit, * or #',
    )
  return { value: cell }
}

export function readChoice<Choice extends string>(
  cell: string,
  choices: readonly Choice[],
): Cell<Choice> {
  const found = choices.find((choice) => choice === cell)
  if (found !== undefined) return { value: found }
  return not(`"${short(cell)}" is not known`, `Write one of ${choices.join(', ')}`)
}

export function readYesNo(cell: string): Cell<boolean> {
  if (/^(yes|true)$/i.test(cell)) return { value: true }
  if (/^(no|false)$/i.test(cell)) return { value: false }
  return not(`"${short(cell)}" is neither yes nor no`, 'Write yes or no')
}

/** Rupees with at most two decimals, in paisa. */
export function readRupees(cell: string): Cell<number> {
  const figure = readFigure(cell.replace(/^(rs\.?|pkr|₨)\s*/i, ''))
  if ('problem' in figure) return figure
  if (figure.value !== cell && cell.match(/^[a-z₨]/i))
    return not('names a currency', `Write the number alone: ${figure.value}`)
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(cell)
  if (!match) return not(`"${short(cell)}" is no amount`, 'Write rupees, as 520 or 520.50')
  const [, whole, part = ''] = match
  if (Number(whole) > maxRupees)
    return not(`Rs ${short(whole!)} is more than any plan costs`, 'Write rupees, not paisa')
  return { value: Number(whole) * 100 + Number(part.padEnd(2, '0')) }
}

/** A whole number above 0: minutes, messages. */
export function readCount(cell: string): Cell<number> {
  const figure = readFigure(cell)
  if ('problem' in figure) return figure
  if (!/^\d+$/.test(cell))
    return not(`"${short(cell)}" is no whole number`, 'Write digits alone, as 1000')
  return above0(Number(cell), cell)
}

/** A volume with its unit, in megabytes: a GB of an operator is 1,024 MB. */
export function readVolume(cell: string): Cell<number> {
  const match = /^(\S+?)\s*([a-z]*)$/i.exec(cell)
  const figure = readFigure(match?.[1] ?? cell)
  if ('problem' in figure) return figure
  if (!match || !/^\d+(\.\d+)?$/.test(match[1]!))
    return not(`"${short(cell)}" is no volume`, 'Write a number and its unit, as 10 GB')
  const unit = match[2]!.toLowerCase()
  const size = unit === 'gb' ? 1024 : unit === 'mb' ? 1 : undefined
  if (size === undefined)
    return not(
      unit === '' ? 'has no unit' : `has the unknown unit "${short(match[2]!)}"`,
      `Write ${match[1]} GB or ${match[1]} MB`,
    )
  const megabytes = Number(match[1]) * size
  if (!Number.isInteger(megabytes))
    return not(`"${short(cell)}" is no whole number of MB`, 'Write it in MB')
  return above0(megabytes, cell)
}

export interface Length {
  readonly days: number | null
  readonly hours: number | null
}

/** `7 days`, `1 hour`. Weeks and months are what each operator takes them for. */
export function readLength(cell: string): Cell<Length> {
  const match = /^(\S+?)\s*([a-z]*)$/i.exec(cell)
  const figure = readFigure(match?.[1] ?? cell)
  if ('problem' in figure) return figure
  if (!match || !/^\d+$/.test(match[1]!))
    return not(`"${short(cell)}" is no length`, 'Write a whole number and its unit, as 7 days')
  const unit = /^(day|hour)s?$/i.exec(match[2]!)?.[1]?.toLowerCase()
  const n = match[1]!
  if (!unit)
    return not(
      match[2] === '' ? 'has no unit' : `has the unknown unit "${short(match[2]!)}"`,
      `Write ${n} days or ${n} hours`,
    )
  const count = Number(n)
  if (count === 0) return not('is 0', 'Write how long it holds, or - where the source is silent')
  if (count > 3660) return not(`${short(n)} is longer than ten years`, 'Write the days it holds')
  return { value: unit === 'day' ? { days: count, hours: null } : { days: null, hours: count } }
}

export function readDay(cell: string): Cell<string> {
  const figure = readScript(cell)
  if (figure) return figure
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) {
    try {
      return { value: Temporal.PlainDate.from(cell, { overflow: 'reject' }).toString() }
    } catch {
      return not(`${cell} is no day of the calendar`, 'Write a day that exists as YYYY-MM-DD')
    }
  }
  if (/^\d{5}$/.test(cell)) {
    const day = Temporal.PlainDate.from('1899-12-30').add({ days: Number(cell) })
    return not(`${cell} is a spreadsheet's number of a day`, `If it is meant, write ${day}`)
  }
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(cell) || /[a-z]{3}/i.test(cell))
    return not(
      `"${short(cell)}" is a day in a spreadsheet's own way`,
      'Write YYYY-MM-DD, and set the column to text so that it stays',
    )
  return not(`"${short(cell)}" is no day`, 'Write the day as YYYY-MM-DD')
}

export function readAddress(cell: string): Cell<string> {
  const url = URL.parse(cell)
  if (url && /^https?:$/.test(url.protocol) && cell.length <= 2000) return { value: cell }
  return not(`"${short(cell)}" is no web address`, 'Write it in full, from https:// on')
}

/** What spreadsheets and keyboards do to a number. */
function readFigure(cell: string): Cell<string> {
  const script = readScript(cell)
  if (script) return script
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(cell))
    return not('has thousands separators', `Write ${cell.replaceAll(',', '')}`)
  if (/^\d+,\d{1,2}$/.test(cell))
    return not('has a decimal comma', `Write ${cell.replace(',', '.')}`)
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(cell))
    return not('was shortened by a spreadsheet', 'Set the column to text and write all digits')
  if (/^[-−]\d/.test(cell)) return not('is negative', 'Write a number above 0')
  return { value: cell }
}

function readScript(cell: string): CellProblem | undefined {
  const western = westernDigits(cell)
  return western === cell ? undefined : not('has other digits than 0–9', `Write ${western}`)
}

function above0(value: number, cell: string): Cell<number> {
  if (value === 0) return not('is 0', 'Write a number above 0, or - where the source is silent')
  if (value > maxCount) return not(`${short(cell)} is more than any plan gives`, 'Look at its unit')
  return { value }
}

/** What is shown of a text that nobody vouches for. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
