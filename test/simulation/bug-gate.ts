import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bug, bugs } from './bugs/index.ts'
import { runShard } from './run-shards.ts'
import type { SeedReport } from './shard.ts'
import { seedsOf } from './themes.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A bug that none of these many seeds shows is not found. */
const seedsAtMost = 2000

export interface Verdict {
  readonly bug: Bug
  /** How it was found, or why not. */
  readonly words: string
  readonly isFound: boolean
}

/**
 * Is the simulation awake? Plants each bug in a copy of the source, so that no switch lives in the
 * program, and looks for it by seeds, or by its own test where one history cannot show it.
 */
export async function runBugGate(names: readonly string[]): Promise<boolean> {
  const chosen = bugs.filter(({ name }) => names.length === 0 || names.includes(name))
  const unknown = names.filter((name) => !bugs.some((bug) => bug.name === name))
  if (unknown.length > 0) console.log(`No such bug: ${unknown.join(', ')}.`)
  const queue = [...chosen]
  const started = performance.now()
  const verdicts: Verdict[] = []
  const work = async () => {
    for (let bug = queue.shift(); bug; bug = queue.shift()) {
      const began = performance.now()
      const verdict = await tryBug(bug)
      verdicts.push(verdict)
      const outcome = verdict.isFound ? 'found ' : 'MISSED'
      console.log(`${outcome} ${bug.name} in ${secondsSince(began)}: ${verdict.words}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
  const missed = verdicts.filter(({ isFound }) => !isFound)
  const counts = `${verdicts.length} planted bugs, ${missed.length} missed`
  console.log(`${counts}, in ${secondsSince(started)}`)
  return missed.length === 0 && unknown.length === 0
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}

/** Plants one bug and looks for it. */
export async function tryBug(bug: Bug): Promise<Verdict> {
  const copy = copySource()
  try {
    const problem = plant(bug, copy)
    if (problem) return { bug, words: problem, isFound: false }
    return bug.ownTest ? await byOwnTest(bug, copy, bug.ownTest) : await bySeeds(bug, copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** A gate that is stopped half-way leaves nothing behind either. */
const copies = new Set<string>()
function removeCopies(): void {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
}

function copySource(): string {
  const copy = mkdtempSync(join(tmpdir(), 'tajdeed-bug-'))
  if (copies.size === 0) process.once('exit', removeCopies)
  copies.add(copy)
  // Stories, which some bugs are found by, have the whole product in front of them.
  for (const part of ['src', 'test', 'sandbox', 'facts', 'migrations', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** The source has moved on when what is to be replaced is not there exactly once. */
function plant({ file, find, replace }: Bug, copy: string): string | undefined {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  const times = text.split(find).length - 1
  if (times !== 1) return `its place is ${times} times in ${file}; write the bug anew`
  writeFileSync(
    path,
    text.replace(find, () => replace),
  )
  return undefined
}

async function bySeeds(bug: Bug, copy: string): Promise<Verdict> {
  const shard = join(copy, 'test/simulation/shard.ts')
  const asked = bug.theme ? seedsOf(bug.theme) : { from: 1, step: 1 }
  const order = { ...asked, count: seedsAtMost, stopsAtFailure: true }
  let seeds = 0
  let caught: SeedReport | undefined
  const onSeed = (report: SeedReport) => {
    seeds += 1
    if (report.violations.length > 0) caught = report
  }
  await runShard(order, onSeed, shard)
  if (!caught) return { bug, words: `not in ${seeds} seeds`, isFound: false }
  if (caught.traceFile) rmSync(caught.traceFile, { force: true })
  const words = `seed ${caught.seed} (${seeds} tried), ${caught.violations[0]}`
  return { bug, words, isFound: true }
}

/** The test must fail because of the bug, so it must pass without it: `npm test` sees to that. */
async function byOwnTest(bug: Bug, copy: string, file: string): Promise<Verdict> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  const [code] = await once(child, 'close')
  const failed = /^not ok|✖ (.+?) \(/m.exec(output)?.[1]
  const isFound = code !== 0 && failed !== undefined
  const otherwise = code === 0 ? 'passes' : 'does not run'
  return { bug, words: isFound ? `${file}, "${failed}"` : `${file} ${otherwise}`, isFound }
}
