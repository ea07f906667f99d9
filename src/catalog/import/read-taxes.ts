import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser'
import { taxesFile } from '../fact-shapes.ts'
import { toTaxRules } from '../read-facts.ts'
import type { ReadImport, RowProblem } from './draft.ts'

/** A file of tax sets as `facts/taxes.json` has them; each is one rule per territory. */
export function readTaxes(root: Node, lineOf: (offset: number) => number): ReadImport {
  const read = taxesFile.safeParse(getNodeValue(root))
  const lineAt = (path: readonly PropertyKey[]) => {
    const known = path.filter((part) => typeof part !== 'symbol')
    for (let n = known.length; n > 0; n--) {
      const found = findNodeAtLocation(root, known.slice(0, n))
      if (found) return lineOf(found.offset)
    }
    return lineOf(root.offset)
  }
  if (!read.success)
    return {
      drafts: [],
      problems: read.error.issues.map(
        ({ path, message }): RowProblem => ({
          line: lineAt(path),
          column: path.join('.') || '-',
          problem: message.replace(/\.$/, ''),
          remedy: remedyOf(String(path.at(-1))),
        }),
      ),
    }
  return {
    drafts: [],
    problems: [],
    taxes: read.data.sets.flatMap((set, i) =>
      toTaxRules(set).map((rule) => ({
        ...{ line: lineAt(['sets', i]), rule },
        proven: [set.advanceTax, set.serviceTax[rule.territory]].every(
          (rate) => !rate.verified || rate.sourceUrl !== null,
        ),
      })),
    ),
  }
}

function remedyOf(name: string): string {
  if (name === 'bp') return 'Write basis points, 1950 for 19.5 %'
  if (name.startsWith('effective')) return 'Write the day as YYYY-MM-DD, or null for no end'
  return 'Compare with facts/taxes.json: every set names all territories and the source of each rate'
}
