import type { Answer, Call } from '../http.ts'
import { type Bundle, bundleStatus } from '../store/bundles.ts'
import { findPlan, type OperatorRules, type TariffPlan } from '../tariff.ts'
import { rupees, timeText, type World } from '../world.ts'
import { listAnswer, readPage } from './listing.ts'
import { balancePath, tmfError } from './topup-view.ts'

interface Volume {
  readonly name: keyof TariffPlan & string
  readonly usageType: 'data' | 'voice' | 'sms'
  readonly units: string
}

const volumes: readonly Volume[] = [
  { name: 'dataMb', usageType: 'data', units: 'MB' },
  { name: 'minutesAllNet', usageType: 'voice', units: 'min' },
  { name: 'minutesOnNet', usageType: 'voice', units: 'min' },
  { name: 'minutesOffNet', usageType: 'voice', units: 'min' },
  { name: 'sms', usageType: 'sms', units: 'SMS' },
]

/**
 * GET bucket of one number: its balance, and the volumes of every running bundle. Nobody uses any
 * here.
 */
export function listBuckets(world: World, rules: OperatorRules, call: Call): Answer {
  const msisdn = call.query.get('logicalResource.id')
  if (msisdn === null || !/^\+923\d{9}$/.test(msisdn))
    return tmfError(
      400,
      'invalidRequest',
      'logicalResource.id must be a number like +923001234000.',
    )
  const at = world.clock.now()
  const running = world.store.bundles
    .listLive(rules.id, msisdn, at)
    .filter((bundle) => bundleStatus(bundle, at) === 'active')
  const all = [
    balanceBucket(world, rules, msisdn),
    ...running.flatMap((bundle) => volumeBuckets(rules, bundle)),
  ]
  const { offset, limit } = readPage(call)
  return listAnswer(call, all.slice(offset, offset + limit), all.length)
}

function balanceBucket(world: World, rules: OperatorRules, msisdn: string) {
  const balances = world.store.topups.listBalances(msisdn)
  const amount = balances.find((balance) => balance.operator === rules.id)?.amount ?? 0n
  const remainingValue = { amount: rupees(amount), units: 'PKR' }
  return bucketView(rules, `${msisdn}-main`, msisdn, {
    usageType: 'monetary',
    name: 'main',
    remainingValue,
  })
}

function volumeBuckets(rules: OperatorRules, bundle: Bundle): Record<string, unknown>[] {
  const plan = findPlan(rules.id, bundle.plan)!
  return volumes.flatMap(({ name, usageType, units }) => {
    const amount = plan[name]
    if (amount === null) return []
    const validFor = {
      startDateTime: timeText(bundle.startsAt),
      endDateTime: timeText(bundle.endsAt),
    }
    const remainingValue = { amount, units }
    const product = [{ id: bundle.id, name: plan.name, '@referredType': 'Product' }]
    const content = { usageType, name, remainingValue, product, validFor }
    return [bucketView(rules, `${bundle.id}-${name}`, bundle.msisdn, content)]
  })
}

function bucketView(rules: OperatorRules, id: string, msisdn: string, content: object) {
  return {
    '@type': 'Bucket',
    id,
    href: `/${rules.id}/${balancePath}/bucket/${id}`,
    status: 'active',
    isShared: false,
    logicalResource: [{ id: msisdn, '@referredType': 'MSISDN' }],
    ...content,
  }
}
