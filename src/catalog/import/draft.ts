import type { TaxRuleFact } from '../fact.ts'
import type { Localized, Provenance } from '../plan.ts'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'

/** One mistake in a file and the way out of it. */
export interface RowProblem {
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number
  /** The column of a table, the path of a value; `-` for the row as a whole. */
  readonly column: string
  readonly problem: string
  /** What to write instead. */
  readonly remedy: string
}

/**
 * What one row says of a plan. Only what it says: a field that is not there stays as it is. Names
 * may come in one language alone, the others stay.
 */
export interface Draft {
  readonly line: number
  readonly id: string
  readonly operator?: string | undefined
  readonly environment?: 'sandbox' | undefined
  /** The first day on which it holds; the day of the import when it does not say. */
  readonly from?: string | undefined
  readonly given: ReadonlyMap<FactField, FactValue | Partial<Localized> | Partial<StatedPrice>>
  readonly provenance: Provenance
  /** What of it the source really states, where it does not state all. */
  readonly verifiedFields?: readonly string[] | undefined
}

/** A file as it was read: every row that can be understood, and every problem of the others. */
export interface ReadImport {
  readonly drafts: readonly Draft[]
  readonly problems: readonly RowProblem[]
  /** Of a file of tax sets. */
  readonly taxes?: readonly TaxDraft[]
}

/** One rule of a set of taxes: a territory from a day on. */
export interface TaxDraft {
  readonly line: number
  readonly rule: TaxRuleFact
  /** Each rate that is called verified has the address of its page. */
  readonly proven: boolean
}

/** Why a text that a person wrote cannot be taken, and what to write instead. */
export interface CellProblem {
  readonly problem: string
  readonly remedy: string
}

export type Cell<Value> = { readonly value: Value } | CellProblem

export const remedies = {
  id: 'Write lower case letters, digits and single hyphens',
  date: 'Write the day as YYYY-MM-DD',
  text: 'Shorten it to 500 characters',
} as const

export const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
