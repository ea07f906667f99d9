import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DeliveryOrder, OperatorAdapter, RawCallback } from './contract.ts'
import { type UsageRig, usageCases } from './usage.suite.ts'

/** Orders whose fate the party's test side can be told; each gives a fresh line and reference. */
export type Fate =
  | 'delivers'
  | 'pending'
  | 'answer_lost'
  | 'refuses'
  | 'down'
  | 'request_lost_once'
  | 'reverses'
  | 'garbage'
  | 'silent'

/** One connected party as the suite tries it. */
export interface OperatorRig extends UsageRig {
  readonly adapter: OperatorAdapter
  order(fate: Fate): DeliveryOrder
  /** Lets the party's time pass. */
  advance(ms: number): Promise<void>
  /** From the party's own books: how often this reference took effect. */
  countEffects(order: DeliveryOrder): Promise<number>
  /** A time that holds everything the party was asked so far. */
  window(): { from: Date; to: Date }
  /** A callback the party really sent about an order. */
  callbackAbout(order: DeliveryOrder): Promise<RawCallback>
  close(): Promise<void>
}

async function readAll<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

export type OperatorCase = keyof typeof cases

const cases = {
  ...usageCases,
  'a delivery takes effect once and says so': async ({ adapter, order, countEffects }) => {
    const wanted = order('delivers')
    assert.equal((await adapter.deliver(wanted)).kind, 'done')
    assert.equal((await adapter.lookUp(wanted)).kind, 'done')
    assert.equal(await countEffects(wanted), 1)
  },
  'a reference sent again does not take effect twice': async ({ adapter, order, countEffects }) => {
    const wanted = order('delivers')
    await adapter.deliver(wanted)
    assert.notEqual((await adapter.deliver(wanted)).kind, 'refused')
    assert.equal(await countEffects(wanted), 1)
  },
  'two sends of one reference at once take effect once': async ({
    adapter,
    order,
    countEffects,
  }) => {
    const wanted = order('delivers')
    await Promise.all([adapter.deliver(wanted), adapter.deliver(wanted)])
    assert.equal(await countEffects(wanted), 1)
  },
  'what the party has not finished is pending, and later done': async ({
    adapter,
    order,
    advance,
  }) => {
    const wanted = order('pending')
    assert.deepEqual(await adapter.deliver(wanted), { kind: 'unknown', reason: 'pending' })
    assert.equal((await adapter.lookUp(wanted)).kind, 'unknown')
    await advance(10_000)
    assert.equal((await adapter.lookUp(wanted)).kind, 'done')
  },
  'a lost answer is unknown, and the lookup knows': async ({ adapter, order, countEffects }) => {
    const wanted = order('answer_lost')
    assert.equal((await adapter.deliver(wanted)).kind, 'unknown')
    assert.equal((await adapter.lookUp(wanted)).kind, 'done')
    assert.equal(await countEffects(wanted), 1)
  },
  'a lost request is unknown, then not found, and works when sent again': async (rig) => {
    const { adapter } = rig
    const wanted = rig.order('request_lost_once')
    assert.equal((await adapter.deliver(wanted)).kind, 'unknown')
    assert.equal((await adapter.lookUp(wanted)).kind, 'not_found')
    assert.equal(await rig.countEffects(wanted), 0)
    assert.equal((await adapter.deliver(wanted)).kind, 'done')
    assert.equal(await rig.countEffects(wanted), 1)
  },
  'a refusal is refused, to the send and to the lookup, with the code of the party': async (
    rig,
  ) => {
    const wanted = rig.order('refuses')
    const answer = await rig.adapter.deliver(wanted)
    assert.ok(answer.kind === 'refused' && answer.code)
    assert.equal((await rig.adapter.lookUp(wanted)).kind, 'refused')
    assert.equal(await rig.countEffects(wanted), 0)
  },
  'a server error is unknown, never a no': async ({ adapter, order }) => {
    const wanted = order('down')
    assert.equal((await adapter.deliver(wanted)).kind, 'unknown')
    assert.equal((await adapter.lookUp(wanted)).kind, 'unknown')
  },
  'garbage is unknown, and the lookup knows': async ({ adapter, order }) => {
    const wanted = order('garbage')
    assert.equal((await adapter.deliver(wanted)).kind, 'unknown')
    assert.equal((await adapter.lookUp(wanted)).kind, 'done')
  },
  'silence ends in unknown, by our own patience': async ({ adapter, order }) => {
    const wanted = order('silent')
    assert.equal((await adapter.deliver(wanted)).kind, 'unknown')
    assert.equal((await adapter.lookUp(wanted)).kind, 'unknown')
  },
  'a reversal is found by lookup': async ({ adapter, order, advance }) => {
    const wanted = order('reverses')
    assert.equal((await adapter.deliver(wanted)).kind, 'done')
    await advance(10_000)
    assert.equal((await adapter.lookUp(wanted)).kind, 'reversed')
  },
  'an answer about another amount or plan is not taken for ours': async ({ adapter, order }) => {
    const wanted = order('delivers')
    await adapter.deliver(wanted)
    const other = { ...wanted, load: { ...wanted.load, amount: wanted.load.amount + 1n } }
    assert.equal((await adapter.lookUp(other)).kind, 'unknown')
    assert.equal((await adapter.lookUp({ ...wanted, plan: 'other' })).kind, 'unknown')
  },
  'an unknown reference is not found': async ({ adapter, order }) => {
    assert.equal((await adapter.lookUp(order('delivers'))).kind, 'not_found')
  },
  'a true callback names its event and our reference; one altered byte makes it nobody': async (
    rig,
  ) => {
    const wanted = rig.order('pending')
    await rig.adapter.deliver(wanted)
    await rig.advance(10_000)
    const callback = await rig.callbackAbout(wanted)
    assert.equal(rig.adapter.readCallback(callback)?.reference, wanted.reference)
    assert.equal(rig.adapter.readCallback({ ...callback, body: `${callback.body} ` }), undefined)
    assert.equal(rig.adapter.readCallback({ ...callback, headers: {} }), undefined)
  },
  'its list names what it did in a time, once each, and how it stands': async (rig) => {
    const [done, refused, reversed] = (['delivers', 'refuses', 'reverses'] as const).map(rig.order)
    for (const wanted of [done!, refused!, reversed!]) await rig.adapter.deliver(wanted)
    await rig.advance(10_000)
    const listed = await readAll(rig.adapter.listRecords(rig.window()))
    const about = (order: DeliveryOrder) =>
      listed.filter(({ reference }) => reference === order.reference)
    assert.deepEqual(
      about(done!).map(({ outcome, amount }) => ({ outcome, ...amount })),
      [{ outcome: 'done', ...done!.load }],
    )
    assert.deepEqual(
      about(reversed!).map(({ outcome }) => outcome),
      ['reversed'],
    )
    // A party that keeps no row of what it refused has done nothing either way.
    assert.ok(about(refused!).every(({ outcome }) => outcome === 'refused'))
    const { from } = rig.window()
    const before = { from: new Date(from.getTime() - 86_400_000), to: from }
    assert.deepEqual(await readAll(rig.adapter.listRecords(before)), [])
  },
  'the tariff is read whole, and every offer has a price': async ({ adapter, order }) => {
    const offers = await adapter.listOffers()
    assert.ok(offers.some(({ plan }) => plan === order('delivers').plan))
    assert.ok(offers.every(({ price }) => price.amount > 0n))
    assert.equal(new Set(offers.map(({ plan }) => plan)).size, offers.length)
  },
} satisfies Record<string, (rig: OperatorRig) => Promise<void>>

/**
 * Tries an adapter against its party. `skips` name what a party cannot do, each with its reason,
 * which the report then shows: a case is never left out in silence.
 */
export function operatorSuite(
  name: string,
  open: () => Promise<OperatorRig>,
  skips: Partial<Record<OperatorCase, string>> = {},
) {
  describe(`operator contract: ${name}`, () => {
    let rig: OperatorRig
    before(async () => {
      rig = await open()
    })
    after(() => rig.close())
    for (const [title, run] of Object.entries(cases)) {
      const reason = skips[title as OperatorCase]
      test(title, reason === undefined ? {} : { skip: reason }, () => run(rig))
    }
    test('what it promises fits together', () => {
      const { dedupe, lookupByReference, visibilityLagMs, maxAnswerMs } = rig.adapter.capabilities
      assert.ok(maxAnswerMs > 0)
      // A resend needs a lookup that can prove absence and a party that takes a reference once.
      if (visibilityLagMs !== null) assert.ok(lookupByReference && dedupe !== 'none')
    })
  })
}
