import { html } from 'hono/html'
import type { ListedPlan, Operator } from '#catalog'
import { formatMoment, type MessageKey, pakistanZone } from '#i18n'
import { endOfValidity } from '#kernel'
import type { Worth } from '#search'
import { price, volume } from './figures.ts'
import { sourceWords, validityWords } from './plan-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { regionWords } from './source-words.ts'

export interface Column {
  readonly plan: ListedPlan
  readonly operator: Operator
  readonly operatorName: string
  readonly worth: Worth
}

export interface Row {
  readonly name: RowName
  readonly cells: readonly Html[]
  /** Which columns are best in it, and only where they are not all. */
  readonly best: readonly number[]
  readonly differs: boolean
}

type RowName =
  | 'total'
  | 'usable'
  | 'offpeak'
  | 'apps'
  | 'all_net'
  | 'off_net'
  | 'on_net'
  | 'sms'
  | 'length'
  | 'ends'
  | 'per_gb'
  | 'effect'
  | 'region'
  | 'source'
const bettered = [
  'total',
  'usable',
  'all_net',
  'off_net',
  'on_net',
  'sms',
  'ends',
  'per_gb',
] as const
export type Bettered = (typeof bettered)[number]

interface Cell {
  readonly words: Html | Words | string
  /** What is compared; undefined where nothing is stated. */
  readonly value: number | string | undefined
}

/** Every row that says something about one of the plans, in the order of the questions asked. */
export function compareRows(reader: Reader, columns: readonly Column[]): Row[] {
  const rows: [RowName, (column: Column) => Cell, best?: 'least' | 'most'][] = [
    ['total', (one) => total(reader, one), 'least'],
    ['per_gb', ({ worth }) => money(reader, worth.perGb), 'least'],
    ['usable', ({ worth }) => megabytes(reader, worth.usableMb), 'most'],
    ['offpeak', ({ plan }) => offpeak(reader, plan)],
    ['apps', ({ plan }) => apps(reader, plan)],
    ['all_net', ({ plan }) => count(reader, plan.allowance.minutesAllNet), 'most'],
    ['off_net', ({ plan }) => count(reader, plan.allowance.minutesOffNet), 'most'],
    ['on_net', ({ plan }) => onNet(reader, plan), 'most'],
    ['sms', ({ plan }) => count(reader, plan.allowance.sms), 'most'],
    ['length', ({ plan }) => words(validityWords(reader, plan.validity))],
    ['ends', (one) => ending(reader, one), 'most'],
    ['effect', ({ plan }) => text(reader.text(`compare.effect_${plan.renewalEffect}`))],
    ['region', ({ plan }) => region(reader, plan)],
    ['source', (one) => source(reader, one)],
  ]
  return rows.flatMap(([name, cellOf, best]) => {
    const cells = columns.map(cellOf)
    if (cells.every(({ value }) => value === undefined)) return []
    return [
      {
        name,
        cells: cells.map(({ words }) => html`${words}`),
        best: best === undefined ? [] : bestOf(cells, best),
        differs: new Set(cells.map(({ value }) => value)).size > 1,
      },
    ]
  })
}

/** Ties are all best; where all that is stated is as good, or only one states anything, none is. */
function bestOf(cells: readonly Cell[], best: 'least' | 'most'): number[] {
  const values = cells.map(({ value }) => (typeof value === 'number' ? value : undefined))
  const known = values.filter((value) => value !== undefined)
  if (known.length < 2) return []
  const top = best === 'least' ? Math.min(...known) : Math.max(...known)
  if (known.every((value) => value === top)) return []
  return values.flatMap((value, i) => (value === top ? [i] : []))
}

const text = (words: string): Cell => ({ words, value: words })
const words = (said: Words): Cell => ({ words: said, value: String(html`${said}`) })

function unstated(reader: Reader): Cell {
  return {
    words: html`<span class="sub" aria-hidden="true">–</span>
      <span class="vh">${reader.text('compare.unstated')}</span>`,
    value: undefined,
  }
}

function money(reader: Reader, minor: number | null): Cell {
  if (minor === null) return unstated(reader)
  return { words: price(reader, BigInt(minor)), value: minor }
}

/** A plan that is not sold has no total, and why that is stands in its place. */
function total(reader: Reader, { plan }: Column): Cell {
  if (plan.total !== null)
    return { words: html`<b>${price(reader, plan.total)}</b>`, value: Number(plan.total) }
  if (plan.notOffered === undefined) return text(reader.text('compare.province'))
  const why = reader.text(`why_not.${plan.notOffered}`)
  return {
    words: html`${reader.text('search.not_sold_stub')}<span class="sub"> ${why}</span>`,
    value: why,
  }
}

function megabytes(reader: Reader, mb: number | null): Cell {
  return mb === null ? unstated(reader) : { words: volume(mb), value: mb }
}

function count(reader: Reader, n: number | null): Cell {
  return n === null ? unstated(reader) : { words: bdi(n), value: n }
}

function offpeak(reader: Reader, { allowance }: ListedPlan): Cell {
  const { dataOffpeakMb: mb, offpeakWindow: window } = allowance
  if (mb === null) return unstated(reader)
  const when = window && html`<span class="sub"> ${bdi(window.replace('-', '–'))}</span>`
  return { words: html`${volume(mb)}${when}`, value: `${mb} ${window}` }
}

function apps(reader: Reader, { allowance }: ListedPlan): Cell {
  const { socialMb: mb, socialApps: names } = allowance
  if (mb === null) return unstated(reader)
  const which = names && html`<span class="sub"> <bdi class="n">${names}</bdi></span>`
  return { words: html`${volume(mb)}${which}`, value: `${mb} ${names}` }
}

function onNet(reader: Reader, { allowance }: ListedPlan): Cell {
  if (allowance.unlimitedOnNet) return { words: reader.text('compare.unlimited'), value: Infinity }
  return count(reader, allowance.minutesOnNet)
}

function ending(reader: Reader, { plan, operator }: Column): Cell {
  const end = endOfValidity(plan.validity, reader.now, operator.zone)
  if (!end) return unstated(reader)
  const { weekday, date, time } = formatMoment(reader.language, end, pakistanZone, reader.now)
  return { words: html`${weekday}<br>${date}<br>${bdi(time)}`, value: end.getTime() }
}

function region(reader: Reader, { region: place }: ListedPlan): Cell {
  if (place === 'national') return text(reader.text('compare.everywhere'))
  return { words: regionWords(reader, place), value: place }
}

function source(reader: Reader, { plan, operatorName }: Column): Cell {
  const fact = { ...plan.provenance, confirmedBy: plan.confirmedBy }
  return words(sourceWords(reader, fact, operatorName))
}

/** The word that marks the best of a row. */
export function bestKey(name: RowName): MessageKey | undefined {
  const known = bettered.find((one) => one === name)
  return known && `compare.best_${known}`
}
