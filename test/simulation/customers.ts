import { Fault, parsePublicId, publicId, type Uuid } from '#kernel'
import type { PlaceRequest } from '#renewals'
import type { Asking } from './asking.ts'
import type { OrderPlan } from './scenario.ts'
import type { Purse } from './wallets.ts'
import type { World } from './world.ts'

/** What customers were told: every one of these must stand in the database. */
export interface Customers {
  readonly acknowledged: ReadonlySet<Uuid>
}

type Payment = Omit<PlaceRequest, 'quote'>

export function sendCustomers(
  world: World,
  { pause, ask }: Asking,
  purses: readonly Purse[],
): Customers {
  const { scheduler, random } = world
  const acknowledged = new Set<Uuid>()

  async function place(quote: Uuid, payment: Payment): Promise<Uuid | undefined> {
    const placed = await ask(({ room }) => room.placeRenewal({ quote, ...payment }))
    if (placed instanceof Fault) {
      scheduler.note(`customer hears ${placed.code}`)
      const holder = placed.details?.renewal
      return typeof holder === 'string' ? parsePublicId('renewal', holder) : undefined
    }
    if (placed) acknowledged.add(placed.id)
    return placed?.id
  }

  async function order(plan: OrderPlan): Promise<void> {
    await pause(plan.quoteAtMs)
    const quote = await ask(({ room }) => room.makeQuote({ msisdn: plan.msisdn, plan: 'week' }))
    if (quote === undefined || quote instanceof Fault) return
    await pause(plan.placeAfterMs)
    const card = { method: 'sandbox_card', token: plan.token }
    const purse = plan.isPaidFromWallet ? purses[0] : undefined
    const first = purse ? fromWallet(purse) : card
    // The second browser pays by card, whatever the first one does.
    const browsers = plan.isPlacedTwice ? [first, card] : [first]
    const ids = await Promise.all(browsers.map((payment) => place(quote.id, payment)))
    const id = ids.find((it) => it !== undefined)
    if (!id) return
    if (plan.cancelAfterMs !== undefined) {
      await pause(plan.cancelAfterMs)
      await ask(({ room }) => room.cancelRenewal(id))
    }
    if (plan.looksAgain) {
      await pause(random.below(10_000))
      await ask(({ room }) => room.lookAgain(id).then(() => true))
    }
  }

  for (const plan of world.scenario.orders) void order(plan)
  return { acknowledged }
}

function fromWallet({ id, owner }: Purse): Payment {
  return { method: 'wallet', token: publicId('wallet', id), payer: owner }
}
