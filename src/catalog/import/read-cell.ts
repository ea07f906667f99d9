import { westernDigits } from '#kernel'
import { type Cell, type CellProblem, idPattern, type Said, said } from './draft.ts'

/** Readers of single cells, as people and spreadsheets write them. Pure. */
const maxTextLength = 500
/** No plan holds more; what is larger is another unit or another column. */
const maxCount = 10_000_000
const maxRupees = 1_000_000

const not = (problem: Said, remedy: Said): CellProblem => ({ problem, remedy })

export function readText(cell: string): Cell<string> {
  if (cell.length > maxTextLength)
    return not(
      said('import.too_long', { count: cell.length }),
      said('import.shorten', { most: maxTextLength }),
    )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\u0000-\u001f\u007f\ufffd]/.test(cell))
    return not(said('import.bad_character'), said('import.type_again'))
  if (/^[=+@\-\t]/.test(cell))
    return not(said('import.formula', { sign: cell[0]! }), said('import.begin_letter'))
  return { value: cell }
}

export function readChoice<Choice extends string>(
  cell: string,
  choices: readonly Choice[],
): Cell<Choice> {
  const found = choices.find((choice) => choice === cell)
  if (found !== undefined) return { value: found }
  return not(
    said('import.not_known', { text: short(cell) }),
    said('import.write_one_of', { names: choices.join(', ') }),
  )
}

export function readYesNo(cell: string): Cell<boolean> {
  if (/^(yes|true)$/i.test(cell)) return { value: true }
  if (/^(no|false)$/i.test(cell)) return { value: false }
  return not(said('import.no_yes_no', { text: short(cell) }), said('import.write_yes_no'))
}

/** Rupees with at most two decimals, in paisa. */
export function readRupees(cell: string): Cell<number> {
  const figure = readFigure(cell.replace(/^(rs\.?|pkr|₨)\s*/i, ''))
  if ('problem' in figure) return figure
  if (figure.value !== cell && cell.match(/^[a-z₨]/i))
    return not(said('import.currency'), said('import.number_alone', { figure: figure.value }))
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(cell)
  if (!match)
    return not(said('import.no_amount', { text: short(cell) }), said('import.write_rupees'))
  const [, whole, part = ''] = match
  if (Number(whole) > maxRupees)
    return not(said('import.too_dear', { text: short(whole!) }), said('import.not_paisa'))
  return { value: Number(whole) * 100 + Number(part.padEnd(2, '0')) }
}

/** A whole number above 0: minutes, messages. */
export function readCount(cell: string): Cell<number> {
  const figure = readFigure(cell)
  if ('problem' in figure) return figure
  if (!/^\d+$/.test(cell))
    return not(said('import.no_count', { text: short(cell) }), said('import.write_digits'))
  return above0(Number(cell), cell)
}

/** A volume with its unit, in megabytes: a GB of an operator is 1,024 MB. */
export function readVolume(cell: string): Cell<number> {
  const match = /^(\S+?)\s*([a-z]*)$/i.exec(cell)
  const figure = readFigure(match?.[1] ?? cell)
  if ('problem' in figure) return figure
  if (!match || !/^\d+(\.\d+)?$/.test(match[1]!))
    return not(said('import.no_volume', { text: short(cell) }), said('import.write_volume'))
  const unit = match[2]!.toLowerCase()
  const size = unit === 'gb' ? 1024 : unit === 'mb' ? 1 : undefined
  if (size === undefined)
    return not(unitProblem(match[2]!), either(`${match[1]} GB`, `${match[1]} MB`))
  const megabytes = Number(match[1]) * size
  if (!Number.isInteger(megabytes))
    return not(said('import.no_whole_mb', { text: short(cell) }), said('import.write_mb'))
  return above0(megabytes, cell)
}

/** A rate in percent with at most two decimals, in basis points: 19.5 is 1950. */
export function readPercent(cell: string): Cell<number> {
  const bare = cell.replace(/\s*%$/, '')
  const figure = readFigure(bare)
  if ('problem' in figure) return figure
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(bare)
  if (!match)
    return not(said('import.no_percent', { text: short(cell) }), said('import.write_percent'))
  const bp = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  if (bp > 10_000)
    return not(said('import.above_100', { text: short(cell) }), said('import.write_percent'))
  return { value: bp }
}

