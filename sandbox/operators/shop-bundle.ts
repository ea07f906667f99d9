import type { Bundle } from '../store/bundles.ts'
import { endOfBundle, findPlan, type OperatorId, type OperatorRules } from '../tariff.ts'
import { dayOf } from './line-use.ts'

const plans: Readonly<Record<OperatorId, string>> = {
  jazz: 'jazz-monthly-premium-2024-09-02',
  zong: 'zong-monthly-40gb-undated-2023-24',
  telenor: 'telenor-easy-card-800-ac-2021-03-11',
  ufone: 'ufone-super-card-max-2024-estimated',
  onic: 'onic-sandbox-monthly',
  scom: 'scom-sandbox-monthly',
}

const day_ms = 86_400_000
const period_days = 30

/**
 * Numbers that end in 010 to 019 hold a bundle that somebody bought in a shop, over and over: so a
 * line has something to show before anything was bought through the interface. It is in no book of
 * credits and does not meet the rules of what is bought here.
 */
export function shopBundle(rules: OperatorRules, msisdn: string, at: number): Bundle[] {
  if (!/01\d$/.test(msisdn)) return []
  const plan = findPlan(rules.id, plans[rules.id])!
  const phase = Number(msisdn.slice(-5, -3)) % period_days
  const today = dayOf(at)
  const count = Math.round(today.start / day_ms)
  const startsAt = today.start - ((count + phase) % period_days) * day_ms
  const bundle: Bundle = {
    id: `shop_${msisdn.slice(1)}_${startsAt}`,
    operator: rules.id,
    msisdn,
    plan: plan.id,
    boughtAt: startsAt,
    startsAt,
    endsAt: endOfBundle(rules, plan, startsAt),
    replacedAt: null,
    cancelledAt: null,
  }
  return bundle.endsAt > at ? [bundle] : []
}
