import type { ListedPlan, Territory } from '#catalog'

/** Ways to put plans in order; `match` is how well they are what was written, then the total. */
export const sorts = ['match', 'total', 'per_gb', 'ends', 'data', 'validity'] as const
export type Sort = (typeof sorts)[number]

export const traits = [
  'roaming',
  'idd',
  'add_on',
  'postpaid',
  'prepaid',
  'travel_esim',
  'data',
  'calls',
  'sms',
  'night',
  'apps',
  'unlimited',
  'keep',
] as const
export type Trait = (typeof traits)[number]

/** One thing that is wished of a plan. Volumes and prices are wished from or up to a figure. */
export type Wish =
  | { readonly kind: 'operator'; readonly operators: readonly string[] }
  | { readonly kind: 'days'; readonly from: number; readonly to: number }
  | { readonly kind: 'data'; readonly from: number; readonly to: number }
  | { readonly kind: 'minutes'; readonly from: number; readonly to: number }
  | { readonly kind: 'sms'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'price'
      readonly from: number
      readonly to: number
      /** A bare number: what costs just that comes first. */
      readonly exact?: number
    }
  | { readonly kind: 'sold_in'; readonly territories: readonly Territory[] }
  | { readonly kind: 'trait'; readonly trait: Trait }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'offered' }

/** What search compares of a plan, worked out once. */
export interface Entry {
  readonly plan: ListedPlan
  readonly days: number | null
  /** Of the data what anybody can use at any time for anything; null where it is not stated. */
  readonly usableMb: number | null
  /** Own-network minutes included; Infinity where those have no limit. */
  readonly minutes: number | null
  /** Paisa; far below the limit of exact numbers. */
  readonly total: number | null
  /** Paisa for one usable gigabyte. */
  readonly perGb: number | null
  /** In which territories it is sold, at least in a part; undefined where that is not known. */
  readonly soldIn: ReadonlySet<Territory> | undefined
}

/** Wishes of these kinds in one text add up: "jazz zong weekly" is a week of either. */
const addsUp: ReadonlySet<Wish['kind']> = new Set(['operator', 'days', 'sold_in', 'code'])

/** Bounds of a length narrow: "more than 7 days, up to 30". */
function isAlternative(wish: Wish): boolean {
  if (wish.kind === 'days') return wish.from > 0 && wish.to < Infinity
  return addsUp.has(wish.kind)
}

/** Whether a plan is what a text asks for: of wishes that add up any of a kind, all of the rest. */
export function satisfiesText(entry: Entry, wishes: readonly Wish[]): boolean {
  return wishes.every(
    (wish) =>
      satisfies(entry, wish) ||
      (isAlternative(wish) &&
        wishes.some(
          (other) => other.kind === wish.kind && isAlternative(other) && satisfies(entry, other),
        )),
  )
}

/** What a source does not state is not assumed: such a plan does not satisfy the wish. */
export function satisfies(entry: Entry, wish: Wish): boolean {
  const { plan } = entry
  switch (wish.kind) {
    case 'operator':
      return wish.operators.includes(plan.operator)
    case 'days':
      return within(entry.days, wish)
    case 'data':
      return within(plan.allowance.dataMb, wish)
    case 'minutes':
      return within(entry.minutes, wish)
    case 'sms':
      return within(plan.allowance.sms, wish)
    case 'price':
      return within(entry.total, wish)
    case 'sold_in':
      return entry.soldIn !== undefined && wish.territories.some((id) => entry.soldIn!.has(id))
    case 'trait':
      return hasTrait(entry, wish.trait)
    case 'code':
      return Object.values(plan.ussd).includes(wish.code)
    case 'offered':
      return plan.offered
  }
}

function within(value: number | null, { from, to }: { from: number; to: number }): boolean {
  return value !== null && value >= from && value <= to
}

/** A call, an SMS or some data of it is the use by which a number is kept. */
function givesUse({ allowance }: ListedPlan, minutes: number | null): boolean {
  const { dataMb, socialMb, sms } = allowance
  return dataMb !== null || socialMb !== null || sms !== null || minutes !== null
}

function hasTrait({ plan, minutes }: Entry, trait: Trait): boolean {
  const { allowance, kind } = plan
  switch (trait) {
    case 'roaming':
    case 'idd':
    case 'prepaid':
      return kind === trait
    case 'travel_esim':
    case 'add_on':
      return kind === trait.replace('_', '-')
    case 'postpaid':
      return kind.startsWith('postpaid')
    case 'data':
      return allowance.dataMb !== null || allowance.socialMb !== null
    case 'calls':
      return minutes !== null
    case 'sms':
      return allowance.sms !== null
    case 'night':
      return allowance.dataOffpeakMb !== null
    case 'apps':
      return allowance.socialMb !== null
    case 'unlimited':
      return allowance.unlimitedOnNet
    case 'keep':
      return kind === 'prepaid' && plan.offered && givesUse(plan, minutes)
  }
}
