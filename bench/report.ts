import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

export interface Result {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly higher_is_better: boolean
  readonly peer?: { readonly name: string; readonly value: number }
  readonly ratio_to_tpcb?: number
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** Each round's figure against the TPC-B rate measured just before it; the middle one. */
export function ratioOf(values: readonly number[], tpcb: readonly number[]): number {
  return median(values.map((value, i) => value / tpcb[i]!))
}

/** Writes what CONTRACT names, and a table for people. */
export function report(results: readonly Result[], tpcb: number, notes: readonly string[]): void {
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    notes,
  }
  const rounded = results.map((result) => ({ ...result, value: tidy(result.value) }))
  const content = { machine, postgres: { tpcb_tps: tidy(tpcb) }, results: rounded }
  mkdirSync(new URL('results/', import.meta.url), { recursive: true })
  const file = new URL('results/latest.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  console.log(`\nTPC-B ${tidy(tpcb)} tps`)
  for (const { name, value, unit, ratio_to_tpcb, peer } of rounded) {
    const beside = [
      ratio_to_tpcb === undefined ? '' : `${tidy(ratio_to_tpcb)} × TPC-B`,
      peer ? `${peer.name} ${tidy(peer.value)}` : '',
    ]
    const words = [name.padEnd(28), `${value} ${unit}`.padEnd(18), ...beside]
    console.log(words.join(' ').trimEnd())
  }
  for (const note of notes) console.log(`· ${note}`)
}

function tidy(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
