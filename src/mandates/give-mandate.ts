import type { Catalog, Territory } from '#catalog'
import type { Tx } from '#db'
import { type Clock, Fault, newId, shardOf, type Uuid } from '#kernel'
import { findWallet } from '#ledger'
import { ensureLine, readMsisdn } from '#lines'
import { setMandate } from '#obligations'

/** What a customer asks for once, so that a line renews by itself. */
export interface MandateRequest {
  readonly msisdn: string
  readonly plan: string
  readonly wallet: Uuid
  /** Whose the wallet must be. */
  readonly payer: string
  readonly territory?: string
  /** In minor units: the most one renewal may cost without asking again. */
  readonly maxTotal: bigint
  /** When the first one is due; now when absent. */
  readonly firstDue?: Date
}

export interface MandateContext {
  readonly catalog: Catalog
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
}

/**
 * Reads and checks what is asked for, outside the transaction: the plan is sold today and costs no
 * more than the customer allows.
 */
export async function checkMandate(
  request: MandateRequest,
  { catalog, clock }: MandateContext,
): Promise<void> {
  const territory = request.territory as Territory | undefined
  const { price } = await catalog.pricePlan(request.plan, territory, clock.now())
  if (price.load > request.maxTotal) {
    throw new Fault('invalid', 'price_above_cap', { field: 'max_total' })
  }
}

/**
 * Writes the mandate, and the line where it belongs: into the shard of the wallet's account, so
 * that no renewal ever spans two.
 */
export async function giveMandate(
  tx: Tx,
  request: MandateRequest,
  { clock, random }: MandateContext,
): Promise<Uuid> {
  const at = clock.now()
  const { msisdn } = readMsisdn(request.msisdn)
  const wallet = await findWallet(tx, request.wallet)
  if (!wallet || wallet.owner !== request.payer) {
    throw new Fault('missing', 'wallet_unknown', { field: 'wallet' })
  }
  const shard = shardOf(wallet.id)
  const lineId = await ensureLine(tx, { shard, id: newId(shard, at, random), msisdn, at })
  await setMandate(tx, {
    lineId,
    plan: request.plan,
    wallet: wallet.id,
    territory: request.territory ?? null,
    maxTotal: request.maxTotal,
    nextDue: request.firstDue ?? at,
    at,
  })
  return lineId
}
