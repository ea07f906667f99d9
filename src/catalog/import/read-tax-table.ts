import type { TaxesFile } from '../fact-shapes.ts'
import { toTaxRules } from '../read-facts.ts'
import { type Territory, territories } from '../tax.ts'
import {
  type Cell,
  type ReadImport,
  type RowProblem,
  type Said,
  said,
  type TaxDraft,
} from './draft.ts'
import {
  readAddress,
  readChoice,
  readDay,
  readId,
  readPercent,
  readText,
  readYesNo,
} from './read-cell.ts'
import {
  checkCells,
  checkHeader,
  columnPlace,
  namesOf,
  type Row,
  type TableShape,
} from './read-table.ts'

type TaxSet = TaxesFile['sets'][number]

/** What may stand in each column; one row is one rate of one set. */
const cells = {
  set: readId,
  environment: (cell: string) => readChoice(cell, ['production', 'sandbox'] as const),
  from: readDay,
  // Only said to have no end, never by an empty cell: a set that is known would lose its own.
  until: (cell: string): Cell<string | null> => (cell === '-' ? { value: null } : readDay(cell)),
  tax: (cell: string) => readChoice(cell, ['advance', 'service'] as const),
  territory: (cell: string) => readChoice(cell, territories),
  rate: readPercent,
  source: readText,
  source_url: readAddress,
  as_of: readText,
  verified: readYesNo,
}

type Name = keyof typeof cells
type Value<Of extends Name> = Extract<ReturnType<(typeof cells)[Of]>, { value: unknown }>['value']
type Values = { [Of in Name]?: Value<Of> }

const names = Object.keys(cells) as Name[]
const needed = [
  ...(['set', 'environment', 'from', 'until', 'tax'] as const),
  ...(['territory', 'rate', 'source', 'as_of'] as const),
]

const shape: TableShape = {
  known: names,
  required: needed,
  remedy: said('import.write_header', { names: needed.join(', ') }),
}

/** A table of plans has none of these columns. */
export function isTaxTable(header: readonly string[]): boolean {
  return ['set', 'tax', 'rate'].some((name) => header.includes(name))
}

interface RateRow {
  readonly line: number
  readonly values: Values
  readonly placeOf: (name: Name) => Pick<RowProblem, 'line' | 'column' | 'place'>
}

/** Sets of taxes as rows: the same sets that `facts/taxes.json` has, one rate each. */
export function readTaxTable(header: Row, body: readonly Row[]): ReadImport {
  const inHeader = namesOf(header)
  const problems = checkHeader(inHeader, header.line, shape)
  if (problems.length > 0) return { drafts: [], problems }
  if (body.length === 0) {
    const nothing = { problem: said('import.no_rate'), remedy: shape.remedy }
    return { drafts: [], problems: [{ line: header.line, column: '-', ...nothing }] }
  }
  const sets = new Map<string, RateRow[]>()
  for (const row of body) {
    const read = readRow(row, inHeader)
    problems.push(...read.problems)
    const { set } = read.row.values
    if (set !== undefined) sets.set(set, [...(sets.get(set) ?? []), read.row])
  }
  // What a set lacks is only known once each of its rows can be read.
  if (problems.length > 0) return { drafts: [], problems }
  const taxes: TaxDraft[] = []
  for (const [id, rows] of sets) {
    const found = [...checkTwice(id, rows), ...checkShared(id, rows), ...checkWhole(id, rows)]
    problems.push(...found)
    if (found.length === 0) taxes.push(...toDrafts(id, rows))
  }
  return { drafts: [], problems, taxes }
}

function readRow(row: Row, inHeader: readonly string[]): { row: RateRow; problems: RowProblem[] } {
  const { line } = row
  const placeOf: RateRow['placeOf'] = (name) => ({
    ...{ line, ...columnPlace(name, Math.max(0, inHeader.indexOf(name))) },
  })
  const values: Record<string, unknown> = {}
  const read: RateRow = { line, values: values as Values, placeOf }
  const problems = checkCells(row, inHeader)
  if (problems.length > 0) return { row: read, problems }
  const refused = new Set<string>()
  for (const name of names) {
    const cell = row.cells[inHeader.indexOf(name)]?.trim() ?? ''
    if (cell === '') continue
    const found = cells[name](cell)
    if ('problem' in found) {
      problems.push({ ...placeOf(name), ...found })
      refused.add(name)
    } else values[name] = found.value
  }
  return { row: read, problems: [...problems, ...checkRow(read, refused)] }
}

