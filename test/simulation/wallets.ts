import type { Db } from '#db'
import { Fault, newId, pkr, type Uuid } from '#kernel'
import { fundWallet, openWallet } from '#ledger'
import type { Asking } from './asking.ts'
import type { MandatePlan, WalletPlan } from './draw-wallets.ts'
import type { World } from './world.ts'

/** A filling that a customer asked for: booked once, however often it was told. */
export interface Filling {
  readonly subject: Uuid
  readonly amount: number
  isBooked: boolean
}

export interface GivenMandate {
  readonly plan: MandatePlan
  /** Known once somebody answered that it stands. */
  lineId: Uuid | undefined
  /** Asked for once more: what it was paused for no longer holds it. */
  isGivenAgain: boolean
}

/** A customer's wallet, with all that they were told about it. */
export interface Purse {
  readonly id: Uuid
  readonly owner: Uuid
  readonly fillings: readonly Filling[]
  readonly mandates: readonly GivenMandate[]
}

/** Opens the wallets of a seed, before anything else happens. */
export async function openPurses(world: World, db: Db): Promise<readonly Purse[]> {
  const { scenario, random } = world
  const at = new Date(world.startedAt)
  const name = (shard: number) => newId(shard, at, (count) => random.bytes(count))
  const purses: Purse[] = []
  for (const { shard, fillings, mandates } of scenario.wallets) {
    const purse = {
      id: name(shard),
      owner: name(shard),
      fillings: fillings.map(({ amount }) => ({ subject: name(shard), amount, isBooked: false })),
      mandates: mandates.map((plan) => ({ plan, lineId: undefined, isGivenAgain: false })),
    }
    await openWallet(db, { id: purse.id, owner: purse.owner, currency: 'PKR' })
    purses.push(purse)
  }
  return purses
}

/** Fills the wallets and gives the mandates, each in its time. */
export function sendOwners(world: World, asking: Asking, purses: readonly Purse[]): void {
  for (const [i, purse] of purses.entries()) own(world, asking, purse, world.scenario.wallets[i]!)
}

function own(world: World, { pause, ask }: Asking, purse: Purse, plan: WalletPlan): void {
  const { id: wallet, owner: payer } = purse

  async function fill(filling: Filling, atMs: number): Promise<void> {
    await pause(atMs)
    const { subject, amount } = filling
    const booked = await ask(({ db, now }) =>
      fundWallet(db, { wallet, subject, amount: pkr(BigInt(amount)), at: now() }),
    )
    filling.isBooked = booked !== undefined && !(booked instanceof Fault)
  }

  async function give(mandate: GivenMandate, ms: number): Promise<void> {
    const { msisdn, plan, maxTotal } = mandate.plan
    const kept = await ask(({ room, now }) =>
      room.giveMandate({
        ...{ msisdn, plan, wallet, payer, maxTotal: BigInt(maxTotal) },
        firstDue: new Date(now().getTime() + ms),
      }),
    )
    if (kept !== undefined && !(kept instanceof Fault)) mandate.lineId = kept.lineId
  }

  async function keep(mandate: GivenMandate): Promise<void> {
    const { givenAtMs, givenAgainAtMs, firstDueMs } = mandate.plan
    await pause(givenAtMs)
    await give(mandate, firstDueMs)
    if (givenAgainAtMs === undefined) return
    await pause(Math.max(0, givenAgainAtMs - world.elapsed()))
    mandate.isGivenAgain = true
    await give(mandate, 0)
  }

  for (const [i, filling] of purse.fillings.entries()) void fill(filling, plan.fillings[i]!.atMs)
  for (const mandate of purse.mandates) void keep(mandate)
}
