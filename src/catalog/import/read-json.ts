import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import type { Draft, ReadImport, RowProblem } from './draft.ts'
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
    return whole(0, 'is nested too deeply', 'Write a plain list of plans')
  }
}

function readTree(text: string): ReadImport {
  const parsed = parseText(text.replace(/^\ufeff/, ''))
  if (Array.isArray(parsed)) return { drafts: [], problems: parsed }
  const { root, lineOf } = parsed
  if (root.type === 'object' && findNodeAtLocation(root, ['sets'])) return readTaxes(root, lineOf)
  const list = root.type === 'array' ? root : findNodeAtLocation(root, ['plans'])
  if (list?.type !== 'array' || !list.children) {
    const remedy = 'Write {"operator": "…", "plans": [ … ]}, as in facts/plans'
    return whole(lineOf(root.offset), 'has no list of plans', remedy)
  }
  if (list.children.length === 0)
    return whole(lineOf(list.offset), 'has no plan', 'Write one entry per plan')
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

function whole(line: number, problem: string, remedy: string): ReadImport {
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
  const columnOf = (offset: number) => `character ${offset - text.lastIndexOf('\n', offset - 1)}`
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  if (errors.length === 0 && root) return { root, lineOf }
  if (text.trim() === '') return [{ line: 0, column: '-', ...nothing }]
  return errors.slice(0, mostErrors).map(({ error, offset }) => ({
    ...{ line: lineOf(offset), column: columnOf(offset) },
    problem: `is no JSON here: ${inWords(printParseErrorCode(error))}`,
    remedy:
      offset >= text.trimEnd().length
        ? 'The file ends too early: get it whole again'
        : 'Correct it here; a text is in double quotes, entries are separated by one comma',
  }))
}

const nothing = { problem: 'is empty', remedy: 'Look whether it was saved' }

/** `CloseBraceExpected` as `close brace expected`. */
function inWords(code: string): string {
  return code.replace(/(?<=.)([A-Z])/g, ' $1').toLowerCase()
}

type Entry = { readonly plan: Parameters<typeof toDrafts>[1] }

function readEntry(node: Node, lineOf: Parsed['lineOf']): Entry | RowProblem[] {
  const twice = duplicateKeys(node)
  if (twice.length > 0)
    return twice.map(({ key, offset }) => ({
      ...{ line: lineOf(offset), column: key, problem: 'is there twice' },
      remedy: 'Keep one of the two',
    }))
  const read = planShape.safeParse(getNodeValue(node))
  if (read.success) return { plan: read.data }
  return read.error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    const at = nearest(node, path)
    return {
      line: lineOf(at.offset),
      column: path.join('.') || '-',
      problem: issue.message.replace(/\.$/, ''),
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

const remedyByName: Readonly<Record<string, string>> = {
  amount: 'Write whole paisa (Rs 520.00 is 52000), or null where the source has no price',
  basis: 'Write balance_incl_gst, load_incl_ait or excl_tax, or unknown where the source is silent',
  currency: 'Write PKR, or leave the plan out: other currencies are not sold',
  days: 'Write a whole number of days above 0, or null where the source is silent',
  hours: 'Write a whole number of hours above 0, or null where the source is silent',
  id: 'Write lower case letters, digits and single hyphens',
  provenance: 'Write {"source": …, "asOf": …}: no fact without its source',
  source: 'Write where this stands: no fact without its source',
  asOf: 'Write the date of the source, or undated',
  kind: 'Write one of the kinds above',
}

function remedyOf(
  issue: { code: string; params?: unknown },
  path: readonly (string | number)[],
): string {
  const { remedy } = (issue.params ?? {}) as { remedy?: string }
  if (remedy !== undefined) return remedy
  if (issue.code === 'unrecognized_keys') return 'Correct the spelling, or take it out'
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  if (path[0] === 'allowance')
    return 'Write a whole number above 0, or null where the source is silent'
  return remedyByName[name] ?? 'Compare with the entries in facts/plans'
}
