/**
 * A message that is not in a language yet: its key, and what fills it. It may stand among the
 * values of another one, and is put into the reader's language together with it.
 */
export interface Saying {
  readonly key: string
  readonly values?: Readonly<Record<string, string | number | Saying>>
}

/** The values of a message as texts, those that are messages themselves translated first. */
export function inWords(
  values: NonNullable<Saying['values']>,
  translate: (key: string, values: Readonly<Record<string, string | number>>) => string,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? translate(value.key, inWords(value.values ?? {}, translate))
        : value,
    ]),
  )
}
