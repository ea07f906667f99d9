import type { Effects } from '../runner.ts'
import type { Charge, ChargeStatus } from '../store/charges.ts'
import type { World } from '../world.ts'
import { tellCharge } from './charge-view.ts'

/** The only moves there are; captured, declined, expired and cancelled are final. */
const moves: Readonly<Record<ChargeStatus, readonly ChargeStatus[]>> = {
  requires_action: ['captured', 'authorised', 'declined', 'expired', 'cancelled'],
  processing: ['captured', 'authorised', 'declined'],
  authorised: ['captured', 'cancelled'],
  captured: [],
  declined: [],
  expired: [],
  cancelled: [],
}

/** How the merchant hears of it: not at all, once, or the same webhook twice. */
export type Webhooks = 0 | 1 | 2

/**
 * Moves a charge and tells the merchant; gives the charge as it is now, undefined when it cannot
 * move so.
 */
export function changeCharge(
  world: World,
  charge: Charge,
  to: ChargeStatus,
  options: { readonly declineCode?: string; readonly webhooks?: Webhooks } = {},
): Charge | undefined {
  if (!moves[charge.status].includes(to)) return undefined
  const { charges } = world.store
  const at = world.clock.now()
  if (to === 'captured') charges.setCaptured(charge.id, at)
  else charges.setStatus(charge.id, to, options.declineCode ?? null, at)
  const changed = charges.find(charge.id)!
  const webhooks = options.webhooks ?? 1
  if (webhooks > 0) tellCharge(world, changed, webhooks)
  return changed
}

/** The means of payment said yes: taken at once, or only held when the merchant asked for that. */
export function approveCharge(
  world: World,
  charge: Charge,
  webhooks: Webhooks = 1,
): Charge | undefined {
  return changeCharge(world, charge, charge.capture ? 'captured' : 'authorised', { webhooks })
}

/** True while the payer may still decide; the moment counts, not whether the expiry has run yet. */
export function isOpen(world: World, charge: Charge): boolean {
  const isInTime = charge.expiresAt === null || world.clock.now() < charge.expiresAt
  return charge.status === 'requires_action' && isInTime
}

/** What happens to charges by itself; each runs in the transaction that removes its task. */
export function chargeEffects(world: World): Pick<Effects, 'finish-charge' | 'expire-charge'> {
  return {
    'finish-charge': (id) => void approveCharge(world, world.store.charges.find(id)!),
    'expire-charge': (id) => void changeCharge(world, world.store.charges.find(id)!, 'expired'),
  }
}
