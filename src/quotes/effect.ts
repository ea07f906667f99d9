import type { Plan, RenewalEffect } from '#catalog'
import { endOfValidity, nextMidnight } from '#kernel'
import type { BestMoment, Effect } from './quote.ts'

const byRule: Readonly<Record<RenewalEffect, Pick<Effect, 'kind' | 'loses'>>> = {
  stack: { kind: 'stack', loses: 'nothing' },
  replace: { kind: 'replace', loses: 'running_bundle' },
  queue: { kind: 'queue', loses: 'nothing' },
  reject: { kind: 'refused', loses: 'nothing' },
  extend_volume: { kind: 'stack', loses: 'nothing' },
  unknown: { kind: 'unknown', loses: null },
}

/**
 * What buying at `at` does to the line, from the plan's rule and the clock alone: nobody's line is
 * read for it, so it is worded conditionally ("if a bundle is still running, …").
 */
export function effectOf(
  plan: Pick<Plan, 'renewalEffect' | 'validity'>,
  at: Date,
  zone: string,
): Effect {
  const { kind, loses } = byRule[plan.renewalEffect]
  return {
    kind,
    loses,
    certainty: kind === 'unknown' ? 'unknown' : 'rule',
    startsAt: at,
    expiresAt: endOfValidity(plan.validity, at, zone) ?? null,
  }
}

/**
 * With calendar days, today counts whole however late it is: after midnight the same plan ends a
 * day later.
 */
export function bestMomentOf(
  plan: Pick<Plan, 'validity'>,
  at: Date,
  zone: string,
): BestMoment | undefined {
  if (plan.validity.rule !== 'calendar_days') return undefined
  const midnight = nextMidnight(at, zone)
  const expiresAt = endOfValidity(plan.validity, midnight, zone)
  return expiresAt && { at: midnight, expiresAt, gainsDays: 1 }
}
