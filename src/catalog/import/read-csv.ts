import { CsvError, parse } from 'csv-parse/sync'
import type { FactField, FactValue } from '../statement.ts'
import { type Column, columns, requiredColumns } from './columns.ts'
import { type Draft, idPattern, type ReadImport, type RowProblem, remedies } from './draft.ts'
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
  problem: 'has no plan',
  remedy: `Write a header (${requiredColumns.join(', ')}, …) and under it one row per plan`,
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
  const said = error as unknown as { lines?: number; column?: number }
  const at = { line: said.lines ?? 0, column: `cell ${Number(said.column ?? 0) + 1}` }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return {
      line: openQuoteLine(text),
      column: '-',
      problem: 'a quotation mark opens here and never closes',
      remedy: 'Close it, and write a quotation mark inside a cell twice',
    }
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return {
      ...{ ...at, column: '-', problem: 'a row goes on for more than 64 KB' },
      remedy: 'Give every plan a line of its own; look for a quotation mark that never closes',
    }
  const problem = 'a quotation mark stands inside a cell'
  return { ...at, problem, remedy: 'Put the whole cell in quotation marks, those inside twice' }
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
      ...{ line, column: short(name), problem: 'is no column that we know' },
      remedy: `Rename or remove it. Known: ${known.join(', ')}`,
    }))
  // Every name is unknown: then this is no header, and a list of columns says nothing.
  if (unknown.length > 0 && unknown.length === names.filter((name) => name !== '').length)
    return [{ line, column: '-', problem: 'is no header', remedy: emptyFile.remedy }]
  const missing = requiredColumns
    .filter((name) => !names.includes(name))
    .map((name) => ({
      ...{ line, column: name, problem: 'is missing' },
      remedy: `Add the column ${name}: no fact without its plan, source and date`,
    }))
  const twice = names
    .filter((name, i) => name !== '' && names.indexOf(name) !== i)
    .map((name) => ({
      ...{ line, column: name, problem: 'is there twice' },
      remedy: 'Keep one of the two columns',
    }))
  return [...unknown, ...missing, ...twice]
}

type Given = Map<FactField, FactValue>

function readRow(
  { line, cells }: Row,
  names: readonly string[],
): { draft?: Draft; problems: RowProblem[] } {
  if (cells.slice(names.length).some((cell) => cell.trim() !== '') || cells.length < names.length) {
    const problem = `has ${cells.length} cells, the header has ${names.length}`
    const remedy = 'Put a cell with a separator in it in quotation marks; leave none out'
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
      problems.push({ line, column: nameOf(name, i), ...read })
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
    return { problem: 'cannot be left open', remedy: 'Write a value, or leave the cell empty' }
  return { value: column.part === 'length' ? { days: null, hours: null } : null }
}

/** `price (column G)`: the name for the reader of the file, the letter for that of the sheet. */
function nameOf(name: string, index: number): string {
  const first = index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : ''
  return `${name} (column ${first}${String.fromCharCode(65 + (index % 26))})`
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
  const at = (name: string) => ({ line, column: nameOf(name, Math.max(0, names.indexOf(name))) })
  const problems: RowProblem[] = []
  const empty = (name: string, to: Column['place'], remedy: string) => {
    if (about[to] === undefined && !refused.has(to))
      problems.push({ ...at(name), problem: 'is empty', remedy })
  }
  empty('id', 'id', 'Write which plan it is')
  empty('source', 'source', 'Write where this stands: no fact without its source')
  empty('as_of', 'asOf', 'Write the date of the source, or undated')
  if (typeof about.id === 'string' && !idPattern.test(about.id))
    problems.push({ ...at('id'), problem: `"${short(about.id)}" is no id`, remedy: remedies.id })
  const price = given.get('price') as { amount?: number; basis?: string } | undefined
  if (price && !refused.has('price') && (price.amount === undefined || price.basis === undefined))
    problems.push({
      ...at(price.basis === undefined ? 'basis' : 'price'),
      problem:
        price.basis === undefined ? 'a price without its basis' : 'a basis without its price',
      remedy: 'Write both: 520 from the balance and 600 as a load are one and the same price',
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
