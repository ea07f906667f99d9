import { Fault, type Saying } from '#kernel'

/** What of an issue of the schemas is looked at. */
interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly expected?: string
  readonly origin?: string
  readonly format?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly values?: readonly unknown[]
  readonly keys?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** Fields whose name says more of what may stand there than their type does. */
const byField: Readonly<Record<string, string>> = {
  min_data_mb: 'expected.megabytes',
  data_mb_per_month: 'expected.megabytes',
  min_days: 'expected.days',
  max_days: 'expected.days',
  days: 'expected.days',
  min_minutes: 'expected.minutes',
  minutes_per_month: 'expected.minutes',
  min_sms: 'expected.sms',
  sms_per_month: 'expected.sms',
  max_total: 'expected.paisa',
  currency: 'expected.currency',
  msisdn: 'expected.msisdn',
  cursor: 'expected.cursor',
}

/**
 * A value that the schemas do not take, as the refusal that says what to write instead: a message,
 * since the schemas' own words are English and tell of types.
 */
export function faultOf(target: string, [issue]: readonly Issue[]): Fault {
  if (target === 'header')
    return new Fault('malformed', 'idempotency_key_missing', { field: 'Idempotency-Key' })
  const field = issue?.path.map(String).join('.') || target
  if (target === 'query' && issue?.code === 'invalid_value')
    return new Fault('invalid', 'choice_unknown', {
      field,
      details: { known: (issue.values ?? []).join(', ') },
    })
  const code = target === 'json' ? 'body_invalid' : 'query_invalid'
  return new Fault('invalid', code, { field, details: { reason: expectedBy(issue) } })
}

function expectedBy(issue: Issue | undefined): Saying {
  if (!issue) return { key: 'expected.reference' }
  const { code, path, maximum, minimum, origin } = issue
  const own = byField[String(path.at(-1))]
  // A number that is too large fits what its name says: the bound is what helps.
  if (code === 'too_big' && isNumber(origin))
    return { key: 'expected.at_most', values: { most: Number(maximum) } }
  if (code === 'too_big' && origin === 'string' && own === undefined)
    return { key: 'expected.shorter', values: { most: Number(maximum) } }
  if (own !== undefined) return { key: own }
  if (code === 'too_small' && isNumber(origin))
    return { key: 'expected.at_least', values: { least: Number(minimum) } }
  if (code === 'too_small' || code === 'too_big') return sized(issue)
  if (code === 'invalid_value')
    return { key: 'expected.choice', values: { known: (issue.values ?? []).join(', ') } }
  if (code === 'unrecognized_keys')
    return { key: 'expected.known_keys', values: { names: (issue.keys ?? []).join(', ') } }
  if (code === 'invalid_format') return { key: formats[issue.format ?? ''] ?? reference }
  if (code === 'custom') return { key: String(issue.params?.key ?? reference) }
  return { key: types[issue.expected ?? ''] ?? reference }
}

const isNumber = (origin: string | undefined) => origin === 'number' || origin === 'int'

/** A text or a list that is too short or too long. */
function sized({ code, origin, minimum, maximum }: Issue): Saying {
  if (code === 'too_small')
    return origin === 'string'
      ? { key: 'expected.something' }
      : { key: 'expected.entries_least', values: { least: Number(minimum) } }
  return { key: 'expected.entries_most', values: { most: Number(maximum) } }
}

const reference = 'expected.reference'

const formats: Readonly<Record<string, string>> = {
  date: 'expected.date',
  url: 'expected.url',
  regex: 'expected.digits',
}

const types: Readonly<Record<string, string>> = {
  number: 'expected.whole_number',
  int: 'expected.whole_number',
  string: 'expected.text',
  boolean: 'expected.yes_no',
  array: 'expected.list',
  object: 'expected.object',
}
