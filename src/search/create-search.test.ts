import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ListedPlan, readFacts, type Territory } from '#catalog'
import { snapshotOf, tariffOf } from '../catalog/catalog-fixture.ts'
import { listPlans } from '../catalog/list-plans.ts'
import { createSearch, type Filters, type Found, type SearchQuery, sorts, traits } from './index.ts'
import { satisfies, type Wish } from './wish.ts'

const facts = readFacts()
const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']
const offers = networks.flatMap((operator) =>
  tariffOf(facts, operator).map((offer) => ({ ...offer, upstream: `sandbox:${operator}` })),
)
const connectedUpstreams = networks.map((operator) => `sandbox:${operator}`)
const at = new Date('2026-11-23T09:00:00Z')

const kept = new Map<string, readonly ListedPlan[]>()
function listed(territory: Territory | undefined): readonly ListedPlan[] {
  const market = { environment: 'sandbox' as const, connectedUpstreams }
  const make = () => listPlans(snapshotOf(facts, offers), market, territory, '2026-11-23').plans
  const plans = kept.get(territory ?? '') ?? make()
  kept.set(territory ?? '', plans)
  return plans
}

const usableDataMb = ({ allowance }: ListedPlan) =>
  allowance.dataMb === null ? null : allowance.dataMb - (allowance.dataOffpeakMb ?? 0)
const search = createSearch({
  catalog: {
    listPlans: async ({ territory }) => ({ plans: listed(territory), operators: facts.operators }),
  },
  usableDataMb,
})
const find = (query: SearchQuery): Promise<Found> => search.find(query, at)
const idsOf = ({ plans }: Found) => plans.map(({ id }) => id)

const words = [
  ...['jazz', 'zong', 'Jio', 'ptcl', 'weekly', '周包', 'ماہانہ', 'monhtly', '7 days', '10gb'],
  ...[
    'under 500',
    '国际漫游',
    'super',
    'freedom',
    'sasta',
    'karachi',
    '500 minutes',
    'blah',
    '流量',
  ],
  ...['1000 sms', 'more than 3 days', 'esim', 'یوفون', '*7737#', '450', 'whatsapp', 'per gb'],
  // These go on from, or into, what stands beside them.
  ...['500', '20', 'rs', 'gb', 'hafte', 'do', '个', 'tak', 'card', '天,'],
]
const texts = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((some) => some.join(' '))
const filterValues = {
  operators: fc.constantFrom(['jazz'], ['zong', 'telenor'], ['rox']),
  minDays: fc.constantFrom(1, 7, 30),
  maxDays: fc.constantFrom(1, 7, 30),
  minDataMb: fc.constantFrom(0, 1000, 10_000, 50_000),
  minMinutes: fc.constantFrom(50, 500),
  minSms: fc.constantFrom(100, 3000),
  trait: fc.constantFrom(...traits),
  region: fc.constantFrom('punjab' as const, 'ajk' as const, 'sindh' as const),
  maxTotal: fc.constantFrom(10_000, 50_000, 200_000),
}
/** Two at most: more leave hardly a plan, and then everything holds. */
const filters: fc.Arbitrary<Filters> = fc
  .subarray(Object.keys(filterValues) as (keyof Filters)[], { maxLength: 2 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(names.map((name) => [name, filterValues[name] as fc.Arbitrary<unknown>])),
    ),
  ) as fc.Arbitrary<Filters>
const queries: fc.Arbitrary<SearchQuery> = fc
  .record({ filters, text: texts, sort: fc.constantFrom(undefined, ...sorts) })
  .map(({ filters: some, text, sort }) => ({ ...some, text, ...(sort && { sort }) }))

