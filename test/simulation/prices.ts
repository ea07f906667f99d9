import type { Scenario } from './scenario.ts'

export type PlanId = 'week' | 'hour'

/** What a plan costs so many milliseconds after the start, in minor units. */
export function priceOf(
  { priceRisesAtMs }: Pick<Scenario, 'priceRisesAtMs'>,
  plan: PlanId,
  elapsedMs: number,
): number {
  if (plan === 'week') return 60_000
  return priceRisesAtMs !== undefined && elapsedMs >= priceRisesAtMs ? 35_000 : 25_000
}
