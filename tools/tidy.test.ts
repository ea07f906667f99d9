import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as rules from './tidy-rules.ts'

const folders = ['src', 'sandbox', 'test', 'tools', 'bench']
const sources: rules.Source[] = globSync(`{${folders}}/**/*.{ts,mjs}`)
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules/'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** The rule finds what it is for, and nothing in our own files. */
function hold(
  name: string,
  rule: (source: rules.Source) => string[],
  planted: readonly rules.Source[],
): void {
  test(name, () => {
    for (const source of planted)
      assert.notDeepEqual(rule(source), [], `not found in ${source.path}: ${source.text}`)
    assert.deepEqual(sources.flatMap(rule), [])
  })
}

const plant = (path: string, text: string): rules.Source => ({ path, text })

test('there is something to look at', () => {
  assert.ok(sources.some(({ path }) => path === 'src/kernel/index.ts'))
  assert.ok(sources.length > 50)
})

hold('a room looks only into rooms below it, and through their doors', rules.respectsTheMap, [
  plant('src/kernel/money.ts', `import { sql } from '#db'`),
  plant('src/catalog/a.ts', `import { place } from '#renewals'`),
  plant('src/ledger/a.ts', `import type { Plan } from '../catalog/plan.ts'`),
  plant('src/renewals/a.ts', `import { b } from '../ledger/store.ts'`),
  plant('src/channels/web/a.ts', `import { b } from '../api/b.ts'`),
  plant('src/renewals/a.ts', `import { b } from '../operators/adapters/tmf/index.ts'`),
  plant('src/operators/a.ts', `const b = await import('./adapters/tmf/index.ts')`),
  plant('src/lines/a.ts', `import { startSandbox } from '../../sandbox/server.ts'`),
  plant('src/lines/a.ts', `import { testClock } from '#test'`),
  plant('src/obligations/a.ts', `import { createAutoRenewer } from '#mandates'`),
  plant('src/receipts/a.ts', `import { createRenewals } from '#renewals'`),
  plant('src/channels/api/a.ts', `import { setDueNow } from '#obligations'`),
  plant('src/cases/a.ts', `import { placeRenewal } from '#renewals'`),
])

hold('a door leads to what is behind it, and not to another door', rules.exportsItsOwn, [
  plant('src/renewals/index.ts', `export { isPending } from '#attempts'`),
  plant('src/renewals/index.ts', `export type {\n  Quote,\n} from '#quotes'`),
  plant('src/receipts/index.ts', `export * from '#obligations'`),
])

hold('a room names no table of another', rules.namesItsOwnTables, [
  plant('src/renewals/store/a.ts', 'sql`insert into renewal.event (shard) select 1`'),
  plant('src/receipts/store/a.ts', 'sql`select 1 from renewal.renewal`'),
  plant('src/mandates/store/a.ts', 'sql`update renewal.mandate as mandate set aside = null`'),
  plant('src/obligations/store/a.ts', 'sql`select 1 from a join renewal.worker on true`'),
  plant('src/cases/store/a.ts', `db.selectFrom('ledger.account')`),
  plant('src/cases/store/a.ts', `sql.table('quote.terms')`),
])

test('renewals and ledger together stay under 1,500 lines without their tests', () => {
  const rooms = ['renewals', 'ledger']
  const lines = (count: number) => 'x\n'.repeat(count)
  const planted = [
    ...[plant('src/ledger/a.ts', lines(900)), plant('src/ledger/a.test.ts', lines(500))],
    ...[plant('src/renewals/store/b.ts', lines(599)), plant('src/quotes/c.ts', lines(10))],
    ...[plant('src/renewals/index.ts', lines(1)), plant('src/renewals/b.fixture.ts', lines(9))],
  ]
  assert.equal(rules.linesOfRooms(planted, rooms), 1500)
  const all = rules.linesOfRooms(sources, rooms)
  assert.ok(all > 500 && all < 1500, `${all} lines`)
})

hold('the sandbox knows nothing of the product', rules.sandboxIsAStranger, [
  plant('sandbox/a.ts', `import { pkr } from '#kernel'`),
  plant('sandbox/a.test.ts', `import { pkr } from '../src/kernel/money.ts'`),
])

hold(
  'a file has at most 300 lines, and a comment at most 100 characters a line',
  rules.keepsItShort,
  [
    plant('src/kernel/a.ts', 'x\n'.repeat(301)),
    plant('src/kernel/a.ts', `// ${'word '.repeat(30)}`),
    plant('src/kernel/a.ts', `/** ${'word '.repeat(30)}*/`),
  ],
)

hold('a file is named for what it does', rules.isNamedForWhatItDoes, [
  plant('src/ledger/utils.ts', ''),
  plant('src/common/money.ts', ''),
  plant('test/support/db-helpers.ts', ''),
  plant('src/ledger/postTransfer.ts', ''),
])

hold('SQL is written in stores alone', rules.keepsSqlInTheStore, [
  plant('src/ledger/post.ts', 'sql<Row>`select a from ledger.b`'),
  plant('src/ledger/post.ts', 'await client.query(`update a set b = 1`)'),
  plant('src/ledger/post.ts', `db.selectFrom('ledger.account')`),
])

hold('a step that writes has a label at which it can be killed', rules.labelsItsWrites, [
  plant('src/ledger/store.ts', 'sql`update balance set debits = 1`'),
  plant('src/ledger/store/post.ts', 'sql`with a as (insert into transfer values (1)) select 1`'),
  plant('src/ledger/store.ts', 'sql`/* wipe */ truncate ledger.transfer`'),
  plant('src/ledger/store.ts', `db.insertInto('transfer').values(row)`),
])

hold('a test moves the clock instead of sleeping', rules.testsDoNotSleep, [
  plant('src/a/b.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 5))'),
  plant('src/a/b.test.ts', `import { setTimeout } from 'node:timers/promises'`),
])

hold('the product takes the time from its clock', rules.takesTimeFromTheClock, [
  plant('src/renewals/a.ts', 'const at = new Date()'),
  plant('src/renewals/a.ts', 'const at = Date.now()'),
])

hold('nothing is left for later', rules.leavesNothingUnfinished, [
  plant('src/renewals/a.ts', `  // ${'TODO'}: lock the row`),
])

test('the map in docs/ARCHITECTURE.md names each room', { skip: noMap() }, () => {
  const map = readFileSync('docs/ARCHITECTURE.md', 'utf8')
  const rooms = readdirSync('src').filter((room) => !new RegExp(`\\b${room}/`).test(map))
  assert.deepEqual(rooms, [])
})

function noMap(): string | false {
  return existsSync('docs/ARCHITECTURE.md') ? false : 'docs/ARCHITECTURE.md is not there'
}

/**
 * A lock made where a registry lacks some of them installs nowhere: `npm ci` takes it for stale.
 */
test('the lock has every package that a locked one may need on some system', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  )
  const installed = Object.keys(packages)
  const missing = wanted.filter((name) => !installed.some((path) => path.endsWith(`/${name}`)))
  assert.ok(wanted.length > 10)
  assert.deepEqual(missing, [])
})
