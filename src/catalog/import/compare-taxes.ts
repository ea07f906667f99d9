import type { TaxRuleFact } from '../fact.ts'
import { type RowProblem, type Said, said, type TaxDraft } from './draft.ts'

export interface TaxChange {
  readonly line: number
  readonly rule: TaxRuleFact
  readonly isNew: boolean
  /** The rule before it, which ends on the day on which this one begins. */
  readonly ends: TaxRuleFact | undefined
}

export interface TaxDiff {
  readonly taxes: readonly TaxChange[]
  readonly unchanged: number
  readonly problems: readonly RowProblem[]
  readonly suspicions: readonly { line: number; plan: string; why: Said }[]
}

/** No rate ever moved by more than a third at once; 150 instead of 1500 does. */
const mostMove = 1.5

/**
 * What tax rules of a file would change. Rates never change under an id, for receipts name it; the
 * source of a rule, its day of ending and whether it was verified may. Rules are taken one after
 * the other: a later one of a file meets what an earlier one changed. Pure.
 */
export function compareTaxes(
  drafts: readonly TaxDraft[],
  known: readonly TaxRuleFact[],
  today: string,
): TaxDiff {
  const taxes: TaxChange[] = []
  const problems: RowProblem[] = []
  const suspicions: { line: number; plan: string; why: Said }[] = []
  let unchanged = 0
  let now = known
  for (const { line, rule, proven } of drafts) {
    const same = now.find(({ id }) => id === rule.id)
    const others = now.filter((one) => one !== same)
    const unproven = rule.verified && !same?.verified && !proven ? nowhere : undefined
    const problem =
      unproven ?? backwards(rule) ?? (same && rewritten(same, rule)) ?? meeting(others, rule)
    if (problem) {
      problems.push({ line, column: rule.id, ...problem })
      continue
    }
    if (same && isDeepSame(same, rule)) {
      unchanged += 1
      continue
    }
    const ended = same ? undefined : holding(others, rule)
    taxes.push({ line, rule, isNew: !same, ends: ended })
    const before = same ? undefined : latestBefore(others, rule)
    const whys = before ? movesOf(before, rule) : []
    now = [...others.map((one) => (one === ended ? endedBy(one, rule) : one)), rule]
    if (!same && rule.effectiveFrom < today)
      whys.push(said('import.past', { day: rule.effectiveFrom }))
    for (const why of whys) suspicions.push({ line, plan: rule.id, why })
  }
  return { taxes, unchanged, problems, suspicions }
}

const nowhere = {
  problem: said('import.verified_nowhere'),
  remedy: said('import.give_tax_page'),
}

/** @returns what is wrong with an end that is no later than the first day */
function backwards({ effectiveFrom, effectiveUntil: day }: TaxRuleFact) {
  if (day === null || day > effectiveFrom) return undefined
  return { problem: said('import.ends_first', { day }), remedy: said('import.write_later_end') }
}

function rewritten(same: TaxRuleFact, rule: TaxRuleFact) {
  const keeps =
    same.advanceTaxBp === rule.advanceTaxBp &&
    same.serviceTaxBp === rule.serviceTaxBp &&
    same.effectiveFrom === rule.effectiveFrom &&
    same.environment === rule.environment
  if (keeps) return undefined
  return { problem: said('import.rates_rewritten'), remedy: said('import.new_set') }
}

const endedBy = (before: TaxRuleFact, { effectiveFrom }: TaxRuleFact): TaxRuleFact => ({
  ...before,
  effectiveUntil: effectiveFrom,
})

/** The one whose rates the new one follows, whether it had an end already or gets it now. */
function latestBefore(known: readonly TaxRuleFact[], rule: TaxRuleFact): TaxRuleFact | undefined {
  return known
    .filter((one) => isBeside(one, rule) && one.effectiveFrom < rule.effectiveFrom)
    .toSorted((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))[0]
}

/** The rule that holds when the new one begins: it is ended by it. */
function holding(known: readonly TaxRuleFact[], rule: TaxRuleFact): TaxRuleFact | undefined {
  return known.find(
    (one) => isBeside(one, rule) && one.effectiveFrom < rule.effectiveFrom && goesOn(one, rule),
  )
}

function meeting(known: readonly TaxRuleFact[], rule: TaxRuleFact) {
  const later = known.find(
    (one) =>
      isBeside(one, rule) &&
      one.effectiveFrom >= rule.effectiveFrom &&
      one.effectiveFrom < (rule.effectiveUntil ?? '9999'),
  )
  if (!later) return undefined
  return {
    problem: said('import.rules_meet', { id: later.id }),
    remedy: said('import.end_before', { day: later.effectiveFrom }),
  }
}

const isBeside = (a: TaxRuleFact, b: TaxRuleFact) =>
  a.environment === b.environment && a.territory === b.territory
const goesOn = (before: TaxRuleFact, rule: TaxRuleFact) =>
  before.effectiveUntil === null || before.effectiveUntil > rule.effectiveFrom

function movesOf(before: TaxRuleFact, rule: TaxRuleFact): Said[] {
  const rates = [
    [said('import.advance_tax'), before.advanceTaxBp, rule.advanceTaxBp],
    [said('import.service_tax'), before.serviceTaxBp, rule.serviceTaxBp],
  ] as const
  return rates
    .filter(([, was, is]) => was > 0 && (is / was >= mostMove || is / was <= 1 / mostMove))
    .map(([tax, was, is]) => said('import.tax_moves', { tax, before: was / 100, value: is / 100 }))
}

function isDeepSame(a: TaxRuleFact, b: TaxRuleFact): boolean {
  const fields = ['effectiveUntil', 'source', 'asOf', 'verified'] as const
  return fields.every((field) => a[field] === b[field])
}
