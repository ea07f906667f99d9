import { Fault, parsePublicId, type Uuid } from '#kernel'
import type { RenewalRoom } from '#renewals'
import type { OrderPlan } from './scenario.ts'
import type { Worker } from './worker.ts'
import type { World } from './world.ts'

/** What customers were told: every one of these must stand in the database. */
export interface Customers {
  readonly acknowledged: ReadonlySet<Uuid>
}

const patienceMs = 6000
const pauseMs = 2000
const triesAtMost = 6

export function sendCustomers(world: World, workers: readonly Worker[]): Customers {
  const { scheduler, random, outside } = world
  const acknowledged = new Set<Uuid>()

  const pause = (ms: number) => scheduler.turn(outside, { kind: 'timer', label: '', ms }, () => {})

  /** Asks any worker that is up, and again when it does not answer. A refusal is an answer. */
  async function ask<T>(wish: (room: RenewalRoom) => Promise<T>): Promise<T | Fault | undefined> {
    for (let left = triesAtMost; left > 0; left--) {
      const rooms = workers.map((worker) => worker.room()).filter((room) => room !== undefined)
      const answer =
        rooms.length === 0
          ? undefined
          : await Promise.race([
              wish(random.pick(rooms)).catch((error) =>
                // Told to come again in a while, they do.
                error instanceof Fault && error.kind !== 'busy' ? error : undefined,
              ),
              pause(patienceMs),
            ])
      if (answer !== undefined) return answer as T | Fault
      await pause(pauseMs)
    }
    return undefined
  }

  async function place(quote: Uuid, token: string): Promise<Uuid | undefined> {
    const request = { quote, method: 'sandbox_card', token }
    const placed = await ask((room) => room.placeRenewal(request))
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
    const quote = await ask((room) => room.makeQuote({ msisdn: plan.msisdn, plan: 'week' }))
    if (quote === undefined || quote instanceof Fault) return
    await pause(plan.placeAfterMs)
    const browsers = plan.isPlacedTwice ? [0, 1] : [0]
    const ids = await Promise.all(browsers.map(() => place(quote.id, plan.token)))
    const id = ids.find((it) => it !== undefined)
    if (!id) return
    if (plan.cancelAfterMs !== undefined) {
      await pause(plan.cancelAfterMs)
      await ask((room) => room.cancelRenewal(id))
    }
    if (plan.looksAgain) {
      await pause(random.below(10_000))
      await ask((room) => room.lookAgain(id).then(() => true))
    }
  }

  for (const plan of world.scenario.orders) void order(plan)
  return { acknowledged }
}
