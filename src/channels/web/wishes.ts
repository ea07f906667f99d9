import { type Territory, territories } from '#catalog'
import { type SearchQuery, type Sort, sorts, type Trait, traits } from '#search'

/** What a reader looks for, as it stands in an address; `''` and undefined are no wish. */
export interface Wishes {
  readonly q: string
  readonly operator: string
  /** `7` is up to seven days, `30+` thirty and longer. */
  readonly days: string
  readonly dataGb: number | undefined
  readonly minutes: number | undefined
  readonly sms: number | undefined
  readonly kind: Trait | undefined
  /** Whole rupees. */
  readonly price: number | undefined
  /** Where the line is: what is sold there, at the totals of its taxes. */
  readonly territory: Territory | undefined
  readonly sort: Sort | undefined
  /** Plans ticked to be compared. */
  readonly plans: readonly string[]
  readonly page: number
}

export const mostQueryLength = 100
/** Side by side on a telephone, and as many as a person compares. */
export const mostCompared = 4
/** Ticked at once; more than can be compared, so that a fifth can be said to be one too many. */
const mostTicked = 12

/**
 * Reads an address or a form. Every button of the page belongs to one form, so that what is ticked
 * is never lost; a button's own value comes after the field's of that name, and the last one
 * counts. What makes no sense counts as not wished.
 */
export function readWishes(params: URLSearchParams): Wishes {
  const last = (name: string) => (params.getAll(name).at(-1) ?? '').trim()
  const days = last('days')
  return {
    q: last('q').slice(0, mostQueryLength),
    operator: /^[a-z0-9-]{1,40}$/.test(last('operator')) ? last('operator') : '',
    days: /^[1-9]\d{0,2}\+?$/.test(days) ? days : '',
    dataGb: whole(last('data')),
    minutes: whole(last('minutes')),
    sms: whole(last('sms')),
    kind: traits.find((name) => name === last('kind')),
    price: whole(last('price')),
    territory: territories.find((id) => id === last('territory')),
    sort: sorts.find((name) => name === last('sort')),
    plans: [...new Set(params.getAll('plan'))].filter(isPlanId).slice(0, mostTicked),
    page: whole(last('page')) ?? 1,
  }
}

const isPlanId = (id: string) => /^[a-z0-9-]{1,160}$/.test(id)

function whole(text: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined
}

/** The wishes as an address, what is not wished left out: to keep, to share, to change language. */
export function wishesQuery(wishes: Wishes): string {
  const { q, operator, days, dataGb, minutes, sms, kind, price, territory, sort, page } = wishes
  const values = { q, operator, days, data: dataGb, minutes, sms, kind, price, territory, sort }
  const kept = Object.entries({ ...values, page: page > 1 ? page : undefined }).flatMap(
    ([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]),
  )
  const query = new URLSearchParams([...kept, ...wishes.plans.map((id) => ['plan', id])])
  return query.size === 0 ? '' : `?${query}`
}

export function searchQueryOf(wishes: Wishes, operators: readonly string[] = []): SearchQuery {
  const { q, days, dataGb, minutes, sms, kind, price, territory, sort } = wishes
  const length = Number.parseInt(days, 10)
  return {
    ...(q !== '' && { text: q }),
    ...(operators.length > 0 && { operators }),
    ...(days !== '' && (days.endsWith('+') ? { minDays: length } : { maxDays: length })),
    ...(dataGb !== undefined && { minDataMb: dataGb * 1000 }),
    ...(minutes !== undefined && { minMinutes: minutes }),
    ...(sms !== undefined && { minSms: sms }),
    ...(kind && { trait: kind }),
    ...(price !== undefined && { maxTotal: price * 100 }),
    ...(territory && { territory, region: territory }),
    ...(sort && { sort }),
  }
}

/** Whether anything but an order is wished. */
export function isSifted(wishes: Wishes): boolean {
  const { q, operator, days, dataGb, minutes, sms, kind, price, territory } = wishes
  const values = [q, operator, days, dataGb, minutes, sms, kind, price, territory]
  return values.some((value) => value !== undefined && value !== '')
}
