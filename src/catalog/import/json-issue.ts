import { type ParseErrorCode, printParseErrorCode } from 'jsonc-parser'
import { type Said, said } from './draft.ts'

/** What the shapes say of a value, as far as words are made of it. */
export interface Issue {
  readonly code?: string | undefined
  readonly expected?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly keys?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/**
 * What is the matter with a value, in our words: those of the shapes are English and tell of types.
 */
export function issueProblem(issue: Issue, isThere: boolean): Said {
  const { code, minimum, maximum, keys } = issue
  const own = ownWords(issue)
  if (own.problem) return own.problem
  if (!isThere) return said('import.missing')
  if (code === 'unrecognized_keys')
    return said('import.unknown_keys', { names: (keys ?? []).join(', ') })
  if (code === 'invalid_value') return said('import.no_choice')
  if (code === 'too_small') return said('import.too_small', { least: Number(minimum) })
  if (code === 'too_big') return said('import.too_big', { most: Number(maximum) })
  return types[issue.expected ?? ''] ?? said('import.misshapen')
}

/** The words of a reader of cells, where the value was read by one. */
export function ownWords({ params }: Issue): Partial<Record<'problem' | 'remedy', Said>> {
  return params ?? {}
}

const types: Readonly<Record<string, Said>> = {
  object: said('import.no_object'),
  record: said('import.no_object'),
  array: said('import.no_array'),
  string: said('import.no_string'),
  number: said('import.no_number'),
  int: said('import.no_number'),
  boolean: said('import.no_boolean'),
}

/** A text that is no JSON, at the place where that shows. */
export function parseProblem(code: ParseErrorCode): Said {
  const sign = signs[printParseErrorCode(code)]
  return sign === undefined ? said('import.no_json') : said('import.no_json_sign', { sign })
}

const signs: Readonly<Record<string, string>> = {
  ColonExpected: ':',
  CommaExpected: ',',
  CloseBraceExpected: '}',
  CloseBracketExpected: ']',
}
