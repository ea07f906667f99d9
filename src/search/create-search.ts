import type { Catalog, ListedPlan, Operator, Territory } from '#catalog'
import { findPlans, type PlanIndex } from './find-plans.ts'
import type { Search, Worth } from './index.ts'
import { rankEntries } from './rank.ts'
import { hasTextsOf, indexTexts, type TextIndex } from './text-index.ts'
import { makeVocabulary, readSearchWords, type SearchWords, type Vocabulary } from './vocabulary.ts'
import type { Entry } from './wish.ts'

export interface SearchOptions {
  readonly catalog: Pick<Catalog, 'listPlans'>
  /** Of a plan's data what serves any use at any time; null where it is not stated. */
  readonly usableDataMb: (plan: ListedPlan) => number | null
  readonly words?: SearchWords
}

/** Reads its words once, and indexes each listing of the catalogue when it is first asked of. */
export function createSearch({
  catalog,
  usableDataMb,
  words = readSearchWords(),
}: SearchOptions): Search {
  const worthOf = (plan: ListedPlan) => worth(plan, usableDataMb(plan))
  const indexes = new WeakMap<readonly ListedPlan[], PlanIndex>()
  const vocabularyOf = keepVocabulary(words)
  let texts: TextIndex | undefined
  return {
    worthOf,
    async find(query, at) {
      const list = async (territory: Territory | undefined) => {
        const { plans, operators } = await catalog.listPlans(territory ? { territory } : {}, at)
        if (!texts || !hasTextsOf(texts, plans)) texts = indexTexts(plans)
        let index = indexes.get(plans)
        if (!index) {
          index = indexPlans(plans, operators, vocabularyOf(operators), texts, worthOf)
          indexes.set(plans, index)
        }
        return index
      }
      return await findPlans(query, at, list)
    },
  }
}

function keepVocabulary(words: SearchWords): (operators: readonly Operator[]) => Vocabulary {
  let kept: { operators: readonly Operator[]; vocabulary: Vocabulary } | undefined
  return (operators) => {
    if (kept?.operators !== operators)
      kept = { operators, vocabulary: makeVocabulary(words, operators) }
    return kept.vocabulary
  }
}

function indexPlans(
  plans: readonly ListedPlan[],
  operators: readonly Operator[],
  vocabulary: Vocabulary,
  texts: TextIndex,
  worthOf: (plan: ListedPlan) => Worth,
): PlanIndex {
  const entries = plans.map((plan): Entry => {
    const { validity, region } = plan
    return {
      plan,
      ...worthOf(plan),
      days: validity.days ?? (validity.hours === null ? null : validity.hours / 24),
      minutes: minutesOf(plan),
      total: plan.total === null ? null : Number(plan.total),
      soldIn: vocabulary.regions.get(region),
    }
  })
  const zones = new Map(operators.map(({ id, zone }) => [id, zone]))
  return { entries, rankings: rankEntries(entries), texts, vocabulary, zones }
}

function minutesOf({ allowance }: ListedPlan): number | null {
  if (allowance.unlimitedOnNet) return Infinity
  const { minutesAllNet: all, minutesOffNet: off, minutesOnNet: on } = allowance
  return all === null && off === null && on === null ? null : (all ?? 0) + (off ?? 0) + (on ?? 0)
}

/**
 * Rupees per gigabyte say nothing where no volume is stated or none can be used at any time, nor
 * where the total is not known.
 */
function worth({ total }: ListedPlan, usableMb: number | null): Worth {
  const known = total !== null && usableMb !== null && usableMb > 0
  return { usableMb, perGb: known ? Math.round(Number(total) / gigabytesOf(usableMb)) : null }
}

/** Counted as it is shown: 10,240 MB and 10,000 MB are both sold as 10 GB. */
function gigabytesOf(megabytes: number): number {
  return megabytes / (megabytes % 1024 === 0 || megabytes % 500 !== 0 ? 1024 : 1000)
}
