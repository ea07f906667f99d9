import type { Validity } from '#kernel'
import type { PlanFact, TaxRuleFact } from '../fact.ts'
import { verifiableFields } from '../fact-shapes.ts'
import type { Localized } from '../plan.ts'
import { changeDays, planOnDay } from '../plan-on-day.ts'
import {
  type FactField,
  type FactValue,
  factOf,
  type PlanState,
  type StatedPrice,
  type Statement,
  sameValue,
  verifiableNames,
} from '../statement.ts'
import type { NewStatement } from '../store/statements.ts'
import { compareTaxes, type TaxChange } from './compare-taxes.ts'
import { type Draft, type ReadImport, type RowProblem, type Said, said } from './draft.ts'
import { newPlanOf } from './new-plan.ts'
import { suspectChange, suspectPlan } from './suspect.ts'

/** What the catalogue has, as far as an import touches it. */
export interface Known {
  readonly operators: readonly string[]
  readonly plans: readonly PlanFact[]
  readonly statements: ReadonlyMap<string, readonly Statement[]>
  readonly taxRules: readonly TaxRuleFact[]
  /** Plans that a connected upstream has in its own tariff, and which. */
  readonly confirmed: ReadonlyMap<string, string>
  /** Plans of earlier releases; their ids stay theirs. */
  readonly retired: readonly string[]
  /** The day of the import in Karachi. */
  readonly today: string
}

export interface PlanChange {
  readonly line: number
  readonly plan: string
  readonly from: string
  readonly statements: readonly NewStatement[]
  /** A later change that was announced before and still comes. */
  readonly stillComes: string | undefined
  /** The connected upstream whose own word on price, length or effect goes before this one. */
  readonly overruledBy: string | undefined
}

export interface AddedPlan {
  readonly line: number
  readonly fact: PlanFact
  readonly from: string
  /** What the row says of it, one fact at a time. */
  readonly statements: readonly NewStatement[]
}

export interface Suspicion {
  readonly line: number
  /** What `--accept` takes beside the line. */
  readonly plan: string
  readonly why: Said
}

/** What a file would do to the catalogue. */
export interface ImportDiff {
  readonly added: readonly AddedPlan[]
  readonly changed: readonly PlanChange[]
  readonly withdrawn: readonly PlanChange[]
  readonly taxes: readonly TaxChange[]
  readonly unchanged: number
  readonly problems: readonly RowProblem[]
  readonly suspicions: readonly Suspicion[]
}

export interface ImportWish {
  /** The file is the whole tariff of this operator: what it does not name is withdrawn. */
  readonly whole?: string | undefined
}

/** So much of a tariff may go at once; more is most likely half a file. */
const mostWithdrawn = 0.2

/** What the rows of a file would change, compared on the day from which each holds. Pure. */
export function compareImport(read: ReadImport, known: Known, wish: ImportWish = {}): ImportDiff {
  const work = new Work(known)
  for (const draft of read.drafts) work.take(draft)
  if (wish.whole !== undefined && read.problems.length + work.problems.length === 0)
    work.withdrawAbsent(wish.whole, read.drafts)
  const taxes = compareTaxes(read.taxes ?? [], known.taxRules, known.today)
  const problems = [...read.problems, ...work.problems, ...taxes.problems]
  return {
    added: [...work.added.values()],
    changed: work.changed,
    withdrawn: work.withdrawn,
    taxes: taxes.taxes,
    unchanged: work.unchanged + taxes.unchanged,
    problems: problems.sort((a, b) => a.line - b.line),
    suspicions: [...work.suspicions, ...taxes.suspicions],
  }
}

/** Rows are taken one after the other: a later row of a plan meets what an earlier one changed. */
class Work {
  readonly added = new Map<string, AddedPlan>()
  readonly changed: PlanChange[] = []
  readonly withdrawn: PlanChange[] = []
  readonly problems: RowProblem[] = []
  readonly suspicions: Suspicion[] = []
  unchanged = 0
  readonly #known: Known
  readonly #plans: Map<string, PlanFact>
  readonly #said: Map<string, readonly Statement[]>
  readonly #lines = new Map<string, number>()

  constructor(known: Known) {
    this.#known = known
    this.#plans = new Map(known.plans.map((plan) => [plan.id, plan]))
    this.#said = new Map(known.statements)
  }

  take(draft: Draft): void {
    const { line, id } = draft
    const from = draft.from ?? this.#known.today
    const first = this.#lines.get(`${id} ${from}`)
    const wrong =
      first === undefined
        ? this.#check(draft)
        : ([
            'id',
            said('import.id_twice', { id, line: first }),
            said('import.keep_one_row'),
          ] as const)
    this.#lines.set(`${id} ${from}`, first ?? line)
    if (wrong) {
      const [column, problem, remedy] = wrong
      this.problems.push({ line, column, problem, remedy })
      return
    }
    const fact = this.#plans.get(id)
    if (fact) this.#change(draft, fact, from)
    else this.#add(draft, from)
  }

