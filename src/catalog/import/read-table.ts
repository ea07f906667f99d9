import { CsvError, parse } from 'csv-parse/sync'
import { type RowProblem, type Said, said } from './draft.ts'
import { short } from './read-cell.ts'

/** A row is a plan or a rate; the longest that was seen has 900 characters. */
const maxRowBytes = 64 * 1024

export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The rows of a table as spreadsheets save it: separated by commas, semicolons or tabs, lines ended
 * either way.
 */
export function readRows(text: string): readonly Row[] | RowProblem {
  const [first = ''] = text.replace(/^\ufeff/, '').split('\n', 1)
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    first.split(one).length > first.split(best).length ? one : best,
  )
  try {
    const records = parse(text, {
      ...{ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true },
      max_record_size: maxRowBytes,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records
      .map(({ record, info }) => ({
        line: info.lines - record.join('').split('\n').length + 1,
        cells: record,
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return toProblem(error, text)
  }
}

function toProblem(error: CsvError, text: string): RowProblem {
  const found = error as unknown as { lines?: number; column?: number }
  const n = Number(found.column ?? 0) + 1
  const at = { line: found.lines ?? 0, column: String(n), place: said('import.cell', { n }) }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return {
      line: openQuoteLine(text),
      column: '-',
      problem: said('import.quote_open'),
      remedy: said('import.close_quote'),
    }
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return {
      ...{ line: at.line, column: '-', problem: said('import.row_long') },
      remedy: said('import.own_line'),
    }
  return { ...at, problem: said('import.quote_inside'), remedy: said('import.quote_cell') }
}

/** The line of the quotation mark that is left open at the end. */
function openQuoteLine(text: string): number {
  const marks = [...text.matchAll(/"/g)]
  return text.slice(0, marks.at(-1)?.index ?? 0).split('\n').length
}

/** What a header may and must name, and what to write where there is none. */
export interface TableShape {
  readonly known: readonly string[]
  readonly required: readonly string[]
  readonly remedy: Said
}

export function namesOf({ cells }: Row): string[] {
  return cells.map((name) => name.trim().toLowerCase())
}

export function checkHeader(
  names: readonly string[],
  line: number,
  { known, required, remedy }: TableShape,
): RowProblem[] {
  const unknown = names
    .filter((name) => name !== '' && !known.includes(name))
    .map((name) => ({
      ...{ line, column: short(name), problem: said('import.column_unknown') },
      remedy: said('import.rename_column', { names: known.join(', ') }),
    }))
  // Every name is unknown: then this is no header, and a list of columns says nothing.
  if (unknown.length > 0 && unknown.length === names.filter((name) => name !== '').length)
    return [{ line, column: '-', problem: said('import.no_header'), remedy }]
  const missing = required
    .filter((name) => !names.includes(name))
    .map((name) => ({
      ...{ line, column: name, problem: said('import.missing') },
      remedy: said('import.add_column', { name }),
    }))
  const twice = names
    .filter((name, i) => name !== '' && names.indexOf(name) !== i)
    .map((name) => ({
      ...{ line, column: name, problem: said('import.twice') },
      remedy: said('import.keep_one_column'),
    }))
  return [...unknown, ...missing, ...twice]
}

/** Whether a row has a cell for each name; what stands behind the last one must be empty. */
export function checkCells({ line, cells }: Row, names: readonly string[]): RowProblem[] {
  const beyond = cells.slice(names.length).some((cell) => cell.trim() !== '')
  if (!beyond && cells.length >= names.length) return []
  const problem = said('import.cells', { cells: cells.length, names: names.length })
  return [{ line, column: '-', problem, remedy: said('import.quote_separator') }]
}

/** `price (column G)`: the name for the reader of the file, the letter for that of the sheet. */
export function columnPlace(name: string, index: number) {
  const first = index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : ''
  const letter = `${first}${String.fromCharCode(65 + (index % 26))}`
  return { column: name, place: said('import.column', { name, letter }) }
}
