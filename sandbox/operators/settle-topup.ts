import type { Effects } from '../runner.ts'
import type { Bundle } from '../store/bundles.ts'
import type { Topup } from '../store/topups.ts'
import {
  balancePriceOf,
  creditedOf,
  findOperator,
  findPlan,
  type OperatorId,
  type OperatorRules,
} from '../tariff.ts'
import type { World } from '../world.ts'
import { addBundle, removeBundle } from './bundle-rules.ts'
import { tellTopup } from './topup-view.ts'

/** A top-up with what it bought; `refused` when the operator's rule forbade the bundle. */
export type Settled =
  | { readonly kind: 'credited'; readonly leftover: bigint; readonly bundle: Bundle | undefined }
  | { readonly kind: 'refused'; readonly code: 'bundleAlreadyActive' }

/**
 * Gives the line its bundle and works out what stays as balance. The caller books it on the top-
 * up.
 */
export function creditLine(
  world: World,
  rules: OperatorRules,
  topup: { readonly id: string; readonly msisdn: string; readonly amount: bigint },
  planId: string | null,
  at: number,
): Settled {
  const credited = creditedOf(topup.amount)
  const plan = planId === null ? undefined : findPlan(rules.id, planId)
  if (!plan) return { kind: 'credited', leftover: credited, bundle: undefined }
  const bundle = addBundle(world, rules, { ...topup, plan }, at)
  if (!bundle) return { kind: 'refused', code: 'bundleAlreadyActive' }
  return { kind: 'credited', leftover: credited - balancePriceOf(plan), bundle }
}

/** What happens to top-ups by itself; each runs in the transaction that removes its task. */
export function topupEffects(world: World): Pick<Effects, 'complete-topup' | 'reverse-topup'> {
  return {
    'complete-topup': (subject, at) => completeTopup(world, subject, at),
    'reverse-topup': (subject, at) => reverseTopup(world, subject, at),
  }
}

/** `jazz/tb_…`: an id is looked up at its operator. */
export function topupSubject(topup: { readonly operator: string; readonly id: string }): string {
  return `${topup.operator}/${topup.id}`
}

function findSubject(world: World, subject: string): { topup: Topup; rules: OperatorRules } {
  const [operator = '', id = ''] = subject.split('/')
  return { topup: world.store.topups.find(operator, id)!, rules: findOperator(operator)! }
}

function completeTopup(world: World, subject: string, at: number): void {
  const { topup, rules } = findSubject(world, subject)
  const { topups } = world.store
  const line = { id: topup.id, msisdn: topup.msisdn!, amount: topup.amount }
  const settled = creditLine(world, rules, line, topup.plan, at)
  const { id } = topup
  if (settled.kind === 'refused') {
    topups.setFailed(id, settled.code, at)
    const failed = topups.find(rules.id, id)!
    tellTopup(world, 'TopupBalanceFailureEvent', failed, undefined)
    return
  }
  topups.setCompleted(id, at, settled.leftover)
  const completed = topups.find(rules.id, id)!
  tellTopup(world, 'TopupBalanceCreateEvent', completed, settled.bundle)
}

function reverseTopup(world: World, subject: string, at: number): void {
  const { topup, rules } = findSubject(world, subject)
  if (!world.store.topups.setReversed(topup.id, at)) return
  const bundle = world.store.bundles.find(rules.id, topup.id)
  const ofOperator = (id: string) => findPlan(rules.id as OperatorId, id)
  if (bundle) removeBundle(world, rules, bundle, ofOperator, at)
  const reversed = world.store.topups.find(rules.id, topup.id)!
  tellTopup(world, 'TopupBalanceCancelEvent', reversed, undefined)
}
