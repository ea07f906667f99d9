import { dirname, join } from 'node:path'
import { labelOfWrite } from '#db'
import { wrapComments } from './wrap-comments.ts'

/** One source file of ours, its path from the root with forward slashes. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** One broken rule: `src/a.ts:12 what is wrong`. */
export type Finding = string

type Rule = (source: Source) => Finding[]

/**
 * Who may look into whom. A room is a folder of `src`; rooms of a line may also look into those of
 * the lines its room names. `main` may look into everything and is not listed.
 */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  platform: ['kernel'],
  identity: ['kernel', 'platform'],
  catalog: ['kernel', 'platform'],
  ledger: ['kernel', 'platform'],
  operators: ['kernel', 'platform'],
  advice: ['kernel', 'platform', 'catalog'],
  search: ['kernel', 'platform', 'catalog'],
  lines: ['kernel', 'platform', 'catalog', 'operators'],
  payments: ['kernel', 'platform', 'ledger'],
  reminders: ['kernel', 'platform', 'identity'],
  quotes: ['kernel', 'platform', 'catalog', 'lines'],
  attempts: ['kernel', 'platform', 'catalog', 'ledger', 'operators', 'payments'],
  engine: ['kernel', 'platform', 'operators', 'payments', 'attempts'],
  obligations: [
    ...['kernel', 'platform', 'catalog', 'ledger', 'lines', 'quotes', 'attempts', 'engine'],
  ],
  mandates: [
    ...['kernel', 'platform', 'catalog', 'ledger', 'lines', 'quotes', 'attempts', 'engine'],
    'obligations',
  ],
  receipts: ['kernel', 'platform', 'lines', 'quotes', 'attempts', 'obligations'],
  renewals: [
    ...['kernel', 'platform', 'catalog', 'ledger', 'lines', 'payments', 'quotes', 'attempts'],
    ...['engine', 'obligations', 'mandates', 'receipts'],
  ],
  cases: [
    ...['kernel', 'platform', 'ledger', 'operators', 'payments', 'quotes', 'attempts'],
    'obligations',
  ],
  channels: [
    ...['kernel', 'platform', 'identity', 'catalog', 'ledger', 'operators', 'advice', 'search'],
    ...['lines', 'payments', 'reminders', 'quotes', 'attempts', 'engine', 'receipts', 'renewals'],
    'cases',
  ],
}

/** Doors whose name is not the name of their room. */
const platformDoors = new Set(['#db', '#http', '#i18n', '#telemetry', '#secrets', '#jobs'])

const importPattern = /(?:from\s+|import\s*\(\s*|import\s+)'([^']+)'/g

function importsOf({ path, text }: Source): { line: number; target: string }[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    const specifier = match[1]!
    if (specifier.startsWith('.'))
      return { line, target: join(dirname(path), specifier).replaceAll('\\', '/') }
    return { line, target: specifier }
  })
}

const isTest = (path: string) => /\.(test|suite)\.ts$|\/test-support\//.test(path)
const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1]

/** The channel, adapter or provider a file belongs to: strangers to their neighbours. */
const cellOf = (path: string) =>
  /^src\/(?:channels|operators\/adapters|payments\/providers|reminders\/senders)\/[^/]+/.exec(
    path,
  )?.[0]

/** The room that an import leads into; undefined outside `src`. */
function roomOfTarget(target: string): string | undefined {
  if (platformDoors.has(target)) return 'platform'
  if (target.startsWith('#')) return target.slice(1)
  return roomOf(target)
}