/** What search knows of a plan, from the plan again. */
function entryOf(plan: ListedPlan) {
  const { allowance, validity, total } = plan
  const { minutesAllNet: all, minutesOffNet: off, minutesOnNet: on } = allowance
  const known = all !== null || off !== null || on !== null
  const minutes = known ? (all ?? 0) + (off ?? 0) + (on ?? 0) : null
  const places: Record<string, readonly Territory[]> = {
    Punjab: ['punjab'],
    Sargodha: ['punjab'],
    Karachi: ['sindh'],
    'Gwadar & Turbat': ['balochistan'],
    'not available in AJK/GB': ['punjab', 'sindh', 'kp', 'balochistan', 'islamabad'],
  }
  const everywhere = ['national', 'simulated network', 'KSA roaming'].includes(plan.region)
  const all7: Territory[] = ['punjab', 'sindh', 'kp', 'balochistan', 'islamabad', 'ajk', 'gb']
  return {
    plan,
    days: validity.days ?? (validity.hours === null ? null : validity.hours / 24),
    usableMb: usableDataMb(plan),
    minutes: allowance.unlimitedOnNet ? Infinity : minutes,
    total: total === null ? null : Number(total),
    perGb: null,
    soldIn: new Set(everywhere ? all7 : (places[plan.region] ?? [])),
  }
}

test('every plan found is all that was understood of the text', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const { plans, understood } = await find(query)
      const wishes = understood.flatMap(({ means }) => (means.kind === 'order' ? [] : [means]))
      const adding = (wish: Wish) =>
        wishes.filter(
          (other) =>
            other === wish ||
            (other.kind === wish.kind &&
              ['operator', 'days', 'sold_in', 'code'].includes(wish.kind)),
        )
      for (const plan of plans)
        for (const wish of wishes)
          assert.ok(
            adding(wish).some((one) => satisfies(entryOf(plan), one)),
            `${plan.id} is not ${JSON.stringify(wish)} of ${JSON.stringify(query)}`,
          )
    }),
    { numRuns: 300 },
  )
})

test('a further filter never finds more, and a plan it finds was found without it', async () => {
  await fc.assert(
    fc.asyncProperty(queries, filters, async (query, more) => {
      const { region: _, ...added } = more
      const wide = new Set(idsOf(await find(query)))
      const both: SearchQuery = { ...query, ...added }
      // A filter that is there already is replaced and not added to.
      for (const name of Object.keys(query) as (keyof Filters)[])
        if (name in added) delete (both as Record<string, unknown>)[name]
      const narrow = idsOf(await find({ ...both, ...query }))
      assert.ok(narrow.every((id) => wide.has(id)))
    }),
    { numRuns: 300 },
  )
})

test('each order keeps its word, unknown values last, and is the same every time', async () => {
  const ranked = {
    total: ({ total }: ListedPlan) => (total === null ? Infinity : Number(total)),
    per_gb: (plan: ListedPlan) => search.worthOf(plan).perGb ?? Infinity,
    data: ({ allowance }: ListedPlan) => -(allowance.dataMb ?? -Infinity),
    validity: ({ validity: { days, hours } }: ListedPlan) => -(days ?? (hours ?? -Infinity) / 24),
  }
  for (const sort of ['total', 'per_gb', 'data', 'validity'] as const)
    for (const text of ['', 'jazz', 'zong monthly', 'ماہانہ']) {
      const found = await find({ sort, text, territory: 'punjab' })
      assert.deepEqual(idsOf(found), idsOf(await find({ sort, text, territory: 'punjab' })))
      for (const part of [found.plans.slice(0, found.offered), found.plans.slice(found.offered)]) {
        const values = part.map(ranked[sort])
        assert.deepEqual(
          values,
          values.toSorted((a, b) => a - b || 0),
          `${sort} ${text}`,
        )
      }
    }
})

