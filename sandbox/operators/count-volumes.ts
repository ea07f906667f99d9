import type { Bundle } from '../store/bundles.ts'
import { findPlan, type OperatorRules, type TariffPlan } from '../tariff.ts'
import type { World } from '../world.ts'
import { type Use, useBetween } from './line-use.ts'
import { shopBundle } from './shop-bundle.ts'

export const volumeNames = [
  ...(['dataMb', 'dataOffpeakMb', 'socialMb'] as const),
  ...(['minutesAllNet', 'minutesOnNet', 'minutesOffNet', 'sms'] as const),
] as const
export type VolumeName = (typeof volumeNames)[number]

/** What a bundle gave of one volume, and how much of it was used. */
export interface CountedVolume {
  readonly name: VolumeName
  readonly total: number
  used: number
}

export interface CountedBundle {
  readonly bundle: Bundle
  readonly plan: TariffPlan
  readonly volumes: readonly CountedVolume[]
}

/** Of all data, what falls into the night and what into the apps that have volumes of their own. */
const nightShare = 0.15
const appShare = 0.2
const ownNetShare = 0.6

/**
 * The bundles that run at a moment, with what is used of each: what ends first is used first, as
 * long as it runs. What a line uses beyond its volumes comes off nothing here.
 */
export function countVolumes(
  world: World,
  rules: OperatorRules,
  msisdn: string,
  at: number,
): CountedBundle[] {
  const bought = world.store.bundles
    .listOfLine(msisdn)
    .filter(({ operator, cancelledAt }) => operator === rules.id && cancelledAt === null)
  const counted = [...bought, ...shopBundle(rules, msisdn, at)]
    .filter(({ startsAt }) => startsAt <= at)
    .map((bundle): CountedBundle => ({ bundle, ...volumesOf(rules, bundle) }))
    .sort((a, b) => endOf(a.bundle) - endOf(b.bundle))
  const moments = counted.flatMap(({ bundle }) => [bundle.startsAt, endOf(bundle)])
  const turns = [...new Set([...moments.filter((moment) => moment < at), at])].sort((a, b) => a - b)
  for (const [i, from] of turns.slice(0, -1).entries()) {
    const running = counted.filter(({ bundle }) => bundle.startsAt <= from && endOf(bundle) > from)
    if (running.length > 0) consume(running, useBetween(msisdn, from, turns[i + 1]!))
  }
  return counted.filter(({ bundle }) => endOf(bundle) > at)
}

const endOf = ({ endsAt, replacedAt }: Bundle) => Math.min(endsAt, replacedAt ?? endsAt)

function volumesOf(rules: OperatorRules, { plan: id }: Bundle) {
  const plan = findPlan(rules.id, id)!
  const { dataMb, dataOffpeakMb = 0 } = plan
  const totals = { ...plan, dataMb: dataMb === null ? null : dataMb - dataOffpeakMb }
  const volumes = volumeNames.flatMap((name): CountedVolume[] => {
    const total = totals[name]
    return total ? [{ name, total, used: 0 }] : []
  })
  return { plan, volumes }
}

function consume(running: readonly CountedBundle[], { dataMb, minutes, sms }: Use): void {
  const take = (amount: number, ...names: readonly VolumeName[]) => {
    let left = amount
    for (const name of names)
      for (const { volumes } of running) {
        const volume = volumes.find((it) => it.name === name)
        if (!volume) continue
        const taken = Math.min(left, volume.total - volume.used)
        volume.used += taken
        left -= taken
      }
  }
  take(dataMb * nightShare, 'dataOffpeakMb', 'dataMb')
  take(dataMb * appShare, 'socialMb', 'dataMb')
  take(dataMb * (1 - nightShare - appShare), 'dataMb')
  take(minutes * ownNetShare, 'minutesOnNet', 'minutesAllNet')
  take(minutes * (1 - ownNetShare), 'minutesOffNet', 'minutesAllNet')
  take(sms, 'sms')
}
