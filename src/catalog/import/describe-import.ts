import { type Language, type MessageKey, say, tell } from '#i18n'
import type { Localized } from '../plan.ts'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'
import type { NewStatement } from '../store/statements.ts'
import type { ImportDiff, PlanChange, Suspicion } from './compare-import.ts'
import type { TaxChange } from './compare-taxes.ts'
import { placeOf, type RowProblem, said } from './draft.ts'

/** What a file would do, for a person at a terminal: one line per fact. */
export function describeImport(diff: ImportDiff, language: Language = 'en'): string {
  const words = new Words(language)
  const { added, changed, withdrawn, taxes, suspicions, problems } = diff
  const lines = [
    ...added.map(({ line, fact, from }) => {
      const parts = [fact.operator, fact.kind, `"${fact.name.en}"`]
      const sold = [words.price(fact.prices[0]!), words.length(fact.validity)]
      return `+ ${fact.id}  ${words.since(from)}  ${words.at(line)}\n    ${[...parts, ...sold].join(', ')}`
    }),
    ...changed.map((change) => words.change('~', change)),
    ...withdrawn.map((change) => words.change('-', change)),
    ...taxes.map((tax) => words.tax(tax)),
    ...suspicions.map((one) => words.suspicion(one)),
    ...problems.map((problem) => `! ${words.problem(problem)}`),
  ]
  const counts = {
    ...{ added: added.length, changed: changed.length, withdrawn: withdrawn.length },
    ...{ unchanged: diff.unchanged, suspicious: suspicions.length, bad: problems.length },
  }
  const total =
    taxes.length > 0
      ? words.say('import.counts_taxes', { ...counts, taxes: taxes.length })
      : words.say('import.counts', counts)
  return [...lines, total].join('\n')
}

/** A fact as a person reads it. */
export function valueText(field: FactField, value: FactValue, language: Language = 'en'): string {
  return new Words(language).value(field, value)
}

class Words {
  readonly #language: Language

  constructor(language: Language) {
    this.#language = language
  }

  say(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
    return say(this.#language, key, values)
  }

  since(day: string): string {
    return this.say('import.from', { day })
  }

  at(line: number): string {
    return this.say('import.in_line', { line })
  }

  problem(row: RowProblem): string {
    const { line, column, problem, remedy } = row
    const start = line > 0 ? said('import.line', { line }) : said('import.the_file')
    const where =
      column === '-' ? start : said('import.where', { where: start, column: placeOf(row) })
    return tell(this.#language, said('import.problem', { where, problem, remedy }))
  }

  suspicion({ line, plan, why }: Suspicion): string {
    const where = line > 0 ? said('import.in_line', { line }) : said('import.whole_file')
    return `? ${tell(this.#language, said('import.suspicion', { row: plan, where, why }))}`
  }

  change(sign: string, change: PlanChange): string {
    const { plan, from, line, statements, stillComes, overruledBy: upstream } = change
    const where = line > 0 ? this.at(line) : this.say('import.not_in_file')
    const facts = statements.map((one) => `\n    ${this.fact(one)}`)
    const later =
      stillComes === undefined ? '' : `\n    ${this.say('import.still_comes', { day: stillComes })}`
    const sold = upstream === undefined ? '' : `\n    ${this.say('import.overruled', { upstream })}`
    return `${sign} ${plan}  ${this.since(from)}  ${where}${facts.join('')}${later}${sold}`
  }

  tax({ line, rule, isNew, ends }: TaxChange): string {
    const { id, effectiveFrom: day, effectiveUntil: end } = rule
    const days = end === null ? this.since(day) : this.say('import.until', { day, end })
    const rates = this.say('import.rates', {
      advance: rule.advanceTaxBp / 100,
      service: rule.serviceTaxBp / 100,
      sure: this.say(rule.verified ? 'import.verified' : 'import.not_verified'),
    })
    const before = ends ? `\n    ${this.say('import.ends_rule', { id: ends.id })}` : ''
    const sign = isNew ? '+' : '~'
    return `${sign} ${this.say('import.tax')} ${id}  ${days}  ${this.at(line)}\n    ${rates}${before}`
  }

  fact({ field, before, value, provenance }: NewStatement): string {
    const [was, is] = [this.value(field, before), this.value(field, value)]
    const { source, verified } = provenance
    if (was === is) return this.say('import.now_verified', { field, value: is, source })
    const key = verified ? 'import.becomes_verified' : 'import.becomes'
    return this.say(key, { field, before: was, value: is })
  }

  value(field: FactField, value: FactValue): string {
    if (value === null) return this.say('import.not_stated')
    if (field === 'price') return this.price(value as StatedPrice)
    if (field === 'validity')
      return this.length(value as { days: number | null; hours: number | null })
    if (field === 'name') return Object.values(value as Localized).join(' / ')
    if (typeof value === 'boolean') return this.say(value ? 'import.yes' : 'import.no')
    return field.endsWith('Mb') ? `${value} MB` : String(value)
  }

  price({ amount, basis }: { amount: number | bigint | null; basis: string }): string {
    if (amount === null) return this.say('import.no_price_stated')
    const paisa = Number(amount)
    const rupees = paisa % 100 === 0 ? String(paisa / 100) : (paisa / 100).toFixed(2)
    return this.say('import.price', { rupees, basis })
  }

  length({ days, hours }: { days: number | null; hours: number | null }): string {
    if (days !== null) return this.say('import.days', { n: days })
    if (hours !== null) return this.say('import.hours', { n: hours })
    return this.say('import.no_validity')
  }
}
