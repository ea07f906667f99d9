import type { ListedPlan, Territory } from '#catalog'
import type { Filters, Found, Part, SearchQuery, WayOut } from './index.ts'
import { type OrderOptions, orderPlans, type Rankings } from './rank.ts'
import { type Asked, readQuery, type Understood, type Word } from './read-query.ts'
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
  const sort = query.sort ?? orderIn(asked.understood) ?? (asked.text === '' ? 'total' : 'match')
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
    waysOut: plans.length > 0 ? [] : findWaysOut(index, [...wishes, ...filters], options),
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
}

function textWishes(understood: readonly Understood[]): PartWish[] {
  return understood.flatMap(({ means, text, rest }) =>
    means.kind === 'order' ? [] : [{ wish: means, part: { kind: 'text', text, rest } }],
  )
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

/** The narrowest way that still finds something is the nearest to what was asked. */
function findWaysOut(
  index: PlanIndex,
  wishes: readonly PartWish[],
  options: SiftOptions,
): WayOut[] {
  const ways: WayOut[] = []
  const tryWithout = (without: Part, change: Partial<SiftOptions>, wish?: Wish) => {
    const plans = sift(index, { ...options, ...change })
    if (plans.length === 0) return
    const nearest = wish?.kind === 'days' ? nearestInLength(plans, wish) : plans
    ways.push({ without, count: plans.length, plans: nearest.slice(0, nearestShown) })
  }
  for (const { part, wish } of wishes)
    tryWithout(
      part,
      {
        wishes: options.wishes.filter((other) => other !== wish),
        filters: options.filters.filter((other) => other !== wish),
      },
      wish,
    )
  for (const word of options.words)
    if (word.use === 'must')
      tryWithout(
        { kind: 'text', text: word.typed, rest: word.rest },
        { words: options.words.filter((other) => other !== word) },
      )
  return ways.sort((a, b) => a.count - b.count).slice(0, mostWaysOut)
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
