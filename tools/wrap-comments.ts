/** `   * ` or `  // `: what stands before the words of a comment, and the words. */
const comment = /^(\s*(?:\/\/|\*|\/\*\*) )(\S.*)$/

/** Lines whose breaks mean something: tags, lists, tables, and notes to the linter. */
const ownLine = /^(?:@|[-*·|] |\d+\. |biome-ignore)/

/** Breaks the lines of comments that are longer than `width`, with the rest of their paragraph. */
export function wrapComments(text: string, width: number): string {
  const lines = text.split('\n')
  const wrapped: string[] = []
  while (lines.length > 0) {
    const line = lines.shift()!
    const [, prefix = '', words = ''] = comment.exec(line) ?? []
    if (line.length <= width || !words.includes(' ') || words.startsWith('biome-ignore')) {
      wrapped.push(line)
    } else if (prefix.endsWith('/** ')) {
      // The opening mark gets a line of its own, and the closing one when it was on the same.
      const indent = prefix.slice(0, -4)
      const closes = words.endsWith('*/')
      const text = words.replace(/\s*\*\/$/, '')
      wrapped.push(`${indent}/**`)
      const rest = closes ? [] : takeParagraph(lines, `${indent} * `)
      wrapped.push(...breakWords(`${indent} * `, [text, ...rest].join(' '), width))
      if (closes) wrapped.push(`${indent} */`)
    } else {
      const rest = takeParagraph(lines, prefix)
      wrapped.push(...breakWords(prefix, [words, ...rest].join(' '), width))
    }
  }
  return wrapped.join('\n')
}

/** Takes the lines off that go on with what the line before them says. */
function takeParagraph(lines: string[], prefix: string): string[] {
  const paragraph: string[] = []
  for (;;) {
    const [, mark, words = ''] = comment.exec(lines[0] ?? '') ?? []
    if (mark !== prefix || ownLine.test(words)) return paragraph
    paragraph.push(words)
    lines.shift()
  }
}

/** A word longer than the line, such as an address, gets a line to itself. */
function breakWords(prefix: string, text: string, width: number): string[] {
  const lines: string[] = []
  let line = prefix
  for (const word of text.split(/\s+/)) {
    const longer = line === prefix ? line + word : `${line} ${word}`
    if (longer.length > width && line !== prefix) {
      lines.push(line)
      line = prefix + word
    } else line = longer
  }
  return [...lines, line]
}
