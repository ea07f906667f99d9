import { decodeFile } from './decode-file.ts'
import { type ReadImport, said } from './draft.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

/**
 * Reads a file of plans or taxes: JSON where its name or its beginning says so, else a table.
 */
export function readImport(bytes: Uint8Array, name = ''): ReadImport {
  const text = decodeFile(bytes)
  if (typeof text !== 'string') return { drafts: [], problems: [text] }
  if (text.trim().replace(/^\ufeff/, '') === '')
    return {
      drafts: [],
      problems: [
        { line: 0, column: '-', problem: said('import.empty'), remedy: said('import.look_saved') },
      ],
    }
  const isJson = /\.json$/i.test(name) || /^\ufeff?\s*[[{]/.test(text)
  return isJson ? readJson(text) : readCsv(text)
}
