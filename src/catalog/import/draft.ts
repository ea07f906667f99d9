import type { MessageKey } from '#i18n'
import type { Saying } from '#kernel'
import type { TaxRuleFact } from '../fact.ts'
import type { Localized, Provenance } from '../plan.ts'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'

/** A message of ours by its key: whoever reads the answer chooses the language. */
export interface Said extends Saying {
  readonly key: MessageKey
}

export function said(key: MessageKey, values?: NonNullable<Saying['values']>): Said {
  return values ? { key, values } : { key }
}

/** One mistake in a file and the way out of it. */
export interface RowProblem {
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number
  /** The column of a table, the path of a value; `-` for the row as a whole. */
  readonly column: string
  /** The place for people, where it has more than the column's name. */
  readonly place?: Said
  readonly problem: Said
  /** What to write instead. */
  readonly remedy: Said
}

/** The place of a problem for people: that of the sheet, where the file is one. */
export function placeOf({ column, place }: RowProblem): Said | string {
  return place ?? column
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
  readonly problem: Said
  readonly remedy: Said
}

export type Cell<Value> = { readonly value: Value } | CellProblem

export const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