/** The map of rooms: a new edge needs a decision in docs/decisions and a line in `mayUse`. */
export const respectsTheMap: Rule = (source) => {
  const from = roomOf(source.path)
  if (!from || from === 'main') return []
  return importsOf(source).flatMap(({ line, target }) => {
    const to = roomOfTarget(target)
    const at = `${source.path}:${line}`
    if (target === '#test' || /^(test|sandbox|bench|tools)\//.test(target))
      return isTest(source.path) ? [] : [`${at} the product imports ${target}`]
    if (!to) return []
    if (to !== from && !mayUse[from]?.includes(to)) return [`${at} ${from} may not look into ${to}`]
    if (to !== from && !target.startsWith('#') && !isTest(source.path))
      return [`${at} use the door of ${to}, not ${target}`]
    const [here, there] = [cellOf(source.path), cellOf(target)]
    if (there && here !== there && from === 'channels')
      return [`${at} channels are strangers: ${target}`]
    if (there && here !== there && from !== 'channels' && !isTest(source.path))
      return [`${at} only main may import ${there}`]
    return []
  })
}

/** A stranger looks for a thing behind the door of the room that has it, and nowhere else. */
export const exportsItsOwn: Rule = ({ path, text }) => {
  if (!/^src\/.*\.ts$/.test(path)) return []
  return [...text.matchAll(/^export\s[^;=]*?\sfrom '(#[^']+)'/gm)].map(
    (match) => `${path}:${lineAt(text, match.index)} hands on what is behind ${match[1]}`,
  )
}

/** Whose the tables of a schema are, and those that another room has in it. */
const ownerOfTables: Readonly<Record<string, string>> = {
  platform: 'platform',
  identity: 'identity',
  catalog: 'catalog',
  line: 'lines',
  ledger: 'ledger',
  quote: 'quotes',
  renewal: 'obligations',
  'renewal.worker': 'engine',
  'renewal.shard_lease': 'engine',
  upstream: 'engine',
  cases: 'cases',
}

