import type { Localized } from '../plan.ts'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'
import type { NewStatement } from '../store/statements.ts'
import type { ImportDiff, PlanChange } from './compare-import.ts'
import type { TaxChange } from './compare-taxes.ts'
import type { RowProblem } from './draft.ts'

/** What a file would do, for a person at a terminal: one line per fact. */
export function describeImport(diff: ImportDiff): string {
  const { added, changed, withdrawn, taxes, unchanged, problems, suspicions } = diff
  const lines = [
    ...added.map(
      ({ line, fact, from }) =>
        `+ ${fact.id}  from ${from}  ${at(line)}\n    ${fact.operator}, ${fact.kind}, ` +
        `"${fact.name.en}", ${priceText(fact.prices[0]!)}, ${lengthText(fact.validity)}`,
    ),
    ...changed.map((change) => changeText('~', change)),
    ...withdrawn.map((change) => changeText('-', change)),
    ...taxes.map(taxText),
    ...suspicions.map(
      ({ line, plan, why }) => `? ${plan}  ${line > 0 ? at(line) : 'the whole file'}: ${why}`,
    ),
    ...problems.map((problem) => `! ${problemText(problem)}`),
  ]
  const counts =
    `${added.length} added, ${changed.length} changed, ${withdrawn.length} withdrawn, ` +
    (taxes.length > 0 ? `${taxes.length} tax rules, ` : '') +
    `${unchanged} unchanged, ${suspicions.length} suspicious, ${problems.length} bad`
  return [...lines, counts].join('\n')
}

export function problemText({ line, column, problem, remedy }: RowProblem): string {
  const where = [line > 0 ? `line ${line}` : 'the file', ...(column === '-' ? [] : [column])]
  return `${where.join(', ')}: ${problem}. ${remedy}.`
}

const at = (line: number) => `(line ${line})`

function changeText(
  sign: string,
  { plan, from, line, statements, stillComes }: PlanChange,
): string {
  const where = line > 0 ? at(line) : '(not in the file)'
  const facts = statements.map((one) => `\n    ${factText(one)}`)
  const later = stillComes === undefined ? '' : `\n    (a change from ${stillComes} still comes)`
  return `${sign} ${plan}  from ${from}  ${where}${facts.join('')}${later}`
}

function taxText({ line, rule, isNew, ends }: TaxChange): string {
  const { id, effectiveFrom, effectiveUntil, advanceTaxBp, serviceTaxBp, verified } = rule
  const days = `from ${effectiveFrom}${effectiveUntil === null ? '' : ` until ${effectiveUntil}`}`
  const rates = `advance tax ${advanceTaxBp / 100} %, service tax ${serviceTaxBp / 100} %`
  const sure = verified ? 'verified' : 'not verified'
  const before = ends ? `\n    ends ${ends.id} on that day` : ''
  return `${isNew ? '+' : '~'} tax ${id}  ${days}  ${at(line)}\n    ${rates}, ${sure}${before}`
}

function factText({ field, before, value, provenance }: NewStatement): string {
  const [was, is] = [valueText(field, before), valueText(field, value)]
  if (was === is) return `${field}: ${is}, now verified (${provenance.source})`
  return `${field}: ${was} → ${is}${provenance.verified ? ', verified' : ''}`
}

/** A fact as a person reads it. */
export function valueText(field: FactField, value: FactValue): string {
  if (value === null) return 'not stated'
  if (field === 'price') return priceText(value as StatedPrice)
  if (field === 'validity')
    return lengthText(value as { days: number | null; hours: number | null })
  if (field === 'name') return Object.values(value as Localized).join(' / ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return field.endsWith('Mb') ? `${value} MB` : String(value)
}

function priceText({ amount, basis }: { amount: number | bigint | null; basis: string }): string {
  if (amount === null) return 'no price stated'
  const paisa = Number(amount)
  const rupees = paisa % 100 === 0 ? String(paisa / 100) : (paisa / 100).toFixed(2)
  return `Rs ${rupees} (${basis})`
}

function lengthText({ days, hours }: { days: number | null; hours: number | null }): string {
  if (days !== null) return days === 1 ? '1 day' : `${days} days`
  if (hours !== null) return hours === 1 ? '1 hour' : `${hours} hours`
  return 'validity not stated'
}
