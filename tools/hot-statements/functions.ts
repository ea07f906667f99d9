import { childrenOf, isNode, listOf, type TreeNode } from './node-tree.ts'
import type { ServerWords } from './server-words.ts'

/** Fields that hold the number of the function behind a call, an operator or an aggregate. */
const callFields = ['funcid', 'opfuncid', 'aggfnoid', 'winfnoid'] as const
const resultFields = [
  'vartype',
  'paramtype',
  'consttype',
  'funcresulttype',
  'opresulttype',
  'resulttype',
  'casetype',
  'coalescetype',
  'minmaxtype',
  'aggtype',
] as const

/**
 * What a writing statement calls that could give each server another answer: a function that is not
 * immutable over columns of what it writes, or one that takes nothing (`now()`) anywhere in it.
 * Nothing for a statement that only reads.
 */
export function findUnsafeCalls(root: TreeNode, words: ServerWords): string[] {
  const queries = queriesIn(root)
  const writing = queries.filter((query) => query.fields.commandType !== '1')
  if (writing.length === 0) return []
  const clocks = callsIn(root, words, [])
    .filter(({ node }) => node.tag === 'SQLVALUEFUNCTION' || listOf(node.fields.args).length === 0)
    .map(({ name }) => `${name} is asked of the server`)
  // A CTE that only reads is planned by itself.
  const overColumns = writing
    .flatMap((query) => callsIn(query, words, ['cteList']))
    .filter(({ node }) => hasColumn(node))
    .map(({ name }) => `${name} is not immutable and is used on a column`)
  return [...new Set([...clocks, ...overColumns])]
}

/** A CTE that locks rows while it joins others cannot be planned by itself (docs/SCALE.md). */
export function findLockingJoins(root: TreeNode): string[] {
  const queries = queriesIn(root)
  if (queries.every((query) => query.fields.commandType !== '3')) return []
  return queries
    .filter((query) => listOf(query.fields.rowMarks).length > 0 && isJoin(query))
    .map(() => 'rows are locked in a join')
}

/** `in (select …)` and `exists (…)` become joins; `any(array(select …))` does not. */
function isJoin(query: TreeNode): boolean {
  const { jointree } = query.fields
  if (jointree === undefined || !isNode(jointree)) return false
  const links = nodesBelow(jointree).filter(
    (node) => node.tag === 'SUBLINK' && ['0', '2'].includes(String(node.fields.subLinkType)),
  )
  return listOf(query.fields.rtable).length > 1 || links.length > 0
}

function queriesIn(node: TreeNode): TreeNode[] {
  const below = childrenOf(node).flatMap(queriesIn)
  return node.tag === 'QUERY' ? [node, ...below] : below
}

function nodesBelow(node: TreeNode, without: readonly string[] = []): TreeNode[] {
  return childrenOf(node, without).flatMap((child) => [child, ...nodesBelow(child, without)])
}

function callsIn(root: TreeNode, words: ServerWords, without: readonly string[]) {
  return nodesBelow(root, without).flatMap((node) => {
    if (node.tag === 'SQLVALUEFUNCTION') return [{ node, name: 'the current time or user' }]
    if (node.tag === 'COERCEVIAIO') {
      const passed = [typeOf(node.fields.arg as TreeNode), String(node.fields.resulttype)]
      return passed.some((type) => words.settingTypes.has(type))
        ? [{ node, name: 'a conversion through text' }]
        : []
    }
    const called = callFields.map((field) => words.functions.get(String(node.fields[field])))
    const unsafe = called.find((it) => it !== undefined && !it.immutable)
    return unsafe ? [{ node, name: `${unsafe.name}()` }] : []
  })
}

const typeOf = (node: TreeNode): string =>
  String(resultFields.map((field) => node.fields[field]).find((it) => it !== undefined))

const hasColumn = (node: TreeNode): boolean => nodesBelow(node).some(({ tag }) => tag === 'VAR')
