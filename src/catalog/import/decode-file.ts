import { type RowProblem, type Said, said } from './draft.ts'

/** A tariff of 10,000 plans is half of this. */
const maxBytes = 8 * 1024 * 1024

/** Bytes as text: UTF-8, with or without a mark. Any other encoding is named, never guessed. */
export function decodeFile(bytes: Uint8Array): string | RowProblem {
  const whole = (problem: Said, remedy: Said): RowProblem => ({
    ...{ line: 0, column: '-', problem, remedy },
  })
  const save = said('import.save_utf8')
  if (bytes.length === 0) return whole(said('import.empty'), said('import.look_saved'))
  if (bytes.length > maxBytes) return whole(said('import.too_large'), said('import.cut'))
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return whole(said('import.utf16'), save)
  if (bytes.subarray(0, 4096).includes(0)) return whole(said('import.no_text'), save)
  if (first === 0x50 && second === 0x4b)
    return whole(said('import.workbook'), said('import.save_sheet'))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { ...whole(said('import.not_utf8'), save), line: lineOfFault(bytes) }
  }
}

/** The line on which the first byte stands that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const loose = new TextDecoder('utf-8').decode(bytes)
  return loose.slice(0, loose.indexOf('\ufffd')).split('\n').length
}
