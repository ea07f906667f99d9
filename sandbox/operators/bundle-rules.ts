import type { Bundle } from '../store/bundles.ts'
import { endOfBundle, type OperatorRules, type TariffPlan } from '../tariff.ts'
import type { World } from '../world.ts'

/**
 * Buys a bundle by the operator's own rule about what is still running: stack lets both run,
 * replace ends the running one now, queue starts when the last one ends, reject refuses the same
 * plan while it runs. Undefined means refused, with nothing changed.
 */
export function addBundle(
  world: World,
  rules: OperatorRules,
  bought: { readonly id: string; readonly msisdn: string; readonly plan: TariffPlan },
  at: number,
): Bundle | undefined {
  const { bundles } = world.store
  const { id, msisdn, plan } = bought
  // A stacking operator never needs to look, which matters at thousands of deliveries a second.
  const live = rules.renewalEffect === 'stack' ? [] : bundles.listLive(rules.id, msisdn, at)
  if (rules.renewalEffect === 'reject' && live.some((other) => other.plan === plan.id))
    return undefined
  if (rules.renewalEffect === 'replace') for (const other of live) bundles.setReplaced(other.id, at)
  const startsAt =
    rules.renewalEffect === 'queue' ? Math.max(at, ...live.map((other) => other.endsAt)) : at
  const bundle: Bundle = {
    id,
    operator: rules.id,
    msisdn,
    plan: plan.id,
    boughtAt: at,
    startsAt,
    endsAt: endOfBundle(rules, plan, startsAt),
    replacedAt: null,
    cancelledAt: null,
  }
  bundles.insert(bundle)
  return bundle
}

/**
 * Takes a bundle back; what was queued behind it moves up. A bundle that it had replaced does not
 * come back: on a line that is reversed at all, that one was reversed before.
 */
export function removeBundle(
  world: World,
  rules: OperatorRules,
  bundle: Bundle,
  findPlan: (id: string) => TariffPlan | undefined,
  at: number,
): void {
  const { bundles } = world.store
  bundles.setCancelled(bundle.id, at)
  if (rules.renewalEffect !== 'queue') return
  let freeAt = at
  for (const next of bundles.listLive(rules.id, bundle.msisdn, at)) {
    if (next.startsAt > freeAt) {
      const plan = findPlan(next.plan)!
      const endsAt = endOfBundle(rules, plan, freeAt)
      bundles.setPeriod(next.id, freeAt, endsAt)
      freeAt = endsAt
    } else freeAt = next.endsAt
  }
}
