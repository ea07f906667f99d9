import type { z } from '@hono/zod-openapi'
import type {
  AppliedImport,
  ImportPreview,
  KeptChange,
  PlanRecord,
  PriceStep,
  ReviewItem,
  StatedFact,
} from '#catalog'
import type { Saying } from '#kernel'
import * as schemas from './living-schemas.ts'

type Wire<Schema extends z.ZodType> = z.output<Schema>
const { wireName } = schemas

const dayOrNull = (day: string) => (day === '-infinity' ? null : day)

function presentFact({ field, value, from, provenance, changeSet }: StatedFact) {
  return {
    ...{ fact: wireName(field), value, from: dayOrNull(from) },
    source: provenance.source,
    source_url: provenance.sourceUrl,
    as_of: provenance.asOf,
    verified: provenance.verified,
    stated_by: changeSet === undefined ? ('release' as const) : ('staff' as const),
  }
}

export function presentRecord(record: PlanRecord): Wire<typeof schemas.planRecord> {
  const { id, operator, name, listed, facts, scheduled } = record
  return {
    ...{ id, operator: operator.id, name },
    listed: listed !== undefined,
    offered: listed?.offered ?? false,
    facts: facts.map(presentFact),
    scheduled: scheduled.map(({ field, from, value }) => ({ fact: wireName(field), from, value })),
  }
}

export function presentStep(step: PriceStep): Wire<typeof schemas.priceStep> {
  const { from, until, price, saidBy, provenance } = step
  const { source, sourceUrl, asOf, verified } = provenance
  return {
    ...{ from, until, price, said_by: saidBy },
    ...{ source, source_url: sourceUrl, as_of: asOf, verified },
  }
}

/** A message in the language of the caller. */
export type Tell = (saying: Saying) => string

export function presentPreview({ diff, revision }: ImportPreview, tell: Tell) {
  return {
    revision: String(revision),
    added: diff.added.map(({ fact, from }) => ({ plan: fact.id, from })),
    changed: diff.changed.flatMap(({ statements }) => statements.map(presentStatement)),
    withdrawn: diff.withdrawn.map(({ plan }) => plan),
    unchanged: diff.unchanged,
    suspicious: diff.suspicions.map(({ plan, why }) => ({ plan, why: tell(why) })),
    problems: diff.problems.map(({ line, column, problem, remedy }) => ({
      ...{ line, column, problem: tell(problem), remedy: tell(remedy) },
    })),
  }
}

export function presentApplied(
  applied: AppliedImport,
  tell: Tell,
): Wire<typeof schemas.appliedChange> {
  const { problems: _, ...preview } = presentPreview(applied, tell)
  const { changeSet } = applied
  return { ...preview, change: changeSet === undefined ? null : String(changeSet) }
}

type Stated = Pick<KeptChange['statements'][number], 'plan' | 'field' | 'from' | 'before' | 'value'>

function presentStatement({ plan, field, from, before, value }: Stated) {
  return { plan, fact: wireName(field), from: dayOrNull(from), before, value }
}

export function presentChange(change: KeptChange): Wire<typeof schemas.keptChange> {
  const { id, at, kind, by, caller, because, fileName, statements, taxRules } = change
  return {
    ...{ id: String(id), at: at.toISOString(), kind, by, caller, because, file: fileName },
    tax_rules: [...taxRules],
    facts: statements.map((one) => ({
      ...presentStatement(one),
      source: one.provenance.source,
      verified: one.provenance.verified,
      taken_back_by: one.takenBackBy === null ? null : String(one.takenBackBy),
    })),
  }
}

export function presentReview(item: ReviewItem): Wire<typeof schemas.reviewItem> {
  const { plan, operator, name, stale } = item
  return {
    ...{ plan, operator, name, stale },
    unverified: item.unverified.map(wireName),
    scheduled: [...item.scheduled],
    disputed: item.disputed.map(({ field, staff, release, changeSet }) => ({
      ...{ fact: wireName(field), staff, release, change: String(changeSet) },
    })),
  }
}
