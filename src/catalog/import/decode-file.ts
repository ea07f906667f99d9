import type { RowProblem } from './draft.ts'

/** A tariff of 10,000 plans is half of this. */
const maxBytes = 8 * 1024 * 1024

/** Bytes as text: UTF-8, with or without a mark. Any other encoding is named, never guessed. */
export function decodeFile(bytes: Uint8Array): string | RowProblem {
  const whole = (problem: string, remedy: string): RowProblem => ({
    ...{ line: 0, column: '-', problem, remedy },
  })
  const save = 'Save it again as UTF-8 (in a spreadsheet: "CSV UTF-8")'
  if (bytes.length === 0) return whole('is empty', 'Look whether it was saved')
  if (bytes.length > maxBytes)
    return whole('is larger than 8 MB', 'Cut it into several files and import one after another')
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return whole('is UTF-16', save)
  if (bytes.subarray(0, 4096).includes(0)) return whole('is no text, or UTF-16', save)
  if (first === 0x50 && second === 0x4b)
    return whole('is a workbook or an archive', 'Save the sheet as "CSV UTF-8"')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { ...whole('is not UTF-8 from here on', save), line: lineOfFault(bytes) }
  }
}

/** The line on which the first byte stands that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const loose = new TextDecoder('utf-8').decode(bytes)
  return loose.slice(0, loose.indexOf('\ufffd')).split('\n').length
}