/** What every row must have itself. */
const ownRemedies: readonly (readonly [Name, Said])[] = [
  ['set', said('import.write_set')],
  ['tax', said('import.write_one_of', { names: 'advance, service' })],
  ['rate', said('import.write_rate')],
  ['source', said('import.write_source')],
  ['as_of', said('import.write_as_of')],
]

function checkRow({ values, placeOf }: RateRow, refused: ReadonlySet<string>): RowProblem[] {
  const isEmpty = (name: Name) => values[name] === undefined && !refused.has(name)
  const problems = ownRemedies
    .filter(([name]) => isEmpty(name))
    .map(([name, remedy]) => ({ ...placeOf(name), problem: said('import.empty'), remedy }))
  if (values.tax === 'service' && isEmpty('territory'))
    problems.push({
      ...{ ...placeOf('territory'), problem: said('import.empty') },
      remedy: said('import.write_one_of', { names: territories.join(', ') }),
    })
  if (values.tax === 'advance' && values.territory !== undefined)
    problems.push({
      ...{ ...placeOf('territory'), problem: said('import.advance_everywhere') },
      remedy: said('import.leave_empty'),
    })
  return problems
}

const rateOf = ({ tax, territory }: Values) => (tax === 'advance' ? 'advance' : `${territory}`)

function checkTwice(set: string, rows: readonly RateRow[]): RowProblem[] {
  return rows.flatMap(({ values, placeOf }, i) => {
    const rate = rateOf(values)
    const first = rows.findIndex((one) => rateOf(one.values) === rate)
    if (first === i) return []
    const where = { rate: `${set} ${rate}`, line: rows[first]!.line }
    return [
      {
        ...placeOf('tax'),
        problem: said('import.rate_twice', where),
        remedy: said('import.keep_one_rate'),
      },
    ]
  })
}

const shared = [
  ['environment', said('import.write_environment')],
  ['from', said('import.write_day')],
  ['until', said('import.write_until')],
] as const

/** What holds for the whole set stands in one of its rows, and differs in none. */
function checkShared(set: string, rows: readonly RateRow[]): RowProblem[] {
  return shared.flatMap(([name, remedy]) => {
    const stated = rows.filter(({ values }) => values[name] !== undefined)
    const [first, ...others] = stated
    if (!first)
      return [{ ...rows[0]!.placeOf(name), problem: said('import.set_needs', { set }), remedy }]
    return others
      .filter(({ values }) => values[name] !== first.values[name])
      .map(({ values, placeOf }) => ({
        ...placeOf(name),
        problem: said('import.set_differs', {
          ...{ value: values[name] ?? '-', other: first.values[name] ?? '-', line: first.line },
        }),
        remedy: said('import.write_same'),
      }))
  })
}

function checkWhole(set: string, rows: readonly RateRow[]): RowProblem[] {
  const there = rows.map(({ values }) => rateOf(values))
  const lacking = ['advance', ...territories].filter((rate) => !there.includes(rate))
  if (lacking.length === 0) return []
  const problem = said('import.set_lacks', { set, names: lacking.join(', ') })
  return [{ ...rows[0]!.placeOf('set'), problem, remedy: said('import.write_rates') }]
}

/** Of rows that were checked: each value is there. */
function toDrafts(id: string, rows: readonly RateRow[]): TaxDraft[] {
  const of = <Shared extends 'environment' | 'from' | 'until'>(name: Shared) =>
    rows.find(({ values }) => values[name] !== undefined)!.values[name]!
  const byRate = new Map(rows.map((row) => [rateOf(row.values), row]))
  const rate = (name: 'advance' | Territory) => {
    const {
      rate: bp,
      source,
      source_url: sourceUrl,
      as_of: asOf,
      verified,
    } = byRate.get(name)!.values
    return {
      ...{ bp: bp!, source: source!, asOf: asOf! },
      sourceUrl: sourceUrl ?? null,
      verified: verified ?? false,
    }
  }
  const advanceTax = rate('advance')
  const serviceTax = Object.fromEntries(
    territories.map((name) => [name, rate(name)]),
  ) as TaxSet['serviceTax']
  const days = { effectiveFrom: of('from'), effectiveUntil: of('until') }
  const isProven = (one: TaxSet['advanceTax']) => !one.verified || one.sourceUrl !== null
  return toTaxRules({ id, environment: of('environment'), ...days, advanceTax, serviceTax }).map(
    (rule) => ({
      ...{ line: byRate.get(rule.territory)!.line, rule },
      proven: isProven(advanceTax) && isProven(serviceTax[rule.territory]),
    }),
  )
}
