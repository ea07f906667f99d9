import type { ListedPlan, Territory } from '#catalog'
import type { Filters, Found, Part, SearchQuery, WayOut } from './index.ts'
import { type OrderOptions, orderPlans, type Rankings } from './rank.ts'
import { readQuery } from './read-query.ts'
import type { Asked, Understood, Word } from './reading.ts'
import { matchWords, type TextIndex } from './text-index.ts'
import type { Vocabulary } from './vocabulary.ts'
import { type Entry, type Sort, satisfies, satisfiesText, type Wish } from './wish.ts'

/** One listing, made ready to be searched. */
export interface PlanIndex {
  readonly entries: readonly Entry[]
  readonly rankings: Rankings
  readonly texts: TextIndex
  readonly vocabulary: Vocabulary
  readonly zones: ReadonlyMap<string, string>
}

const zone = 'Asia/Karachi'
const mostWaysOut = 3
const nearestShown = 3

/**
 * Reads the text, sifts, orders; and where nothing is left, tries each part of the question away.
 * A place in the text decides whose taxes hold as a chosen region does, so it is read first.
 */
export async function findPlans(
  query: SearchQuery,
  at: Date,
  list: (territory: Territory | undefined) => Promise<PlanIndex>,
): Promise<Found> {
  const given = query.territory ?? query.region
  let index = await list(given)
  const asked = readQuery(query.text ?? '', index.vocabulary, index.texts.terms)
  const territory = given ?? placeOf(asked)
  if (territory !== given) index = await list(territory)
  const filters = filterWishes(query)
  const wishes = textWishes(asked.understood)
  const keeps = query.trait === 'keep' || asked.notices.includes('keep_number')
  const usual = asked.text === '' || keeps ? 'total' : 'match'
  const sort = query.sort ?? orderIn(asked.understood) ?? usual
  const options = {
    sort,
    filters: filters.map(({ wish }) => wish),
    wishes: wishes.map(({ wish }) => wish),
    words: asked.words,
    at,
    zoneOf: (operator: string) => index.zones.get(operator) ?? zone,
  }
  const plans = sift(index, options)
  return {
    plans,
    offered: countOffered(plans),
    asked,
    understood: asked.understood,
    sort,
    territory,
    waysOut: plans.length > 0 ? [] : findWaysOut(index, asked, [...wishes, ...filters], options),
    unmatched: plans.length > 0 ? [] : unmatchedIn(index, asked),
    notices: [...new Set([...asked.notices, ...(keeps ? (['keep_number'] as const) : [])])],
  }
}

interface SiftOptions extends Omit<OrderOptions, 'match'> {
  readonly words: readonly Word[]
  readonly filters: readonly Wish[]
}

function sift(index: PlanIndex, options: SiftOptions): ListedPlan[] {
  const { filters, wishes, words } = options
  const match = matchWords(index.texts, words)
  const chosen: number[] = []
  index.entries.forEach((entry, position) => {
    if (match.fits[position] === 0) return
    if (filters.every((wish) => satisfies(entry, wish)) && satisfiesText(entry, wishes))
      chosen.push(position)
  })
  const sizes = [...wishes, ...filters]
  return orderPlans(index.entries, chosen, index.rankings, { ...options, wishes: sizes, match })
}

interface PartWish {
  readonly wish: Wish
  readonly part: Part
  /** What it is of the text; undefined for a filter. */
  readonly of?: Understood
}

/** A part that may be left out: a wish, or a word that is looked for. */
interface DroppedPart {
  readonly part: Part
  readonly of?: Understood | Word
  readonly wish?: Wish
  readonly word?: Word
}

function textWishes(understood: readonly Understood[]): PartWish[] {
  return understood.flatMap((of): PartWish[] => {
    const { means, text, rest } = of
    return means.kind === 'order' ? [] : [{ wish: means, part: { kind: 'text', text, rest }, of }]
  })
}

function orderIn(understood: readonly Understood[]): Sort | undefined {
  for (const { means } of understood) if (means.kind === 'order') return means.sort
  return undefined
}

function placeOf({ understood }: Asked): Territory | undefined {
  for (const { means } of understood) if (means.kind === 'sold_in') return means.territories[0]
  return undefined
}

