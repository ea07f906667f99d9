import { planKinds, priceBases, renewalEffects, validityRules } from '../fact-shapes.ts'
import type { FactField } from '../statement.ts'
import { type Cell, said } from './draft.ts'
import {
  readAddress,
  readAsOf,
  readChoice,
  readCount,
  readDay,
  readLength,
  readRupees,
  readText,
  readVolume,
  readYesNo,
} from './read-cell.ts'

/** Which fact a column belongs to; the others describe the row. */
type Place = FactField | 'id' | 'operator' | 'from' | 'source' | 'sourceUrl' | 'asOf' | 'verified'

export interface Column {
  readonly name: string
  readonly place: Place
  /** The part of a fact that has several: `amount` of the price. */
  readonly part?: string
  readonly read: (cell: string) => Cell<unknown>
  /** Whether `-` may say that the source is silent. */
  readonly nullable?: true
}

const volume = (name: string, place: FactField): Column => ({
  ...{ name, place, read: readVolume, nullable: true },
})
const count = (name: string, place: FactField): Column => ({
  ...{ name, place, read: readCount, nullable: true },
})
const text = (name: string, place: Place): Column => ({ name, place, read: readText })
const silent = (name: string, place: FactField): Column => ({
  ...text(name, place),
  nullable: true,
})

/** The columns of a table of plans, in the order of the example in the documentation. */
export const columns: readonly Column[] = [
  text('id', 'id'),
  text('operator', 'operator'),
  { ...text('name', 'name'), part: 'en' },
  { ...text('name_zh', 'name'), part: 'zh-Hans' },
  { ...text('name_ur', 'name'), part: 'ur' },
  { name: 'kind', place: 'kind', read: (cell) => readChoice(cell, planKinds) },
  { name: 'price', place: 'price', part: 'amount', read: readRupees, nullable: true },
  { name: 'basis', place: 'price', part: 'basis', read: (cell) => readChoice(cell, priceBases) },
  { name: 'currency', place: 'price', part: 'currency', read: readCurrency },
  { name: 'validity', place: 'validity', part: 'length', read: readLength, nullable: true },
  {
    ...{ name: 'validity_rule', place: 'validity', part: 'rule' },
    read: (cell) => readChoice(cell, validityRules),
  },
  volume('data', 'allowance.dataMb'),
  volume('data_offpeak', 'allowance.dataOffpeakMb'),
  { name: 'offpeak_window', place: 'allowance.offpeakWindow', read: readWindow, nullable: true },
  volume('social', 'allowance.socialMb'),
  silent('social_apps', 'allowance.socialApps'),
  count('minutes_all_net', 'allowance.minutesAllNet'),
  count('minutes_on_net', 'allowance.minutesOnNet'),
  count('minutes_off_net', 'allowance.minutesOffNet'),
  count('sms', 'allowance.sms'),
  { name: 'unlimited_on_net', place: 'allowance.unlimitedOnNet', read: readYesNo },
  text('region', 'region'),
  {
    ...{ name: 'renewal_effect', place: 'renewalEffect' },
    read: (cell) => readChoice(cell, renewalEffects),
  },
  { name: 'auto_recurring', place: 'autoRecurring', read: readYesNo, nullable: true },
  silent('ussd_subscribe', 'ussd.subscribe'),
  silent('ussd_status', 'ussd.status'),
  silent('ussd_unsubscribe', 'ussd.unsubscribe'),
  silent('notes', 'notes'),
  { name: 'withdrawn', place: 'withdrawn', read: readYesNo },
  { name: 'from', place: 'from', read: readDay },
  text('source', 'source'),
  { name: 'source_url', place: 'sourceUrl', read: readAddress },
  { name: 'as_of', place: 'asOf', read: readAsOf },
  { name: 'verified', place: 'verified', read: readYesNo },
]

export const requiredColumns = ['id', 'source', 'as_of'] as const

function readCurrency(cell: string): Cell<string> {
  if (cell === 'PKR') return { value: cell }
  return {
    problem: said('import.in_currency', { currency: cell.slice(0, 8) }),
    remedy: said('import.write_pkr'),
  }
}

export function readWindow(cell: string): Cell<string> {
  const hour = '([01]\\d|2[0-3]):[0-5]\\d'
  if (new RegExp(`^${hour}-${hour}$`).test(cell)) return { value: cell }
  return { problem: said('import.no_window'), remedy: said('import.write_window') }
}
