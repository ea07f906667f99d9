import { pick } from '#i18n'
import type { Reader } from './reader.ts'

type Name = Parameters<typeof pick>[1]

/**
 * Where an operator is introduced its whole name stands: `Zong（中国移动巴基斯坦）`. In sentences,
 * headings and columns what stands before the bracket is enough; the whole breaks them.
 */
export function shortName(reader: Reader, name: Name): string {
  return pick(reader.language, name).replace(/\s*[（(].*$/u, '')
}