test('the latest end comes first: by hours where they count, by calendar days where those do', async () => {
  const week = listed(undefined).find(({ id }) => id === 'jazz-weekly-super-2024-09-02')!
  const validity = (days: number, rule: 'calendar_days' | 'rolling' | 'unknown') => ({
    validity: { days, hours: null, rule },
  })
  const plans = [
    { ...week, id: 'calendar', ...validity(7, 'calendar_days') },
    { ...week, id: 'rolling', ...validity(7, 'rolling') },
    { ...week, id: 'unknown', ...validity(90, 'unknown') },
    { ...week, id: 'month', ...validity(30, 'calendar_days') },
  ]
  const { operators } = facts
  const one = createSearch({
    catalog: { listPlans: async () => ({ plans, operators }) },
    usableDataMb,
  })
  const afternoon = await one.find({ sort: 'ends' }, at)
  assert.deepEqual(idsOf(afternoon), ['month', 'rolling', 'calendar', 'unknown'])
})

test('a gigabyte that is only for the night or for two apps has no price as a usable one', () => {
  const plan = (id: string) => listed(undefined).find((one) => one.id === id)!
  const night = search.worthOf(plan('jazz-weekly-extreme-2024-09-02'))
  assert.deepEqual(night, { usableMb: 0, perGb: null })
  const half = search.worthOf(plan('zong-monthly-20gb-2023-03'))
  assert.deepEqual(half, { usableMb: 10_240, perGb: 5750 })
  assert.equal(search.worthOf(plan('jazz-weekly-pubg-2024-09-02')).usableMb, null)
  assert.equal(search.worthOf(plan('ufone-super-internet-2023-02-07')).perGb, null)
})

test('when nothing is all that was asked, what to leave out is said, the nearest first', async () => {
  const { waysOut } = await find({ text: 'zong 7 days 500gb', maxTotal: 100_000 })
  assert.deepEqual(
    waysOut.map(({ without, count }) => [without.kind === 'text' && without.text, count > 0]),
    [['500gb', true]],
  )
  assert.equal((await find({ text: 'zong weekly' })).waysOut.length, 0)
  const filtered = await find({ text: 'roaming', maxDays: 7 })
  assert.deepEqual(
    filtered.waysOut.map(({ without }) => (without.kind === 'text' ? without.text : without.name)),
    ['maxDays', 'roaming'],
  )
})

test('what is left out in a way out is really found then', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const { waysOut, territory } = await find(query)
      for (const { without, count } of waysOut) {
        const text = without.kind === 'text' ? without.rest : query.text!
        // The same taxes: a place that is left out takes none of the others with it.
        const rest: SearchQuery = { ...query, text, ...(territory && { territory }) }
        if (without.kind === 'filter') delete (rest as Record<string, unknown>)[without.name]
        const found = (await find(rest)).plans.length
        assert.equal(found, count, JSON.stringify([query, without]))
      }
    }),
    { numRuns: 300 },
  )
})

test('a way out means what it did beside the part that is left out', async () => {
  const rests = async (text: string) => {
    const { understood } = await find({ text })
    return Object.fromEntries(understood.map((part) => [part.text, part.rest]))
  }
  assert.deepEqual(await rests('یوفون under 500 500 minutes 周包'), {
    یوفون: 'under 500 500 minutes 周包',
    'under 500': 'یوفون, 500 minutes 周包',
    '500 minutes': 'یوفون under 500, 周包',
    周包: 'یوفون under 500 500 minutes',
  })
  assert.equal((await rests('zong周包10gb')).周包, 'zong、10gb')
  assert.equal((await rests('zong weekly, 10gb')).weekly, 'zong, 10gb')
  const { understood } = await find({ text: 'under 500, 周包' })
  assert.deepEqual(
    understood.map(({ text }) => text),
    ['under 500', '周包'],
  )
})

test('any text is answered, ten thousand letters of it too', async () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ minLength: 9000, maxLength: 10_000 }),
    texts.map((text) => text.repeat(400)),
  )
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      const { asked, understood } = await find({ text })
      assert.ok(asked.words.length <= 12)
      assert.ok(understood.length <= 12)
    }),
    { numRuns: 300 },
  )
})
