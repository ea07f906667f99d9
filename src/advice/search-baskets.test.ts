import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Change, candidates, facts, plainPattern, plan } from './advice-fixture.ts'
import { type Basket, plansKey, timesNeeded } from './basket.ts'
import { type Candidate, dominates } from './candidate.ts'
import { needOf } from './need.ts'
import { recommend } from './recommend.ts'
import { searchBaskets } from './search-baskets.ts'
import type { Usage } from './usage.ts'

const anyDays = fc.constantFrom(1, 3, 7, 15, 30)
const volume = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null })
const anyPlans = (effect: 'stack' | 'reject') =>
  fc
    .array(
      fc.record({
        days: anyDays,
        rupees: fc.integer({ min: 10, max: 3000 }),
        data: volume(30_000),
        minutes: volume(1000),
        sms: volume(2000),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((entries) =>
      entries.map(({ data, minutes, sms, ...rest }, i) => {
        const allowance = { dataMb: data, minutesAllNet: minutes, sms }
        const change: Change = { ...rest, renewalEffect: effect, allowance }
        return plan(`plan-${i}`, change)
      }),
    )
const anyUsage = fc.record({
  dataMb: fc.integer({ min: 0, max: 60_000 }),
  minutes: fc.integer({ min: 0, max: 1500 }),
  sms: fc.integer({ min: 0, max: 1500 }),
})
const stay = fc.integer({ min: 1, max: 70 })
const anyEffect = fc.constantFrom('stack', 'reject')
const anyMarket = anyEffect.chain((effect) => anyPlans(effect))

const need = (usage: Usage) => needOf(usage, plainPattern, 4000)
const best = (plans: readonly ReturnType<typeof plan>[], usage: Usage, days: number) =>
  searchBaskets(candidates(plans), need(usage), days)[0]
const cost = (basket: Basket | undefined) => basket?.total ?? Infinity

test('more usage never lowers the cost of the best choice', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, anyUsage, stay, (plans, usage, more, days) => {
      const greater = {
        dataMb: usage.dataMb + more.dataMb,
        minutes: usage.minutes + more.minutes,
        sms: usage.sms + more.sms,
      }
      assert.ok(cost(best(plans, greater, days)) >= cost(best(plans, usage, days)))
    }),
    { numRuns: 300 },
  )
})

test('more days never lower the cost of the best choice', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, stay, (plans, usage, days) => {
      assert.ok(cost(best(plans, usage, days + 1)) >= cost(best(plans, usage, days)))
    }),
    { numRuns: 300 },
  )
})

test('what is recommended carries every single day of the upper end', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, stay, (plans, usage, days) => {
      const basket = best(plans, usage, days)
      if (basket) assert.equal(dayNotCarried(basket, usage, days), undefined)
    }),
    { numRuns: 300 },
  )
})

test('a dominated plan is never recommended', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, stay, (plans, usage, days) => {
      const all = plans.map((one) => candidates([one])[0]!)
      for (const { parts } of searchBaskets(candidates(plans), need(usage), days))
        for (const { candidate } of parts)
          for (const other of all) assert.ok(!dominates(other, candidate), candidate.plan.id)
    }),
    { numRuns: 300 },
  )
})

test('taking dominated plans out makes no answer dearer', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, stay, (plans, usage, days) => {
      const all = plans.map((one) => candidates([one])[0]!)
      const [whole] = searchBaskets(all, need(usage), days)
      assert.equal(cost(best(plans, usage, days)), cost(whole))
    }),
    { numRuns: 300 },
  )
})

test('a plan that has a little of everything is no worse beside a top-up than one that lacks it', () => {
  const volumes = (dataMb: number | null, minutesAllNet: number, sms: number | null) => ({
    ...{ rupees: 10, allowance: { dataMb, minutesAllNet, sms } },
  })
  const topUp = plan('top-up', { days: 3, ...volumes(4, 1, null) })
  const poor = plan('poor', { days: 15, ...volumes(null, 2, 1) })
  const rich = plan('rich', { days: 30, ...volumes(1, 2, 1) })
  const usage = { dataMb: 31, minutes: 11, sms: 2 }
  const costs = [
    [poor, topUp],
    [rich, topUp],
    [poor, rich, topUp],
  ].map((plans) => {
    return cost(best(plans, usage, 17))
  })
  assert.ok(costs[1]! <= costs[0]! && costs[2]! <= costs[1]!, costs.join(' '))
})

test('the same question has the same answer in whatever order plans are listed', () => {
  fc.assert(
    fc.property(anyMarket, anyUsage, stay, fc.integer(), (plans, usage, days, seed) => {
      const turned = plans.map((_, i) => plans[(i + Math.abs(seed)) % plans.length]!)
      const question = { forecast: { low: usage, high: usage }, pattern: plainPattern, days }
      const name = (basket: Basket | undefined) =>
        basket?.parts.map(({ candidate, times }) => `${candidate.plan.id} × ${times}`)
      const [one, other] = [plans, turned].map((listed) => {
        const found = recommend(candidates(listed), question, facts)
        return [found.best, found.runnerUp].map(name)
      })
      assert.deepEqual(one, other)
    }),
    { numRuns: 300 },
  )
})

test('where plans do not stack, no row of two kinds of them is cheaper than what is found', () => {
  fc.assert(
    fc.property(
      anyPlans('reject'),
      anyUsage,
      fc.integer({ min: 1, max: 31 }),
      (plans, usage, days) => {
        const all = candidates(plans)
        const pairs = all.flatMap((one) => all.map((other) => [one, other]))
        const cheapest = Math.min(...pairs.map((pair) => cheapestRow(pair, usage, days)))
        assert.equal(cost(best(plans, usage, days)), cheapest)
      },
    ),
    { numRuns: 300 },
  )
})