const tableNamed =
  /(?:\b(?:from|join|update|into)\s+|\.(?:table|[a-zA-Z]*(?:From|Into|Table|Join))\(')([a-z]+)\.([a-z_]+)/g

/**
 * A room that needs another's tables in a statement takes references or CTE builders of its door.
 */
export const namesItsOwnTables: Rule = (source) => {
  const room = roomOf(source.path)
  if (!room || isTest(source.path)) return []
  return [...source.text.matchAll(tableNamed)].flatMap((match) => {
    const [, schema, table] = match
    const owner = ownerOfTables[`${schema}.${table}`] ?? ownerOfTables[schema!]
    if (!owner || owner === room) return []
    const line = lineAt(source.text, match.index)
    return [`${source.path}:${line} ${schema}.${table} is a table of ${owner}`]
  })
}

/** The sandbox is another company's computer: it knows nothing of ours. */
export const sandboxIsAStranger: Rule = (source) => {
  if (!source.path.startsWith('sandbox/')) return []
  return importsOf(source)
    .filter(({ target }) => target.startsWith('#') || target.startsWith('src/'))
    .map(({ line, target }) => `${source.path}:${line} the sandbox imports ${target}`)
}

export const maxFileLines = 300
export const maxLineLength = 100

/**
 * The formatter keeps code within 100 characters but for a text it cannot break, and Biome counts
 * the lines of functions. Left to look at: how long a file is, and comments, which the formatter
 * leaves alone (`npm run check -- --write` breaks them).
 */
export const keepsItShort: Rule = ({ path, text }) => {
  const lines = text.replace(/\n$/, '').split('\n')
  const findings: Finding[] = []
  if (lines.length > maxFileLines) findings.push(`${path} has ${lines.length} lines`)
  const wrapped = wrapComments(text, maxLineLength).split('\n')
  const index = lines.findIndex((line, i) => line !== wrapped[i])
  if (index >= 0) findings.push(`${path}:${index + 1} has a comment of more than 100 characters`)
  return findings
}

/** How long some rooms are together, without their tests. */
export function linesOfRooms(sources: readonly Source[], rooms: readonly string[]): number {
  return sources
    .filter(({ path }) => rooms.includes(roomOf(path) ?? '') && !/\.(test|fixture)\./.test(path))
    .reduce((sum, { text }) => sum + text.split('\n').length - 1, 0)
}

const vagueName = /(^|[-./])(utils?|helpers?|commons?|misc)([-./]|$)/

export const isNamedForWhatItDoes: Rule = ({ path }) => {
  const findings: Finding[] = []
  if (vagueName.test(path)) findings.push(`${path} has a name that says nothing`)
  const file = path.slice(path.lastIndexOf('/') + 1)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(file))
    findings.push(`${path} is not kebab-case`)
  return findings
}

const statement =
  /\b(select|insert into|update|delete from|with)\b[\s\S]*\b(from|values|set|as|where)\b/i
const template = /(?:\bsql(?:<[^`]*?>)?|\bquery(?:<[^`]*?>)?\()\s*`([^`]*)`/g
const builder = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/g

/**
 * A room's SQL is its store's; the platform's own, the tests' and the measurements' are where they
 * are.
 */
export const keepsSqlInTheStore: Rule = ({ path, text }) => {
  if (!/^src\/(?!platform\/)/.test(path) || isTest(path)) return []
  if (/(^|\/)store(-[a-z-]+)?\.ts$|\/store\//.test(path)) return []
  const hits = [
    ...[...text.matchAll(template)].filter((match) => statement.test(match[1]!)),
    ...text.matchAll(builder),
  ]
  return hits.map((hit) => `${path}:${lineAt(text, hit.index)} has SQL outside a store`)
}

const isStore = (path: string) => /^src\/.*(\/store\.ts$|\/store\/)/.test(path) && !isTest(path)
const writes = /\b(insert\s+into|delete\s+from|merge\s+into|truncate)\b|(^|\()\s*update\s/i
const writeBuilder = /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\('([^']*)'/g

/**
 * A crash is tried at every durable step, by a label made of verb and table: a table without its
 * schema, or a verb that makes none, would hide a step.
 */
export const labelsItsWrites: Rule = ({ path, text }) => {
  if (!isStore(path)) return []
  const unlabelled = [...text.matchAll(template)].filter((match) => {
    const sql = match[1]!.replace(/\$\{[^}]*\}/g, 'x')
    return writes.test(sql.replace(/^\/\*.*?\*\//, '')) && labelOfWrite(sql) === undefined
  })
  const bare = [...text.matchAll(writeBuilder)].filter((match) => !match[1]!.includes('.'))
  return [...unlabelled, ...bare].map(
    (hit) => `${path}:${lineAt(text, hit.index)} writes without a label`,
  )
}

const sleeps = /\bsetTimeout\s*\(\s*(?:resolve|done|r|ok)\b|timers\/promises|\bsleep\(|\bdelay\(/g

export const testsDoNotSleep: Rule = ({ path, text }) => {
  // The test of these rules quotes what they forbid.
  if (!/\.test\.ts$/.test(path) || path === 'tools/tidy.test.ts') return []
  return [...text.matchAll(sleeps)].map((hit) => `${path}:${lineAt(text, hit.index)} sleeps`)
}

const readsClock = /\bDate\.now\(\)|\bnew Date\(\)|\bTemporal\.Now\b/g

/** Time is injected, so that a test can move it. */
export const takesTimeFromTheClock: Rule = ({ path, text }) => {
  if (!/^src\/(?!platform\/|main\/|kernel\/clock\.ts)/.test(path)) return []
  return [...text.matchAll(readsClock)].map(
    (hit) => `${path}:${lineAt(text, hit.index)} reads the machine's clock`,
  )
}

const promises = ['TODO', 'FIXME', 'XXX', 'HACK'].join('|')
const unfinished = new RegExp(`^\\s*(?://|/?\\*).*\\b(?:${promises})\\b`, 'gm')

export const leavesNothingUnfinished: Rule = ({ path, text }) =>
  [...text.matchAll(unfinished)].map((hit) => `${path}:${lineAt(text, hit.index)} is unfinished`)

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
