import type { Territory } from '#catalog'
import type { FaultCode } from '#i18n'
import type { Column } from './compare-rows.ts'
import { type Wishes, wishesQuery } from './wishes.ts'

export interface CompareModel {
  /** The first four of those that are listed. */
  readonly columns: readonly Column[]
  /** The rest of what was ticked: refused for lack of room, and not lost. */
  readonly waiting: readonly Column[]
  /** How many of the address's plans are listed no longer. */
  readonly gone: number
  /** The search it came from, with everything that was ticked. */
  readonly wishes: Wishes
  /** The sealed number, when it came from a number's own page. */
  readonly line: string
  readonly territory: Territory | undefined
  readonly renewal: {
    readonly number: string
    readonly fault: FaultCode | undefined
    readonly plan: string
  }
}

export function comparePlace({ wishes, line }: CompareModel): string {
  return `/plans/compare${withLine(wishesQuery(wishes), line)}`
}

/** The list, with the same wishes and ticks. */
export function listPlace({ wishes, line }: CompareModel): string {
  return `/plans${line && `/${line}`}${wishesQuery(wishes)}`
}

function withLine(query: string, line: string): string {
  if (line === '') return query
  const params = new URLSearchParams(query)
  params.set('line', line)
  return `?${params}`
}