/** Tries every row of these plans, day by day: the slow way, with nothing of the search in it. */
function cheapestRow(plans: readonly Candidate[], usage: Usage, days: number): number {
  const from = new Array<number>(days + 1).fill(Infinity)
  from[0] = 0
  for (let left = 1; left <= days; left++)
    for (const one of plans) {
      if (!carriesAlone(one, usage, Math.min(one.days, left))) continue
      const rest = from[Math.max(0, left - one.days)]!
      from[left] = Math.min(from[left]!, one.price + rest)
    }
  return from[days]!
}

function carriesAlone({ plan: { allowance } }: Candidate, usage: Usage, days: number): boolean {
  const enough = (volume: number | null, used: number) =>
    Math.ceil((used * days) / 30) <= (volume ?? 0)
  return (
    enough(allowance.dataMb, usage.dataMb) &&
    enough(allowance.minutesAllNet, usage.minutes) &&
    enough(allowance.sms, usage.sms)
  )
}

/**
 * Lives through the days with the basket and no more purchases than it has: the first day on which
 * something is short, or undefined. A plan that follows is bought when the one before has ended,
 * or, where it stacks, when something of it is used up.
 */
function dayNotCarried({ parts, kind }: Basket, usage: Usage, days: number): number | undefined {
  const kinds = ['dataMb', 'minutes', 'sms'] as const
  const allowanceOf = ({ plan: { allowance } }: Candidate) => ({
    dataMb: allowance.dataMb ?? 0,
    minutes: allowance.minutesAllNet ?? 0,
    sms: allowance.sms ?? 0,
  })
  const left = parts.map(({ times }) => times)
  const running: { ends: number; stock: Record<(typeof kinds)[number], number> }[] = []
  const buy = (part: number, day: number) => {
    if (left[part] === 0) return false
    left[part]! -= 1
    const { candidate } = parts[part]!
    running.push({ ends: day + candidate.days, stock: { ...allowanceOf(candidate) } })
    return true
  }
  const small = 1e-6
  for (let day = 0; day < days; day++) {
    // What ends first is used first, as Jazz says of its bundles: daily, then weekly, then monthly.
    const live = () =>
      running.filter(({ ends }) => ends > day).sort((one, other) => one.ends - other.ends)
    if (kind === 'together') {
      const { times } = parts[0]!
      while (parts[0]!.times - left[0]! <= Math.floor((day * times) / days) && buy(0, day)) {}
    } else if (live().length === 0 && !parts.some((_, i) => buy(i, day))) return day
    for (const of of kinds) {
      let wanted = usage[of] / 30
      for (;;) {
        for (const one of live()) {
          const taken = Math.min(wanted, one.stock[of])
          one.stock[of] -= taken
          wanted -= taken
        }
        if (wanted <= small) break
        const next = kind === 'together' ? [1, 0] : parts.map((_, i) => i)
        const stacks = parts.every(({ candidate }) => candidate.stacks)
        if (!stacks || !next.some((i) => buy(i, day))) return day
      }
    }
  }
  return undefined
}

test('a plan that stacks is bought again when used up, another only when it has ended', () => {
  const small = { rupees: 100, days: 7, allowance: { dataMb: 1000 } }
  const [stacking] = candidates([plan('s', small)])
  const [waiting] = candidates([plan('w', { ...small, renewalEffect: 'queue' })])
  const month = need({ dataMb: 9000, minutes: 0, sms: 0 })
  assert.equal(timesNeeded(stacking!, month, 7), 3)
  assert.equal(timesNeeded(waiting!, month, 7), Infinity)
  assert.equal(timesNeeded(waiting!, need({ dataMb: 4000, minutes: 0, sms: 0 }), 28), 4)
})

test('a week four times is not a month: thirty days need a fifth week', () => {
  const weekly = plan('weekly', { rupees: 100, days: 7, allowance: { dataMb: 5000 } })
  const monthly = plan('monthly', { rupees: 450, days: 30, allowance: { dataMb: 20_000 } })
  const use = { dataMb: 10_000, minutes: 0, sms: 0 }
  assert.equal(best([weekly, monthly], use, 28)?.total, 40_000)
  const thirty = best([weekly, monthly], use, 30)
  assert.deepEqual([thirty && plansKey(thirty), thirty?.total], ['monthly', 45_000])
})

test('night volume is no top-up for the last days, when too little night is left', () => {
  const main = plan('main', { rupees: 1400, allowance: { dataMb: 20_480 } })
  const night = { dataMb: 51_200, dataOffpeakMb: 51_200, offpeakWindow: '00:00-09:00' }
  const weekly = plan('nights', { rupees: 120, days: 7, allowance: night })
  const pattern = { offpeakBp: 1000, appsBp: 0, assumed: { offpeak: true, apps: true } }
  const use = needOf({ dataMb: 22_000, minutes: 0, sms: 0 }, pattern, 4000)
  const [found] = searchBaskets(candidates([main, weekly]), use, 30)
  // Kept running for all thirty days it does help: 2,200 MB fall into the nights.
  assert.equal(found && plansKey(found), 'main nights')
  assert.deepEqual([found?.purchases, found?.total], [6, 200_000])
})

test('a bundle that the top-up alone makes needless is not named beside it', () => {
  const monthly = plan('monthly', { rupees: 500, allowance: { dataMb: 20_000 } })
  const other = plan('other', { rupees: 600, allowance: { minutesAllNet: 50 } })
  const found = searchBaskets(
    candidates([monthly, other]),
    need({ dataMb: 9000, minutes: 0, sms: 0 }),
    30,
  )
  assert.deepEqual(found.map(plansKey), ['monthly'])
})
