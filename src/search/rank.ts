import type { ListedPlan } from '#catalog'
import { endOfValidity } from '#kernel'
import { bestScore, type Match } from './text-index.ts'
import type { Entry, Sort, Wish } from './wish.ts'

/** Positions of plans fit into so many; keys below are whole numbers far under 2^53. */
const room = 2 ** 21

/** One order of a listing: the positions in it, and of each position its place. */
interface Ranking {
  readonly order: Uint32Array
  readonly ranks: Uint32Array
}
type Known = Exclude<Sort, 'match' | 'ends'>

/** The orders that no question changes, each worked out when it is first asked for. */
export type Rankings = (sort: Known) => Ranking

export function rankEntries(entries: readonly Entry[]): Rankings {
  const kept = new Map<Known, Ranking>()
  return (sort) => {
    const ranking = kept.get(sort) ?? rankBy(entries, sort)
    kept.set(sort, ranking)
    return ranking
  }
}

function rankBy(entries: readonly Entry[], sort: Known): Ranking {
  const values = entries.map(({ plan, total, perGb, days }) => {
    if (sort === 'total') return total ?? Infinity
    if (sort === 'per_gb') return perGb ?? Infinity
    const size = sort === 'data' ? plan.allowance.dataMb : days
    return size === null ? Infinity : -size
  })
  const total = ({ total: paisa }: Entry) => paisa ?? Infinity
  const order = Uint32Array.from(entries, (_, position) => position).sort(
    (a, b) =>
      compare(values[a]!, values[b]!) ||
      compare(total(entries[a]!), total(entries[b]!)) ||
      (entries[a]!.plan.id < entries[b]!.plan.id ? -1 : 1),
  )
  const ranks = new Uint32Array(entries.length)
  order.forEach((position, rank) => {
    ranks[position] = rank
  })
  return { order, ranks }
}

/** Not a difference: Infinity − Infinity is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b)
}

export interface OrderOptions {
  readonly sort: Sort
  readonly match: Match
  readonly wishes: readonly Wish[]
  readonly at: Date
  readonly zoneOf: (operator: string) => string
}

/**
 * The chosen plans in order: what is offered comes before what is not, in every sort. One number
 * carries all of a plan's place, and numbers are sorted without a comparison of ours.
 */
export function orderPlans(
  entries: readonly Entry[],
  chosen: readonly number[],
  rankings: Rankings,
  options: OrderOptions,
): ListedPlan[] {
  const { sort } = options
  const { order, ranks } = rankings(sort === 'match' || sort === 'ends' ? 'total' : sort)
  const lead = sort === 'match' ? closeness(options) : sort === 'ends' ? endings(options) : none
  const keys = Float64Array.from(chosen, (position) => {
    const entry = entries[position]!
    const first = (entry.plan.offered ? 0 : room) + lead(entry, position)
    return first * room + ranks[position]!
  }).sort()
  return Array.from(keys, (key) => entries[order[key % room]!]!.plan)
}

const none = () => 0

/** Less data is what a bundle for calls or SMS has beside them. */
const leastMb = 1000

/**
 * Words first. Then, where a figure was written, plans of that size, usable at any time and with
 * anybody; where nothing says what a plan is wanted for, those with data and calls before those for
 * one use.
 */
function closeness({ match, wishes }: OrderOptions) {
  const sizes = wishes.flatMap((wish) => (wish.kind === 'data' && wish.from > 0 ? [wish.from] : []))
  const calls = wishes.flatMap((wish) => (wish.kind === 'minutes' ? [wish.from] : []))
  const [exact] = wishes.flatMap((wish) =>
    wish.kind === 'price' && wish.exact !== undefined ? [wish.exact] : [],
  )
  const purposes = ['data', 'minutes', 'sms', 'trait', 'code']
  const open = !wishes.some(({ kind }) => purposes.includes(kind))
  return ({ plan, usableMb, minutes, total }: Entry, position: number): number => {
    const { dataMb, minutesAllNet, minutesOffNet } = plan.allowance
    const allRound = plan.kind === 'prepaid' && (usableMb ?? 0) >= leastMb && minutes !== null
    const larger = !sizes.every((from) => dataMb !== null && dataMb <= (from * 1024) / 1000)
    const anybody = (minutesAllNet ?? 0) + (minutesOffNet ?? 0)
    const partly = (sizes.length > 0 && usableMb !== dataMb) || calls.some((from) => anybody < from)
    const costs = exact === undefined || Math.round((total ?? 0) / 100) * 100 === exact
    return (
      (costs ? 0 : otherPrice) +
      (bestScore - match.scores[position]!) * 8 +
      (open && !allRound ? 4 : 0) +
      (larger ? 2 : 0) +
      Number(partly)
    )
  }
}

/** More than all else that follows it in the sum. */
const otherPrice = bestScore * 16

/** Plans of one validity end together, so each kind of validity is reckoned once. */
function endings({ at, zoneOf }: OrderOptions) {
  const ends = new Map<string, number>()
  const minute = 60_000
  return ({ plan }: Entry): number => {
    const { days, hours, rule } = plan.validity
    const zone = zoneOf(plan.operator)
    const key = `${days} ${hours} ${rule} ${zone}`
    let left = ends.get(key)
    if (left === undefined) {
      const end = endOfValidity(plan.validity, at, zone)
      const minutes = end ? Math.round((end.getTime() - at.getTime()) / minute) : 0
      // The latest end first; what is not known comes after all that is.
      left = Math.max(0, room - 1 - minutes)
      ends.set(key, left)
    }
    return left
  }
}
