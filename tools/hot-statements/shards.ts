import { childrenOf, isNode, listOf, type Tree, type TreeNode } from './node-tree.ts'
import type { ServerWords } from './server-words.ts'

/** What fixes the shard of one relation: the number of a parameter, or a number in the text. */
export type Pin = { readonly parameter: number } | { readonly constant: number }

export interface ShardsOfStatement {
  /** Relations with a shard that nothing fixes: on a cluster, every server would be asked. */
  readonly loose: readonly string[]
  readonly pins: readonly Pin[]
}

/** One query and those around it, the nearest first. */
interface Level {
  readonly query: TreeNode
  readonly words: ServerWords
  readonly around: Level | undefined
  /** What fixes each of its relations, by their place in it. */
  readonly pins: Map<number, readonly Pin[]>
}

type Side = { readonly pin: Pin } | { readonly relation: number; readonly level: number }

/** What an equation of shards says, and to which relations of its query it applies. */
interface Equation {
  readonly left: Side
  readonly right: Side
  readonly binds: Bound
}

type Bound = ReadonlySet<number> | 'all'

/**
 * Finds what fixes the shard of every sharded relation, in every query of a statement. As strict as
 * a cluster's router: a relation counts only by an equation in its own query with a parameter, or
 * with a relation (of that query or of one around it) that is fixed itself. What another CTE found
 * out counts for nothing.
 */
export function findShards(root: TreeNode, words: ServerWords): ShardsOfStatement {
  const loose: string[] = []
  const pins: Pin[] = []

  const visit = (node: TreeNode, around: Level | undefined) => {
    if (node.tag !== 'QUERY') {
      for (const child of childrenOf(node)) visit(child, around)
      return
    }
    const level: Level = { query: node, words, around, pins: new Map() }
    fixRelations(level)
    for (const [relation, name] of sharded(level)) {
      const found = level.pins.get(relation) ?? []
      if (found.length === 0) loose.push(name)
      pins.push(...found)
    }
    for (const child of childrenOf(node)) visit(child, level)
  }
  visit(root, undefined)
  return { loose, pins }
}

/** The sharded relations of one query: their place in it, which counts from 1, and their name. */
function sharded({ query, words }: Level): [number, string][] {
  const { onConflict } = query.fields
  // What an insert could not insert is a relation too (`excluded`), of the same table.
  const excluded = isNode(onConflict) ? Number(onConflict.fields.exclRelIndex) : undefined
  return listOf(query.fields.rtable).flatMap((_, i) => {
    const table = i + 1 === excluded ? undefined : tableOf(query, i + 1, words)
    return table?.shardColumn === undefined ? [] : [[i + 1, table.name] as [number, string]]
  })
}

function fixRelations(level: Level): void {
  const { query, words, pins } = level
  if (query.fields.commandType === '3') {
    const target = Number(query.fields.resultRelation)
    const column = tableOf(query, target, words)?.shardColumn
    if (column !== undefined) pins.set(target, pinsOfColumn(query, column))
  }
  const equations = readJoins(query.fields.jointree, level)
  // One relation may be fixed by another, so it goes on until nothing new is found.
  for (let before = -1; before !== pins.size; ) {
    before = pins.size
    for (const equation of equations) {
      const { left, right, binds } = equation
      fix(left, pinsOf(right, level), { binds, pins })
      fix(right, pinsOf(left, level), { binds, pins })
    }
  }
}

function fix(
  side: Side,
  found: readonly Pin[],
  { binds, pins }: { binds: Bound; pins: Map<number, readonly Pin[]> },
): void {
  if ('pin' in side || side.level !== 0 || found.length === 0) return
  if (pins.has(side.relation) || (binds !== 'all' && !binds.has(side.relation))) return
  pins.set(side.relation, found)
}

function pinsOf(side: Side, level: Level): readonly Pin[] {
  if ('pin' in side) return [side.pin]
  return levelAt(level, side.level)?.pins.get(side.relation) ?? []
}

function levelAt(level: Level, up: number): Level | undefined {
  return up === 0 ? level : level.around && levelAt(level.around, up - 1)
}

/**
 * Equations of shards in the joins of a query. The condition of an outer join says nothing about
 * its outer side.
 */
