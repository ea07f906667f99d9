import type { ListedPlan } from '#catalog'
import type { FitFacts } from './fit-facts.ts'
import { monthDays, type Pattern, type Usage } from './usage.ts'

/**
 * What must be carried, as sums that a basket's volumes must reach. One volume may serve several
 * kinds of use and one use may be served by several volumes (night data by any data, a call to
 * one's own network by minutes to all). By Hall's theorem that works out exactly when each of these
 * sums is reached, so a choice of plans is checked by eight comparisons and never by trying out who
 * serves what:
 * data: all · outside the off-peak window · outside the apps · outside both; minutes: all · to
 * other networks · to the own network; SMS.
 */
const sums = ['data', 'daytime', 'open', 'anyUse', 'minutes', 'offNet', 'onNet', 'sms'] as const
export type Sum = (typeof sums)[number]
export const sumCount = sums.length

/** The sum of the volume that serves any use of data at any time. */
export const anyUse = 3

/** What a sum is of. */
export function familyOf(sum: number): 'data' | 'minutes' | 'sms' {
  return sum < 4 ? 'data' : sum < 7 ? 'minutes' : 'sms'
}

/** Eight numbers in the order of the sums; Infinity where a volume has no limit. */
export type Sums = readonly number[]

const wholeBp = 10_000

/** A sum that is needed, in ten-thousandths of a unit in 30 days: integers, so nothing drifts. */
export function needOf(usage: Usage, pattern: Pattern, onNetBp: number): Sums {
  const outsideWindow = wholeBp - pattern.offpeakBp
  const outsideApps = wholeBp - pattern.appsBp
  const { dataMb, minutes, sms } = usage
  return [
    dataMb * wholeBp,
    dataMb * outsideWindow,
    dataMb * outsideApps,
    // Rounded up: what is used in the window and in the apps at once is the smaller for it.
    dataMb * Math.ceil((outsideWindow * outsideApps) / wholeBp),
    minutes * wholeBp,
    minutes * (wholeBp - onNetBp),
    minutes * onNetBp,
    sms * wholeBp,
  ]
}

/** The need of some days, in whole units, rounded up; days may be a fraction. */
export function needFor(need: number, days: number): number {
  return Math.ceil((need * days) / (monthDays * wholeBp))
}

/** For how many days a volume carries a need; Infinity for what is not needed. */
export function daysCarried(volume: number, need: number): number {
  return need === 0 ? Infinity : (volume * monthDays * wholeBp) / need
}

/**
 * What a plan's volumes reach of each sum. A volume that the source does not state reaches none.
 */
export function volumesOf({ allowance }: ListedPlan, facts: FitFacts): Sums {
  const stated = allowance.dataMb ?? 0
  const offpeak = Math.min(allowance.dataOffpeakMb ?? 0, stated)
  const anyTime = stated - offpeak
  const apps = countedApps(allowance, facts)
  const { minutesAllNet: all, minutesOffNet: off, minutesOnNet: on } = allowance
  const toAll = all ?? 0
  const toOwn = allowance.unlimitedOnNet ? Infinity : (on ?? 0)
  return [
    anyTime + offpeak + apps,
    anyTime + apps,
    anyTime + offpeak,
    anyTime,
    toAll + (off ?? 0) + toOwn,
    toAll + (off ?? 0),
    toAll + toOwn,
    allowance.sms ?? 0,
  ]
}

/** What serves any use of data at any time; null, and not none, where the source states none. */
export function usableDataMb(plan: ListedPlan, facts: FitFacts): number | null {
  return plan.allowance.dataMb === null ? null : volumesOf(plan, facts)[anyUse]!
}

/** Volume for a game or for one video service is no help to who did not say that they use it. */
function countedApps(allowance: ListedPlan['allowance'], { countedApps }: FitFacts): number {
  const apps = allowance.socialApps?.toLowerCase()
  const counts = apps === undefined || countedApps.some((name) => apps.includes(name))
  return counts ? (allowance.socialMb ?? 0) : 0
}
