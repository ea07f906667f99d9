import { decodeFile } from './decode-file.ts'
import { type ReadImport, said } from './draft.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

/** Reads a file of plans, JSON or a table; what it is follows from how it begins. */
export function readImport(bytes: Uint8Array): ReadImport {
  const text = decodeFile(bytes)
  if (typeof text !== 'string') return { drafts: [], problems: [text] }
  if (text.trim().replace(/^\ufeff/, '') === '')
    return {
      drafts: [],
      problems: [
        { line: 0, column: '-', problem: said('import.empty'), remedy: said('import.look_saved') },
      ],
    }
  return /^\ufeff?\s*[[{]/.test(text) ? readJson(text) : readCsv(text)
}
