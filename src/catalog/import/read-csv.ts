import { CsvError, parse } from 'csv-parse/sync'
import type { FactField, FactValue } from '../statement.ts'
import { type Column, columns, requiredColumns } from './columns.ts'
import {
  type Draft,
  idPattern,
  type ReadImport,
  type RowProblem,
  type Said,
  said,
} from './draft.ts'
import { type Length, short } from './read-cell.ts'

/** A row is a plan; the longest that was seen has 900 characters. */
const maxRowBytes = 64 * 1024

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * A table of plans with a header, as spreadsheets save it: separated by commas, semicolons or tabs,
 * lines ended either way. An empty cell says nothing; `-` says that the source is silent.
 */
export function readCsv(text: string): ReadImport {
  const rows = readRows(text)
  if ('problem' in rows) return { drafts: [], problems: [rows] }
  const [header, ...body] = rows
  if (!header) return only({ line: 0, column: '-', ...emptyFile })
  const names = header.cells.map((name) => name.trim().toLowerCase())
  const problems = checkHeader(names, header.line)
  if (problems.length > 0) return { drafts: [], problems }
  if (body.length === 0) return only({ line: header.line, column: '-', ...emptyFile })
  const drafts: Draft[] = []
  for (const row of body) {
    const read = readRow(row, names)
    if (read.draft && read.problems.length === 0) drafts.push(read.draft)
    problems.push(...read.problems)
  }
  return { drafts, problems }
}

const emptyFile = {
  problem: said('import.no_plan'),
  remedy: said('import.write_header', { names: requiredColumns.join(', ') }),
}

const only = (problem: RowProblem): ReadImport => ({ drafts: [], problems: [problem] })

function readRows(text: string): readonly Row[] | RowProblem {
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

function checkHeader(names: readonly string[], line: number): RowProblem[] {
  const known = columns.map(({ name }) => name)
  const unknown = names
    .filter((name) => name !== '' && !known.includes(name))
    .map((name) => ({
      ...{ line, column: short(name), problem: said('import.column_unknown') },
      remedy: said('import.rename_column', { names: known.join(', ') }),
    }))
  // Every name is unknown: then this is no header, and a list of columns says nothing.
  if (unknown.length > 0 && unknown.length === names.filter((name) => name !== '').length)
    return [{ line, column: '-', problem: said('import.no_header'), remedy: emptyFile.remedy }]
  const missing = requiredColumns
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

type Given = Map<FactField, FactValue>

function readRow(
  { line, cells }: Row,
  names: readonly string[],
): { draft?: Draft; problems: RowProblem[] } {
  if (cells.slice(names.length).some((cell) => cell.trim() !== '') || cells.length < names.length) {
    const problem = said('import.cells', { cells: cells.length, names: names.length })
    const remedy = said('import.quote_separator')
    return { problems: [{ line, column: '-', problem, remedy }] }
  }
  const problems: RowProblem[] = []
  const given: Given = new Map()
  const about: Record<string, unknown> = {}
  const refused = new Set<Column['place']>()
  for (const [i, name] of names.entries()) {
    const column = columns.find((one) => one.name === name)
    const cell = cells[i]!.trim()
    if (!column || cell === '') continue
    const read = readCell(column, cell)
    if ('problem' in read) {
      problems.push({ line, ...placeOf(name, i), ...read })
      refused.add(column.place)
    } else place(column, read.value, given, about)
  }
  problems.push(...checkRow(line, names, { about, given, refused }))
  if (problems.length > 0) return { problems }
  return { draft: toDraft(line, about, given), problems }
}

function readCell(column: Column, cell: string) {
  if (cell !== '-') return column.read(cell)
  if (!column.nullable)
    return { problem: said('import.not_open'), remedy: said('import.write_value') }
  return { value: column.part === 'length' ? { days: null, hours: null } : null }
}

/** `price (column G)`: the name for the reader of the file, the letter for that of the sheet. */
function placeOf(name: string, index: number) {
  const first = index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : ''
  const letter = `${first}${String.fromCharCode(65 + (index % 26))}`
  return { column: name, place: said('import.column', { name, letter }) }
}

const aboutRow = new Set(['id', 'operator', 'from', 'source', 'sourceUrl', 'asOf', 'verified'])

function place(
  { place: to, part }: Column,
  value: unknown,
  given: Given,
  about: Record<string, unknown>,
): void {
  if (aboutRow.has(to)) {
    about[to] = value
    return
  }
  const field = to as FactField
  if (part === undefined) {
    given.set(field, value as FactValue)
    return
  }
  const parts = part === 'length' ? (value as Length) : { [part]: value }
  given.set(field, { ...(given.get(field) as object | undefined), ...parts } as FactValue)
}

interface ReadRow {
  readonly about: Readonly<Record<string, unknown>>
  readonly given: Given
  /** What was there and could not be read: it is not missing as well. */
  readonly refused: ReadonlySet<Column['place']>
}

function checkRow(
  line: number,
  names: readonly string[],
  { about, given, refused }: ReadRow,
): RowProblem[] {
  const at = (name: string) => ({ line, ...placeOf(name, Math.max(0, names.indexOf(name))) })
  const problems: RowProblem[] = []
  const empty = (name: string, to: Column['place'], remedy: Said) => {
    if (about[to] === undefined && !refused.has(to))
      problems.push({ ...at(name), problem: said('import.empty'), remedy })
  }
  empty('id', 'id', said('import.write_plan'))
  empty('source', 'source', said('import.write_source'))
  empty('as_of', 'asOf', said('import.write_as_of'))
  if (typeof about.id === 'string' && !idPattern.test(about.id))
    problems.push({
      ...at('id'),
      problem: said('import.no_id', { text: short(about.id) }),
      remedy: said('import.write_id'),
    })
  const price = given.get('price') as { amount?: number; basis?: string } | undefined
  if (price && !refused.has('price') && (price.amount === undefined || price.basis === undefined))
    problems.push({
      ...at(price.basis === undefined ? 'basis' : 'price'),
      problem: price.basis === undefined ? said('import.no_basis') : said('import.no_price'),
      remedy: said('import.write_both'),
    })
  return problems
}

function toDraft(line: number, about: Record<string, unknown>, given: Given): Draft {
  const { id, operator, from, source, sourceUrl, asOf, verified } = about
  return {
    ...{ line, id: id as string, given },
    operator: operator as string | undefined,
    from: from as string | undefined,
    provenance: {
      source: source as string,
      sourceUrl: (sourceUrl as string | undefined) ?? null,
      asOf: asOf as string,
      verified: verified === true,
    },
  }
}
