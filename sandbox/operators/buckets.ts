import type { Answer, Call } from '../http.ts'
import type { OperatorRules } from '../tariff.ts'
import { rupees, timeText, type World } from '../world.ts'
import { type CountedBundle, countVolumes } from './count-volumes.ts'
import { listAnswer, readPage } from './listing.ts'
import { remainingOf, type Telling, tellingOf, usageTypeOf, withhold } from './telling.ts'
import { balancePath, tmfError } from './topup-view.ts'

/**
 * GET bucket of one number: its balance, and what is left of the volumes of every running bundle.
 * `confirmationDate` is when the operator counted.
 */
export function listBuckets(world: World, rules: OperatorRules, call: Call): Answer {
  const msisdn = call.query.get('logicalResource.id')
  if (msisdn === null || !/^\+923\d{9}$/.test(msisdn))
    return tmfError(
      400,
      'invalidRequest',
      'logicalResource.id must be a number like +923001234000.',
    )
  const withheld = withhold(msisdn)
  if (withheld) return withheld
  const telling = tellingOf(msisdn)
  const at = world.clock.now() - telling.age_ms
  const all = [
    balanceBucket(world, rules, msisdn),
    ...countVolumes(world, rules, msisdn, at).flatMap((counted) =>
      volumeBuckets(rules, counted, telling),
    ),
  ].map((bucket) => (telling.dated ? { ...bucket, confirmationDate: timeText(at) } : bucket))
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

/** TMF654 Bucket of each volume of a bundle. */
export function volumeBuckets(
  rules: OperatorRules,
  { bundle, plan, volumes }: CountedBundle,
  telling: Telling,
): Record<string, unknown>[] {
  const validFor = {
    startDateTime: timeText(bundle.startsAt),
    endDateTime: timeText(bundle.endsAt),
  }
  const product = [{ id: bundle.id, name: plan.name, '@referredType': 'Product' }]
  const msisdn = telling.mistaken ? '+923009999999' : bundle.msisdn
  return volumes.map((volume) => {
    const { name } = volume
    const usageType = usageTypeOf(name)
    const content = { usageType, name, ...remainingOf(volume, telling), product, validFor }
    return bucketView(rules, `${bundle.id}-${name}`, msisdn, content)
  })
}

function bucketView(
  rules: OperatorRules,
  id: string,
  msisdn: string,
  content: object,
): Record<string, unknown> {
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
