/**
 * Messages with named placeholders and plurals in the notation of ICU, the part of it that we use:
 * `{name}` and `{n, plural, one {# day} other {# days}}`, where `#` is the number itself.
 */
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | {
      readonly kind: 'plural'
      readonly name: string
      readonly cases: ReadonlyMap<string, readonly Node[]>
    }

const parsed = new Map<string, readonly Node[]>()

/**
 * The parts of a filled message in order: its own words as strings, the values as they were handed
 * in.
 */
export function fill<Value>(
  message: string,
  values: Readonly<Record<string, Value | string | number>>,
  plurals: Intl.PluralRules,
): (Value | string | number)[] {
  return fillNodes(parse(message), values, plurals, undefined)
}

/** The names a message needs, sorted: every language must need the same. */
export function placeholdersOf(message: string): string[] {
  const names = new Set<string>()
  const visit = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if (node.kind === 'text') continue
      names.add(node.name)
      if (node.kind === 'plural') for (const branch of node.cases.values()) visit(branch)
    }
  }
  visit(parse(message))
  names.delete('#')
  return [...names].sort()
}

function fillNodes<Value>(
  nodes: readonly Node[],
  values: Readonly<Record<string, Value | string | number>>,
  plurals: Intl.PluralRules,
  count: number | undefined,
): (Value | string | number)[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [node.text]
    if (node.kind === 'value') {
      const value = node.name === '#' ? count : values[node.name]
      if (value === undefined) throw new Error(`message needs {${node.name}}`)
      return [value]
    }
    const number = Number(values[node.name])
    if (!Number.isFinite(number)) throw new Error(`message needs a number {${node.name}}`)
    const branch = node.cases.get(plurals.select(number)) ?? node.cases.get('other')!
    return fillNodes(branch, values, plurals, number)
  })
}

function parse(message: string): readonly Node[] {
  const known = parsed.get(message)
  if (known) return known
  const { nodes, end } = parseUntil(message, 0, false)
  if (end !== message.length) throw new Error(`unbalanced brace in message: ${message}`)
  parsed.set(message, nodes)
  return nodes
}

function parseUntil(message: string, start: number, inPlural: boolean) {
  const nodes: Node[] = []
  let text = ''
  let at = start
  const flush = () => {
    if (text !== '') nodes.push({ kind: 'text', text })
    text = ''
  }
  while (at < message.length && message[at] !== '}') {
    if (message[at] === '{') {
      flush()
      const { node, end } = parsePlaceholder(message, at + 1)
      nodes.push(node)
      at = end
    } else if (inPlural && message[at] === '#') {
      flush()
      nodes.push({ kind: 'value', name: '#' })
      at++
      // A count never parts from its unit at the end of a line.
      if (message[at] === ' ') {
        text = '\u00a0'
        at++
      }
    } else text += message[at++]
  }
  flush()
  return { nodes, end: at }
}

function parsePlaceholder(message: string, start: number): { node: Node; end: number } {
  const head = /^(\w+)(\}|,\s*plural,)/.exec(message.slice(start))
  if (!head) throw new Error(`unreadable placeholder in message: ${message}`)
  const name = head[1]!
  let at = start + head[0].length
  if (head[2] === '}') return { node: { kind: 'value', name }, end: at }
  const cases = new Map<string, readonly Node[]>()
  for (;;) {
    const label = /^\s*(zero|one|two|few|many|other)\s*\{/.exec(message.slice(at))
    if (!label) break
    const branch = parseUntil(message, at + label[0].length, true)
    cases.set(label[1]!, branch.nodes)
    at = branch.end + 1
  }
  const close = /^\s*\}/.exec(message.slice(at))
  if (!close || !cases.has('other')) throw new Error(`plural without "other": ${message}`)
  return { node: { kind: 'plural', name, cases }, end: at + close[0].length }
}