function readJoins(tree: Tree | undefined, level: Level, binds: Bound = 'all'): Equation[] {
  if (tree === undefined || !isNode(tree))
    return listOf(tree).flatMap((it) => readJoins(it, level, binds))
  const conditions = (on: Bound) =>
    conjunctsOf(tree.fields.quals).flatMap((it) => readEquation(it, level, on))
  const { fromlist, larg, rarg } = tree.fields
  if (tree.tag === 'FROMEXPR') return [...conditions(binds), ...readJoins(fromlist, level, binds)]
  if (tree.tag !== 'JOINEXPR') return []
  const below = [larg, rarg].flatMap((it) => readJoins(it, level, binds))
  const kind = String(tree.fields.jointype)
  const bound = { '0': binds, '1': new Set(relationsIn(rarg)), '3': new Set(relationsIn(larg)) }[
    kind
  ]
  return bound ? [...conditions(bound), ...below] : below
}

function relationsIn(tree: Tree | undefined): number[] {
  if (tree === undefined || typeof tree === 'string') return []
  if (!isNode(tree)) return tree.flatMap(relationsIn)
  if (tree.tag === 'RANGETBLREF') return [Number(tree.fields.rtindex)]
  return childrenOf(tree).flatMap(relationsIn)
}

function conjunctsOf(tree: Tree | undefined): TreeNode[] {
  if (tree === undefined || !isNode(tree)) return []
  const isAnd = tree.tag === 'BOOLEXPR' && tree.fields.boolop === 'and'
  return isAnd ? listOf(tree.fields.args).flatMap(conjunctsOf) : [tree]
}

function readEquation(node: TreeNode, level: Level, binds: Bound): Equation[] {
  if (node.tag !== 'OPEXPR' || !level.words.equalities.has(String(node.fields.opno))) return []
  const [left, right] = listOf(node.fields.args).map((it) => sideOf(it, level))
  return left && right ? [{ left, right, binds }] : []
}

/** A shard column, a parameter or a constant; anything else says nothing about a shard. */
function sideOf(tree: Tree, here: Level): Side | undefined {
  const node = uncast(tree)
  const pin = node && pinOf(node)
  if (pin) return { pin }
  if (node?.tag !== 'VAR') return undefined
  const [relation, level] = [Number(node.fields.varno), Number(node.fields.varlevelsup)]
  const there = levelAt(here, level)
  const table = there && tableOf(there.query, relation, there.words)
  return table?.shardColumn === Number(node.fields.varattno) ? { relation, level } : undefined
}

function pinOf(node: TreeNode): Pin | undefined {
  if (node.tag === 'PARAM') return { parameter: Number(node.fields.paramid) }
  if (node.tag !== 'CONST' || node.fields.constisnull === 'true') return undefined
  // Its bytes, the lowest first: a shard fits into two.
  const bytes = listOf(node.fields.constvalue).filter((it) => /^-?\d+$/.test(String(it)))
  return { constant: (Number(bytes[1]) & 255) + (Number(bytes[2] ?? 0) & 255) * 256 }
}

/** What an insert puts into one column, through the query or the rows that it takes it from. */
function pinsOfColumn(query: TreeNode, column: number): readonly Pin[] {
  const entry = listOf(query.fields.targetList).find(
    (it) => isNode(it) && Number(it.fields.resno) === column,
  )
  const node = entry && isNode(entry) ? uncast(entry.fields.expr!) : undefined
  const pin = node && pinOf(node)
  if (pin) return [pin]
  if (node?.tag !== 'VAR') return []
  const from = entryOf(query, Number(node.fields.varno))
  const place = Number(node.fields.varattno)
  if (from?.fields.rtekind === '1' && isNode(from.fields.subquery))
    return pinsOfColumn(from.fields.subquery, place)
  const rows = listOf(from?.fields.values_lists).map((row) => uncast(listOf(row)[place - 1]!))
  const found = rows.map((it) => it && pinOf(it))
  return found.includes(undefined) ? [] : (found as Pin[])
}

/** Casts change the width of a number, not the number. */
function uncast(tree: Tree): TreeNode | undefined {
  if (!isNode(tree)) return undefined
  const isCast = tree.tag === 'FUNCEXPR' && tree.fields.funcformat !== '0'
  const inner = isCast
    ? listOf(tree.fields.args)[0]
    : tree.tag === 'RELABELTYPE'
      ? tree.fields.arg
      : tree
  return inner === tree || inner === undefined ? tree : uncast(inner)
}

function entryOf(query: TreeNode, place: number): TreeNode | undefined {
  const entry = listOf(query.fields.rtable)[place - 1]
  return entry !== undefined && isNode(entry) ? entry : undefined
}

/** The table at a place of a query; undefined for a CTE, a function, a subquery. */
function tableOf(query: TreeNode, place: number, words: ServerWords) {
  const entry = entryOf(query, place)
  return entry?.fields.rtekind === '0' ? words.tables.get(String(entry.fields.relid)) : undefined
}
