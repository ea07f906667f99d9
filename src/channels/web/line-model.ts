import type { Localized } from '#catalog'
import type { LineClock, LinePicture } from '#lines'

/** Everything the page of a line is made from. */
export interface LineModel {
  readonly picture: LinePicture
  readonly token: string
  /** Where this number is renewed, without the language. */
  readonly plansPlace: string
  /** Where plan fit goes on from, without the language, and whether it has the line's own days. */
  readonly fitPlace: string
  readonly fitsOwnUse: boolean
  /** What the catalogue calls the plans that run; the operator's own name where it has none. */
  readonly planNames: ReadonlyMap<string, Localized>
  /** The operator's own way to see the balance; only where a verified fact names it. */
  readonly dial: Dial | undefined
}

export interface Dial {
  readonly code: string
  readonly source: string
  readonly asOf: string
}

export interface DataLeft {
  /** unlimited and unknown have no figures. */
  readonly kind: 'known' | 'unlimited' | 'unknown'
  readonly remaining: number
  /** Null where a part of it is not told. */
  readonly total: number | null
}

/** All data of a line that counts at any time, as one; undefined where it has none. */
export function dataLeft({ usage }: LinePicture): DataLeft | undefined {
  const data = usage?.buckets.filter(({ kind }) => kind === 'data') ?? []
  if (data.length === 0) return undefined
  const nothing = { remaining: 0, total: null }
  if (data.some(({ unlimited }) => unlimited)) return { kind: 'unlimited', ...nothing }
  if (data.some(({ remaining }) => remaining === null)) return { kind: 'unknown', ...nothing }
  const totals = data.map(({ total }) => total)
  return {
    kind: 'known',
    remaining: data.reduce((sum, { remaining }) => sum + remaining!, 0),
    total: totals.includes(null) ? null : totals.reduce((sum: number, one) => sum + one!, 0),
  }
}

export type Hero =
  /** Nothing was ever told. */
  | { readonly kind: 'refused' | 'silent' | 'not_told' }
  | { readonly kind: 'no_plan' | 'no_end' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'plan' | 'data'; readonly clock: LineClock }

/** What is seen first: what ends first, or why that cannot be said. */
export function heroOf(picture: LinePicture): Hero {
  const { usage, standing, state, clocks } = picture
  if (!usage) {
    if (standing === 'refused' || standing === 'not_told') return { kind: standing }
    return { kind: 'silent' }
  }
  const left = dataLeft(picture)
  if (left?.kind === 'known' && left.remaining === 0) return { kind: 'gone' }
  const [first] = clocks
  if (first?.at) return { kind: first.kind, clock: first }
  return { kind: state === 'no_plan' ? 'no_plan' : 'no_end' }
}
