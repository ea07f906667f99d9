/**
 * One process of a simulation: every `step`-th seed from `from` on. Tells its parent of each seed
 * over the channel and ends with it. Its own database must be there and migrated.
 */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSeed } from './run-seed.ts'
import { openSource, type StatementSource } from './statements.ts'

export interface ShardOrder {
  readonly url: string
  readonly from: number
  readonly count: number
  readonly step: number
  /** For planted bugs: the first violation is what was looked for. */
  readonly stopsAtFailure?: boolean
}

export interface SeedReport {
  readonly seed: number
  readonly violations: readonly string[]
  readonly statements: number
  readonly ends: readonly string[]
  readonly mandates: readonly string[]
  /** The first line at which the same seed went another way the second time. */
  readonly change?: string
  /** Where every line of a failed seed is. */
  readonly traceFile?: string
}

/** One in a hundred of the good seeds, and each bad one, must do the same a second time. */
const repeatsEvery = 100

async function runAndCheck(seed: number, source: StatementSource): Promise<SeedReport> {
  const result = await runSeed(seed, source)
  const { statements, ends, mandates } = result
  const told = { seed, statements, ends, mandates }
  const hasFailed = result.violations.length > 0
  if (!hasFailed && seed % repeatsEvery !== 0) return { ...told, violations: [] }
  const again = await runSeed(seed, source)
  const { violations } = result
  const trace = result.trace()
  const change = firstChange(trace, again.trace())
  if (!hasFailed && !change) return { ...told, violations }
  const traceFile = join(tmpdir(), `tajdeed-seed-${seed}.txt`)
  writeFileSync(traceFile, `${trace.join('\n')}\n`)
  return { ...told, violations, traceFile, ...(change ? { change } : {}) }
}

function firstChange(one: readonly string[], other: readonly string[]): string | undefined {
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find(
    (i) => one[i] !== other[i],
  )
  return at === undefined ? undefined : `${one[at]} / ${other[at]}`
}

async function main({ url, from, count, step, stopsAtFailure }: ShardOrder): Promise<void> {
  const source = await openSource(url)
  for (let i = 0; i < count; i++) {
    const report = await runAndCheck(from + i * step, source)
    process.send?.(report)
    if (stopsAtFailure && report.violations.length > 0) break
  }
  await source.close()
  process.disconnect?.()
}

process.once('disconnect', () => process.exit())
await main(JSON.parse(process.argv[2]!) as ShardOrder)
