import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser'
import { taxesFile } from '../fact-shapes.ts'
import { toTaxRules } from '../read-facts.ts'
import { type ReadImport, type RowProblem, type Said, said } from './draft.ts'
import { issueProblem } from './json-issue.ts'

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
        (issue): RowProblem => ({
          line: lineAt(issue.path),
          column: issue.path.join('.') || '-',
          problem: issueProblem(issue, isThere(root, issue.path)),
          remedy: remedyOf(String(issue.path.at(-1))),
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

const isThere = (root: Node, path: readonly PropertyKey[]) =>
  findNodeAtLocation(
    root,
    path.filter((part) => typeof part !== 'symbol'),
  ) !== undefined

function remedyOf(name: string): Said {
  if (name === 'bp') return said('import.write_bp')
  if (name.startsWith('effective')) return said('import.day_or_null')
  return said('import.compare_taxes')
}