  #check(draft: Draft): [column: string, problem: Said, remedy: Said] | undefined {
    const { operator, provenance, id } = draft
    const fact = this.#plans.get(id)
    if (operator !== undefined && !this.#known.operators.includes(operator))
      return [
        'operator',
        said('import.operator_unknown', { text: operator }),
        said('import.write_one_of', { names: this.#known.operators.join(', ') }),
      ]
    if (fact && operator !== undefined && fact.operator !== operator)
      return [
        'operator',
        said('import.other_operator', { id, operator: fact.operator }),
        said('import.own_id'),
      ]
    if (!fact && this.#known.retired.includes(id))
      return ['id', said('import.earlier_release', { id }), said('import.new_own_id')]
    if (provenance.verified && provenance.sourceUrl === null)
      return ['source_url', said('import.verified_nowhere'), said('import.give_page')]
    return undefined
  }

  #add(draft: Draft, from: string): void {
    const made = newPlanOf(draft)
    if (Array.isArray(made)) {
      this.problems.push(...made)
      return
    }
    const state = planOnDay(made, [], from)
    const statements = firstStatementsOf(draft, state, from)
    this.added.set(draft.id, { line: draft.line, fact: made, from, statements })
    this.#plans.set(draft.id, made)
    const why = suspectPlan(factOf(state, 'price') as StatedPrice, made.validity)
    this.#suspect(draft, from, why ? [why] : [])
  }

  #change(draft: Draft, fact: PlanFact, from: string): void {
    const said = this.#said.get(fact.id) ?? []
    const state = planOnDay(fact, said, from)
    const statements = statementsOf(draft, state, from)
    if (statements.length === 0) {
      this.unchanged += 1
      return
    }
    const days = changeDays(fact, said).filter((day) => day > from)
    const overruledBy = statements.some(({ field }) => overruled.includes(field))
      ? this.#known.confirmed.get(fact.id)
      : undefined
    const row = { line: draft.line, plan: fact.id, from, statements }
    const change = { ...row, stillComes: days[0], overruledBy }
    const goes = statements.some((one) => one.field === 'withdrawn' && one.value === true)
    if (goes) this.withdrawn.push(change)
    else this.changed.push(change)
    this.#remember(fact.id, statements)
    const whys = statements.map(({ field, before, value }) => suspectChange(field, before, value))
    this.#suspect(draft, from, whys)
  }

  #remember(plan: string, statements: readonly NewStatement[]): void {
    const said = this.#said.get(plan) ?? []
    const next = statements.map((one, i) => ({
      ...one,
      id: BigInt(said.length + i),
      changeSet: 0n,
    }))
    this.#said.set(plan, [...said, ...next])
  }

  #suspect(draft: Draft, from: string, whys: readonly (Said | undefined)[]): void {
    const { line, id, provenance } = draft
    const { today } = this.#known
    const [asOf] = /^[\d-]*/.exec(provenance.asOf)!
    const source = asOf > today.slice(0, asOf.length) ? said('import.source_to_come') : undefined
    const dated =
      from < today
        ? said('import.past', { day: from })
        : from > yearAfter(today)
          ? said('import.far', { day: from })
          : undefined
    for (const why of [...whys, dated, source])
      if (why !== undefined) this.suspicions.push({ line, plan: id, why })
  }

  /** What the whole tariff of an operator does not name any more. */
  withdrawAbsent(operator: string, drafts: readonly Draft[]): void {
    const { today } = this.#known
    const named = new Set(drafts.map(({ id }) => id))
    const theirs = this.#known.plans.filter((plan) => {
      const state = planOnDay(plan, this.#said.get(plan.id) ?? [], today)
      return plan.operator === operator && !state.withdrawn
    })
    const absent = theirs.filter(({ id }) => !named.has(id))
    const provenance = {
      ...{ source: 'not in the whole tariff of the operator', sourceUrl: null },
      ...{ asOf: today, verified: false },
    }
    for (const { id } of absent) {
      const one = { plan: id, field: 'withdrawn', from: today, before: false, value: true } as const
      const statements = [{ ...one, provenance }]
      const row = { line: 0, plan: id, from: today, statements }
      this.withdrawn.push({ ...row, stillComes: undefined, overruledBy: undefined })
    }
    if (absent.length > theirs.length * mostWithdrawn)
      this.suspicions.push({
        ...{ line: 0, plan: 'withdrawn' },
        why: said('import.many_go', { count: absent.length, all: theirs.length, operator }),
      })
  }
}

function yearAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString()
}

/** What a tariff of an upstream says itself. */
const overruled: readonly FactField[] = ['price', 'validity', 'renewalEffect']

/** The facts of a plan that was not there: before them nothing was stated. */
function firstStatementsOf(draft: Draft, state: PlanState, from: string): NewStatement[] {
  const { provenance, id: plan } = draft
  const fields = [...draft.given.keys()].filter((field) => field !== 'withdrawn')
  return fields.map((field) => {
    const verified = verifiableNames(field).every((name) => state.verifiedFields.includes(name))
    const sources = { ...provenance, verified }
    return { plan, field, from, before: null, value: factOf(state, field), provenance: sources }
  })
}

function statementsOf(draft: Draft, state: PlanState, from: string): NewStatement[] {
  return [...draft.given].flatMap(([field, given]): NewStatement[] => {
    const before = factOf(state, field)
    const value = merged(before, given as FactValue)
    const names = verifiableNames(field)
    const stated = draft.verifiedFields
    const verified =
      draft.provenance.verified && (!stated || names.every((name) => stated.includes(name)))
    const known = names.every((name) => state.verifiedFields.includes(name) || !isVerifiable(name))
    if (sameValue(before, value) && (!verified || known)) return []
    const provenance = { ...draft.provenance, verified }
    return [{ plan: draft.id, field, from, before, value, provenance }]
  })
}

const isVerifiable = (name: string) => verifiableFields.some((field) => field === name)

/** A fact of several parts keeps those that the row does not name. */
function merged(before: FactValue, given: FactValue): FactValue {
  if (typeof given !== 'object' || given === null) return given
  const parts = { ...(before as Localized | StatedPrice | Validity), ...given }
  // Of the three kinds of parts only a price has a currency; a table need not name it.
  return 'basis' in parts ? { ...parts, currency: 'PKR' } : parts
}