export function readId(cell: string): Cell<string> {
  if (idPattern.test(cell) && cell.length <= 200) return { value: cell }
  return not(said('import.no_id', { text: short(cell) }), said('import.write_id'))
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
    return not(said('import.no_length', { text: short(cell) }), said('import.write_length'))
  const unit = /^(day|hour)s?$/i.exec(match[2]!)?.[1]?.toLowerCase()
  const n = match[1]!
  if (!unit) return not(unitProblem(match[2]!), either(`${n} days`, `${n} hours`))
  const count = Number(n)
  if (count === 0) return not(said('import.zero'), said('import.length_or_silent'))
  if (count > 3660)
    return not(said('import.ten_years', { text: short(n) }), said('import.write_days'))
  return { value: unit === 'day' ? { days: count, hours: null } : { days: null, hours: count } }
}

export function readDay(cell: string): Cell<string> {
  const figure = readScript(cell)
  if (figure) return figure
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) {
    try {
      return { value: Temporal.PlainDate.from(cell, { overflow: 'reject' }).toString() }
    } catch {
      return not(said('import.no_calendar_day', { text: cell }), said('import.day_exists'))
    }
  }
  if (/^\d{5}$/.test(cell)) {
    const day = Temporal.PlainDate.from('1899-12-30')
      .add({ days: Number(cell) })
      .toString()
    return not(said('import.sheet_number', { text: cell }), said('import.if_meant', { day }))
  }
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(cell) || /[a-z]{3}/i.test(cell))
    return not(said('import.sheet_day', { text: short(cell) }), said('import.day_as_text'))
  return not(said('import.no_day', { text: short(cell) }), said('import.write_day'))
}

/**
 * The day, month or year of a source, and after it what more there is to say: `2023-08`,
 * `2024 (estimated)`, `undated`.
 */
export function readAsOf(cell: string): Cell<string> {
  const text = readText(cell)
  if ('problem' in text || /^undated\b/.test(cell)) return text
  const [, day, month, year] =
    /^(?:(\d{4}-\d{2}-\d{2})|(\d{4}-\d{2})|(\d{4}))(?![\d/.-])/.exec(cell) ?? []
  if (day !== undefined) {
    const read = readDay(day)
    return 'problem' in read ? read : text
  }
  const isYear = Number((year ?? month)?.slice(0, 4)) >= 1990
  const isMonth = month === undefined || isMonthOrNextYear(month)
  if (isYear && isMonth) return text
  return not(said('import.no_as_of', { text: short(cell) }), said('import.write_as_of'))
}

/** `2023-11`, or `2023-24` for an article of two years. */
function isMonthOrNextYear(text: string): boolean {
  const [year, part] = text.split('-').map(Number) as [number, number]
  return (part >= 1 && part <= 12) || part === (year + 1) % 100
}

export function readAddress(cell: string): Cell<string> {
  const url = URL.parse(cell)
  if (url && /^https?:$/.test(url.protocol) && cell.length <= 2000) return { value: cell }
  return not(said('import.no_address', { text: short(cell) }), said('import.write_address'))
}

/** What spreadsheets and keyboards do to a number. */
function readFigure(cell: string): Cell<string> {
  const script = readScript(cell)
  if (script) return script
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(cell))
    return not(said('import.thousands'), write(cell.replaceAll(',', '')))
  if (/^\d+,\d{1,2}$/.test(cell))
    return not(said('import.decimal_comma'), write(cell.replace(',', '.')))
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(cell))
    return not(said('import.shortened'), said('import.all_digits'))
  if (/^[-−]\d/.test(cell)) return not(said('import.negative'), said('import.above_0'))
  return { value: cell }
}

function readScript(cell: string): CellProblem | undefined {
  const western = westernDigits(cell)
  return western === cell ? undefined : not(said('import.other_digits'), write(western))
}

function above0(value: number, cell: string): Cell<number> {
  if (value === 0) return not(said('import.zero'), said('import.above_0_or_silent'))
  if (value > maxCount)
    return not(said('import.too_much', { text: short(cell) }), said('import.look_unit'))
  return { value }
}

const write = (figure: string) => said('import.write_figure', { figure })
const either = (first: string, second: string) => said('import.write_either', { first, second })

function unitProblem(unit: string): Said {
  return unit === '' ? said('import.no_unit') : said('import.unit_unknown', { unit: short(unit) })
}

/** What is shown of a text that nobody vouches for. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
