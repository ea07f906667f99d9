import type { Msisdn } from '#kernel'

/**
 * The operator whose prefix fits a number best: the longest wins, since 0355 is SCOM's inside a
 * block that is not. Only ever a guess: a number keeps its prefix when it is ported.
 */
export function guessOperator<Known extends { readonly prefixes: readonly string[] }>(
  operators: readonly Known[],
  msisdn: Msisdn,
): Known | undefined {
  const national = msisdn.slice('+92'.length)
  let best: { operator: Known; length: number } | undefined
  for (const operator of operators) {
    for (const prefix of operator.prefixes) {
      if (!national.startsWith(prefix) || prefix.length <= (best?.length ?? 0)) continue
      best = { operator, length: prefix.length }
    }
  }
  return best?.operator
}
