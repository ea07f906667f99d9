/**
 * `npm test`, or `npm test -- ledger web` for the files whose path contains a word. All files run
 * in one process on one PostgreSQL; the last line is `N passed, N failed`.
 */
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { stopTestCluster, watchFailures } from '#test'
import { findTestFiles } from './test-files.ts'

const failures = watchFailures()
const count = { passed: 0, failed: 0 }
let finished = false
let hanging: NodeJS.Timeout | undefined

/** Whatever ends the process early, a test that calls `process.exit` included, is a failure. */
process.on('exit', () => {
  if (!finished) finish('The run ended before its last test.')
})
// Without a handler a signal skips the `exit` handlers, and with them the end of the test server.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1))

function finish(problem: string | undefined): void {
  finished = true
  if (problem) console.log(`\n${problem}`)
  console.log(`\n${count.passed} passed, ${count.failed + (problem ? 1 : 0)} failed`)
  process.exitCode = problem || count.failed > 0 ? 1 : 0
}

interface Failure {
  readonly failureType?: string
  readonly cause?: unknown
}

/** A parent that fails only because of its children is no failure of its own. */
const isOwnFailure = (failure: Failure) => failure.failureType !== 'subtestsFailed'

async function main(): Promise<void> {
  const words = process.argv.slice(2)
  const files = findTestFiles(words)
  if (files.length === 0) {
    finish(`No test file has ${words.join(' or ') || 'a name ending in .test.ts'} in its path.`)
    return
  }
  const entry = fileURLToPath(new URL('./all-tests.ts', import.meta.url))
  const events = run({ files: [entry], isolation: 'none' })
  const errors: unknown[] = []
  let filesLeft = files.length
  const noteEnd = (test: { nesting: number }) => {
    if (test.nesting === 0 && --filesLeft === 0) refuseToHang(errors)
  }
  events.on('test:pass', (test) => {
    if (test.details.type !== 'suite' && !test.skip && !test.todo) count.passed += 1
    noteEnd(test)
  })
  events.on('test:fail', (test) => {
    if (test.file) failures.noteFailed(test.file)
    const failure = test.details.error as Failure
    if (!test.todo && isOwnFailure(failure)) {
      count.failed += 1
      errors.push(failure.cause ?? failure)
    }
    noteEnd(test)
  })
  const report = events.compose(new spec())
  report.pipe(process.stdout)
  await new Promise((resolve) => report.once('end', resolve))
  // It ended by itself: nothing was left open, however long stopping the test server takes.
  clearTimeout(hanging)
  const names = failures.kept()
  const kept = await stopTestCluster({ keep: names.length > 0 })
  if (kept) console.log(`\nKept ${names.join(', ')}: node tools/boot.mjs tools/kept.ts ${kept}`)
  finish(count.passed + count.failed === 0 ? 'No test ran.' : undefined)
}

/**
 * node:test ends when nothing is open any more. A test that leaves a server listening would hang
 * the run for ever: five seconds after the last file, say what it is and fail. The report is lost
 * then, so the errors are printed here: a failed test is the likely reason why something was not
 * closed.
 */
function refuseToHang(errors: readonly unknown[]): void {
  hanging = setTimeout(() => {
    for (const error of errors) console.log(error)
    finish(`Left open by a test: ${process.getActiveResourcesInfo().join(', ')}.`)
    process.exit()
  }, 5000)
  hanging.unref()
}

await main()
