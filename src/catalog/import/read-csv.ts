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
import {
  checkCells,
  checkHeader,
  columnPlace,
  namesOf,
  type Row,
  readRows,
  type TableShape,
} from './read-table.ts'
import { isTaxTable, readTaxTable } from './read-tax-table.ts'

/**
 * A table of plans with a header, or of taxes if its header is theirs. An empty cell says nothing;
 * `-` says that the source is silent.
 */
export function readCsv(text: string): ReadImport {
  const rows = readRows(text)
  if ('problem' in rows) return only(rows)
  const [header, ...body] = rows
  const empty = { column: '-', problem: said('import.no_plan'), remedy: shape.remedy }
  if (!header) return only({ line: 0, ...empty })
  const names = namesOf(header)
  if (isTaxTable(names)) return readTaxTable(header, body)
  const problems = checkHeader(names, header.line, shape)
  if (problems.length > 0) return { drafts: [], problems }
  if (body.length === 0) return only({ line: header.line, ...empty })
  const drafts: Draft[] = []
  for (const row of body) {
    const read = readRow(row, names)
    if (read.draft && read.problems.length === 0) drafts.push(read.draft)
    problems.push(...read.problems)
  }
  return { drafts, problems }
}

const shape: TableShape = {
  known: columns.map(({ name }) => name),
  required: requiredColumns,
  remedy: said('import.write_header', { names: requiredColumns.join(', ') }),
}

const only = (problem: RowProblem): ReadImport => ({ drafts: [], problems: [problem] })

type Given = Map<FactField, FactValue>

function readRow(
  { line, cells }: Row,
  names: readonly string[],
): { draft?: Draft; problems: RowProblem[] } {
  const misfit = checkCells({ line, cells }, names)
  if (misfit.length > 0) return { problems: misfit }
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
      problems.push({ line, ...columnPlace(name, i), ...read })
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
  const at = (name: string) => ({ line, ...columnPlace(name, Math.max(0, names.indexOf(name))) })
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