/** A filter is a wish like one in the text; those of the text can be taken off in the text. */
function filterWishes(filters: Filters): PartWish[] {
  const made: PartWish[] = []
  const add = (name: keyof Filters, wish: Wish) =>
    made.push({ wish, part: { kind: 'filter', name } })
  const { operators, minDays, maxDays, minDataMb, minMinutes, minSms, trait, region, maxTotal } =
    filters
  const least = (from: number) => ({ from, to: Infinity })
  if (operators) add('operators', { kind: 'operator', operators })
  if (minDays !== undefined) add('minDays', { kind: 'days', ...least(minDays) })
  if (maxDays !== undefined) add('maxDays', { kind: 'days', from: 0, to: maxDays })
  if (minDataMb !== undefined) add('minDataMb', { kind: 'data', ...least(minDataMb) })
  if (minMinutes !== undefined) add('minMinutes', { kind: 'minutes', ...least(minMinutes) })
  if (minSms !== undefined) add('minSms', { kind: 'sms', ...least(minSms) })
  if (trait) add('trait', { kind: 'trait', trait })
  if (region) add('region', { kind: 'sold_in', territories: [region] })
  if (maxTotal !== undefined) add('maxTotal', { kind: 'price', from: 0, to: maxTotal })
  return made
}

/**
 * The narrowest way that still finds something is the nearest to what was asked. One part is left
 * out where that is enough; else words that are in no plan, and one part more; else all but one.
 */
function findWaysOut(
  index: PlanIndex,
  asked: Asked,
  wishes: readonly PartWish[],
  options: SiftOptions,
): WayOut[] {
  const parts: DroppedPart[] = [
    ...wishes,
    ...options.words.filter(({ use }) => use === 'must').map(wordPart),
  ]
  const ofText = parts.filter((part) => part.of !== undefined)
  const dead = ofText.filter(({ word }) => word && isUnmatched(index, word))
  const others = ofText.filter((part) => !dead.includes(part))
  const tries = [
    parts.map((part) => [part]),
    dead.length > 1 ? [dead] : [],
    dead.length > 0 ? others.map((part) => [...dead, part]) : [],
    ofText.map((kept) => ofText.filter((part) => part !== kept)),
  ]
  for (const some of tries) {
    const ways = some.flatMap((dropped) => tryWithout(index, asked, dropped, options) ?? [])
    if (ways.length > 0) return ways.sort((a, b) => a.count - b.count).slice(0, mostWaysOut)
  }
  return []
}

function unmatchedIn(index: PlanIndex, { words }: Asked): string[] {
  const must = words.filter(({ use }) => use === 'must')
  return must.filter((word) => isUnmatched(index, word)).map(({ typed }) => typed)
}

function wordPart(word: Word): DroppedPart {
  return { part: { kind: 'text', text: word.typed, rest: word.rest }, of: word, word }
}

function tryWithout(
  index: PlanIndex,
  asked: Asked,
  dropped: readonly DroppedPart[],
  options: SiftOptions,
): WayOut | undefined {
  if (dropped.length === 0) return undefined
  const gone = new Set<unknown>(dropped.flatMap(({ wish, word }) => [wish, word]))
  const plans = sift(index, {
    ...options,
    wishes: options.wishes.filter((one) => !gone.has(one)),
    filters: options.filters.filter((one) => !gone.has(one)),
    words: options.words.filter((one) => !gone.has(one)),
  })
  if (plans.length === 0) return undefined
  const [first] = dropped
  const days = dropped.length === 1 && first?.wish?.kind === 'days' ? first.wish : undefined
  const nearest = days ? nearestInLength(plans, days) : plans
  const without = partWithout(asked, dropped)
  return { without, count: plans.length, plans: nearest.slice(0, nearestShown) }
}

/** Several parts of a text read as one, in the order in which they stand in it. */
function partWithout(asked: Asked, dropped: readonly DroppedPart[]): Part {
  if (dropped.length === 1) return dropped[0]!.part
  const parts = dropped.flatMap(({ of }) => of ?? [])
  const texts = parts.map((part) => ('typed' in part ? part.typed : part.text))
  const inOrder = texts.toSorted((a, b) => asked.text.indexOf(a) - asked.text.indexOf(b))
  return { kind: 'text', text: inOrder.join(', '), rest: asked.without(parts) }
}

/** No plan has the word, however it may be misspelt. */
function isUnmatched({ texts }: PlanIndex, word: Word): boolean {
  return !matchWords(texts, [word]).fits.includes(1)
}

/** Where no plan is as long as was asked, those whose length is next to it. */
function nearestInLength(
  plans: readonly ListedPlan[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly ListedPlan[] {
  const sold = plans.slice(0, countOffered(plans))
  const away = ({ validity: { days, hours } }: ListedPlan) => {
    const length = days ?? (hours === null ? Infinity : hours / 24)
    return Math.max(from - length, length - to, 0)
  }
  return (sold.length > 0 ? sold : plans).toSorted((a, b) => away(a) - away(b) || 0)
}

function countOffered(plans: readonly ListedPlan[]): number {
  const first = plans.findIndex((plan) => !plan.offered)
  return first < 0 ? plans.length : first
}
