/**
 * `npm run simulate -- --seeds 10000`, `-- --seed 1234` for one that failed, or `-- --bugs` for the
 * gate that plants mistakes and looks whether they are found (`-- --bugs name` for one).
 */
import { availableParallelism } from 'node:os'
import { stopTestCluster } from '#test'
import { runBugGate } from '../test/simulation/bug-gate.ts'
import { runShard, stopShards } from '../test/simulation/run-shards.ts'
import type { SeedReport } from '../test/simulation/shard.ts'
import { readOptions } from './read-options.ts'

const { values, positionals } = readOptions({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    bugs: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

const progressEveryMs = 5000
/** More than these and the rest would only repeat them. */
const failuresShown = 20

async function simulate(from: number, count: number): Promise<boolean> {
  const processes = Math.max(1, Math.min(availableParallelism(), 4, Math.ceil(count / 20)))
  const started = performance.now()
  const ends = new Map<string, number>()
  const mandates = new Map<string, number>()
  const failed: number[] = []
  let done = 0
  let statements = 0
  let lastShown = started

  const onSeed = (report: SeedReport) => {
    done += 1
    statements += report.statements
    countEach(report.ends, ends)
    countEach(report.mandates, mandates)
    if (report.violations.length > 0 || report.change) {
      failed.push(report.seed)
      if (failed.length <= failuresShown) showFailure(report)
    }
    if (performance.now() - lastShown < progressEveryMs) return
    lastShown = performance.now()
    console.log(`  ${done} of ${count} seeds, ${rate()} a second, ${failed.length} failed`)
  }
  const rate = () => (done / ((performance.now() - started) / 1000)).toFixed(1)

  await Promise.all(
    Array.from({ length: processes }, (_, i) =>
      runShard(
        { from: from + i, count: Math.ceil((count - i) / processes), step: processes },
        onSeed,
      ),
    ),
  )
  console.log(
    `${done} seeds from ${from}, ${failed.length} failed; ${rate()} a second, ` +
      `${Math.round(statements / done)} statements each`,
  )
  console.log(`renewals ended: ${wordsOf(ends)}`)
  console.log(`mandates stand: ${wordsOf(mandates)}`)
  if (failed.length > 0) console.log(`failed: ${failed.join(' ')}`)
  return failed.length === 0
}

function countEach(words: readonly string[], counts: Map<string, number>): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
}

function wordsOf(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b))
  return sorted.map(([word, n]) => `${n} ${word}`).join(', ')
}

function showFailure({ seed, violations, traceFile, change }: SeedReport): void {
  console.log(`seed ${seed} failed: ${violations.join('\n  ')}`)
  console.log(change ? `  and not the same twice: ${change}` : '  the same twice')
  console.log(`  trace in ${traceFile}; again: npm run simulate -- --seed ${seed}`)
}

function readCount(text: string | undefined, otherwise: number): number {
  const count = text === undefined ? otherwise : Number(text)
  if (Number.isInteger(count) && count > 0) return count
  console.error(`${text} is not a whole number above zero.`)
  process.exit(2)
}

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    stopShards()
    process.exit(1)
  })
}

const isGood = values.bugs
  ? await runBugGate(positionals)
  : await simulate(
      readCount(values.seed, 1),
      readCount(values.seeds, values.seed === undefined ? 200 : 1),
    )
await stopTestCluster({ keep: false })
process.exit(isGood ? 0 : 1)
