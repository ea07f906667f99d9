import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser'
import { type Draft, type ReadImport, type RowProblem, type Said, said } from './draft.ts'
import { type Issue, issueProblem, ownWords, parseProblem } from './json-issue.ts'
import { planShape } from './json-shape.ts'
import { readTaxes } from './read-taxes.ts'
import { toDrafts } from './to-draft.ts'

/**
 * Plans as `facts/plans/*.json` has them: `{"operator": …, "plans": […]}`, or the list alone; or
 * sets of taxes as `facts/taxes.json`. A value that is wrong is found by its line and its path.
 */
export function readJson(text: string): ReadImport {
  try {
    return readTree(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // Reading goes down into what it reads: only what is nested thousands deep has no end.
    return whole(0, said('import.nested'), said('import.plain_list'))
  }
}

function readTree(text: string): ReadImport {
  const parsed = parseText(text.replace(/^\ufeff/, ''))
  if (Array.isArray(parsed)) return { drafts: [], problems: parsed }
  const { root, lineOf } = parsed
  if (root.type === 'object' && findNodeAtLocation(root, ['sets'])) return readTaxes(root, lineOf)
  const list = root.type === 'array' ? root : findNodeAtLocation(root, ['plans'])
  if (list?.type !== 'array' || !list.children) {
    const example = '{"operator": "…", "plans": [ … ]}'
    return whole(
      lineOf(root.offset),
      said('import.no_list'),
      said('import.write_list', { example }),
    )
  }
  if (list.children.length === 0)
    return whole(lineOf(list.offset), said('import.no_plan'), said('import.write_entries'))
  const operator = root.type === 'object' && findNodeAtLocation(root, ['operator'])
  const named = operator && operator.type === 'string' ? (operator.value as string) : undefined
  const drafts: Draft[] = []
  const problems: RowProblem[] = []
  for (const entry of list.children) {
    const read = readEntry(entry, lineOf)
    if (Array.isArray(read)) problems.push(...read)
    else drafts.push(...toDrafts(lineOf(entry.offset), read.plan, named))
  }
  return { drafts, problems }
}

function whole(line: number, problem: Said, remedy: Said): ReadImport {
  return { drafts: [], problems: [{ line, column: '-', problem, remedy }] }
}

/** Twenty are enough to see what is wrong with a file that is no JSON. */
const mostErrors = 20

interface Parsed {
  readonly root: Node
  readonly lineOf: (offset: number) => number
}

function parseText(text: string): Parsed | RowProblem[] {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const characterOf = (offset: number) => offset - text.lastIndexOf('\n', offset - 1)
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  if (errors.length === 0 && root) return { root, lineOf }
  if (text.trim() === '') return [{ line: 0, column: '-', ...nothing }]
  const first = errors.filter(({ offset }, i) => offset !== errors[i - 1]?.offset)
  return first.slice(0, mostErrors).map(({ error, offset }) => {
    const n = characterOf(offset)
    const endsEarly = offset >= text.trimEnd().length
    return {
      ...{ line: lineOf(offset), column: String(n), place: said('import.character', { n }) },
      problem: parseProblem(error),
      remedy: endsEarly ? said('import.ends_early') : said('import.correct_json'),
    }
  })
}

const nothing = { problem: said('import.empty'), remedy: said('import.look_saved') }

type Entry = { readonly plan: Parameters<typeof toDrafts>[1] }

function readEntry(node: Node, lineOf: Parsed['lineOf']): Entry | RowProblem[] {
  const twice = duplicateKeys(node)
  if (twice.length > 0)
    return twice.map(({ key, offset }) => ({
      ...{ line: lineOf(offset), column: key, problem: said('import.twice') },
      remedy: said('import.keep_one'),
    }))
  const read = planShape.safeParse(getNodeValue(node))
  if (read.success) return { plan: read.data }
  return read.error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    const at = nearest(node, path)
    return {
      line: lineOf(at.offset),
      column: path.join('.') || '-',
      problem: issueProblem(issue, findNodeAtLocation(node, path) !== undefined),
      remedy: remedyOf(issue, path),
    }
  })
}

/** A value that is missing is looked for where it should stand. */
function nearest(node: Node, path: readonly (string | number)[]): Node {
  for (let n = path.length; n > 0; n--) {
    const found = findNodeAtLocation(node, path.slice(0, n))
    if (found) return found
  }
  return node
}

function duplicateKeys(node: Node): { key: string; offset: number }[] {
  const children = node.children ?? []
  const own =
    node.type === 'object'
      ? children.map(({ children: pair }) => ({
          key: String(pair?.[0]?.value),
          offset: pair?.[0]?.offset ?? node.offset,
        }))
      : []
  const twice = own.filter(({ key }, i) => own.findIndex((one) => one.key === key) !== i)
  return [...twice, ...children.flatMap(duplicateKeys)]
}

const remedyByName: Readonly<Record<string, Said>> = {
  amount: said('import.write_amount'),
  basis: said('import.write_basis'),
  currency: said('import.write_pkr'),
  days: said('import.write_json_days'),
  hours: said('import.write_json_hours'),
  id: said('import.write_id'),
  provenance: said('import.write_provenance', { example: '{"source": …, "asOf": …}' }),
  source: said('import.write_source'),
  asOf: said('import.write_as_of'),
}

function remedyOf(
  issue: Issue & { readonly values?: readonly unknown[] },
  path: readonly (string | number)[],
): Said {
  const own = ownWords(issue).remedy
  if (own !== undefined) return own
  if (issue.code === 'unrecognized_keys') return said('import.correct_spelling')
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  if (path[0] === 'allowance') return said('import.write_json_count')
  const byName = remedyByName[name]
  if (byName) return byName
  if (issue.values) return said('import.write_one_of', { names: issue.values.join(', ') })
  return said('import.compare_plans')
}
