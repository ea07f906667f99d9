/** A node of PostgreSQL's own parse tree: its tag and its fields, `:` taken off. */
export interface TreeNode {
  readonly tag: string
  readonly fields: Readonly<Record<string, Tree>>
}

export type Tree = TreeNode | readonly Tree[] | string

/**
 * Reads the text form of a parse tree (`pg_node_tree`): `{TAG :field value …}`, `(list …)`, `<>`
 * for nothing, and words in which a backslash takes the meaning from the next character. A field of
 * several words, such as the bytes of a constant, becomes a list.
 * @throws when the text is not one whole tree
 */
export function readTree(text: string): Tree {
  const words = text.match(/[(){}]|(?:\\.|[^\s(){}\\])+/g) ?? []
  let at = 0
  const next = () => {
    const word = words[at++]
    if (word === undefined) throw new Error('the tree ends in the middle')
    return word
  }

  function readValue(): Tree {
    const word = next()
    if (word === '{') return readNode()
    if (word === '(') return readList(')')
    return word === '<>' ? [] : word
  }
  function readList(end: string): Tree[] {
    const items: Tree[] = []
    while (words[at] !== end) items.push(readValue())
    at += 1
    return items
  }
  function readNode(): TreeNode {
    const tag = next()
    const fields: Record<string, Tree> = {}
    while (words[at] !== '}') {
      const name = next().slice(1)
      const values: Tree[] = []
      while (words[at] !== '}' && !words[at]?.startsWith(':')) values.push(readValue())
      fields[name] = values.length === 1 ? values[0]! : values
    }
    at += 1
    return { tag, fields }
  }

  const tree = readValue()
  if (at !== words.length) throw new Error('the tree goes on after its end')
  return tree
}

export const isNode = (tree: Tree | undefined): tree is TreeNode =>
  typeof tree === 'object' && !Array.isArray(tree)

export const listOf = (tree: Tree | undefined): readonly Tree[] =>
  Array.isArray(tree) ? tree : tree === undefined ? [] : [tree as Tree]

/** The nodes right below, whatever field they are in. */
export function childrenOf(node: TreeNode, without: readonly string[] = []): TreeNode[] {
  const fields = Object.entries(node.fields).filter(([name]) => !without.includes(name))
  return fields.flatMap(([, value]) => nodesIn(value))
}

function nodesIn(tree: Tree): TreeNode[] {
  if (isNode(tree)) return [tree]
  return typeof tree === 'string' ? [] : tree.flatMap(nodesIn)
}
