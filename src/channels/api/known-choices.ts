import { Fault } from '#kernel'

/**
 * Refuses what is none of the choices, with all there are: nobody who writes "jio" is helped by
 * being told that it is wrong.
 * @throws Fault choice_unknown
 */
export function refuseOthers(
  asked: readonly string[],
  known: readonly string[],
  field: string,
): void {
  if (asked.some((id) => !known.includes(id)))
    throw new Fault('invalid', 'choice_unknown', { field, details: { known: known.join(', ') } })
}
