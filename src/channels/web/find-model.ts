import type { Sentence } from '#advice'
import type { Operator } from '#catalog'
import type { Found, Search } from '#search'
import { type Wishes, wishesQuery } from './wishes.ts'

/** What both pages of plans show: for a number, and for whoever has none at hand. */
export interface FindModel {
  readonly wishes: Wishes
  /** `/plans`, or `/plans/…` with the sealed number. */
  readonly base: string
  /** Those that a plan may be of, lines of nobody's included: a travel eSIM is found, too. */
  readonly operators: ReadonlyMap<string, Operator>
  readonly choosable: readonly Operator[]
  readonly found: Found
  readonly worthOf: Search['worthOf']
  /** What keeps a number one's own, for whoever looks for just that. */
  readonly keepNumber: Sentence
  /** Where a telephone number was typed for a plan: the page of its own plans. */
  readonly numberPlace?: string
  /** The network is the number's and no filter. */
  readonly sealed?: string
}

export const plansPerPage = 24

export function findPlace({ base, wishes }: FindModel, change: Partial<Wishes> = {}): string {
  return `${base}${wishesQuery({ ...wishes, ...change })}`
}
