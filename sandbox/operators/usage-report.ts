import { type Answer, type Call, isObject, json, readObject } from '../http.ts'
import type { OperatorRules } from '../tariff.ts'
import { newId, timeText, type World } from '../world.ts'
import { volumeBuckets } from './buckets.ts'
import { type CountedVolume, countVolumes } from './count-volumes.ts'
import { dayOf, useBetween } from './line-use.ts'
import { quantity, type Telling, tellingOf, usageTypeOf, withhold } from './telling.ts'
import { tmfError } from './topup-view.ts'

const path = 'tmf-api/usageConsumption/v4/queryUsageConsumption'
/** So many whole days behind the one that runs. */
const history_days = 30

/** The number that a query is about; undefined when it names none. */
export function readQueried(body: string): string | undefined {
  const criteria = readObject(body)?.searchCriteria
  const resources = isObject(criteria) ? criteria.logicalResource : undefined
  const [first] = Array.isArray(resources) ? resources : []
  return isObject(first) && typeof first.id === 'string' ? first.id : undefined
}

/**
 * POST queryUsageConsumption (TMF677 v4): what is used of each volume that runs, and what the line
 * used on each of the last days. SCOM has no such interface.
 */
export function queryUsage(world: World, rules: OperatorRules, call: Call): Answer {
  if (rules.id === 'scom') return tmfError(404, 'notFound', 'There is nothing here.')
  const msisdn = readQueried(call.body)
  if (msisdn === undefined || !/^\+923\d{9}$/.test(msisdn))
    return tmfError(
      400,
      'invalidRequest',
      'searchCriteria.logicalResource[0].id must be a number like +923001234000.',
    )
  const withheld = withhold(msisdn)
  if (withheld) return withheld
  const id = newId('uc')
  return json(201, {
    '@type': 'QueryUsageConsumption',
    id,
    href: `/${rules.id}/${path}/${id}`,
    queryUsageConsumptionDate: timeText(world.clock.now()),
    searchCriteria: readObject(call.body)!.searchCriteria,
    usageConsumption: [reportView(world, rules, msisdn)],
  })
}

function reportView(world: World, rules: OperatorRules, msisdn: string) {
  const telling = tellingOf(msisdn)
  const at = world.clock.now() - telling.age_ms
  const bundles = countVolumes(world, rules, msisdn, at)
  return {
    '@type': 'UsageConsumption',
    id: newId('ucr'),
    name: 'Usage of a line',
    state: 'done',
    lastUpdate: telling.dated ? timeText(at) : undefined,
    logicalResource: [
      {
        id: telling.mistaken ? '+923009999999' : msisdn,
        '@referredType': 'MSISDN',
        consumptionSummary: telling.foreign ? [] : daysBefore(msisdn, at, telling),
      },
    ],
    bucketRefOrValue: bundles.flatMap((counted) =>
      volumeBuckets(rules, counted, telling).map((bucket, i) => ({
        ...bucket,
        bucketCounter: counters(counted.volumes[i]!, telling),
      })),
    ),
  }
}

/** ConsumptionSummary `used`, over the whole time of the bundle. */
function counters(volume: CountedVolume, telling: Telling) {
  const { name, total, used } = volume
  const usageType = usageTypeOf(name)
  const told = { counterType: 'used', level: 'global' }
  const value = quantity(usageType, total - Math.floor(total - used), telling)
  const given = {
    counterType: 'total',
    level: 'global',
    value: quantity(usageType, total, telling),
  }
  return telling.unlimited && name === 'minutesOnNet'
    ? [{ ...told, value }]
    : [{ ...told, value }, given]
}

/** One ConsumptionSummary for each day and kind; the day that runs is told as far as it went. */
function daysBefore(msisdn: string, at: number, telling: Telling) {
  const today = dayOf(at)
  const first = today.start - history_days * 86_400_000
  const summaries: object[] = []
  for (let start = first; start <= today.start; start = dayOf(start).end) {
    const { end } = dayOf(start)
    const use = useBetween(msisdn, start, Math.min(end, at))
    const consumptionPeriod = { startDateTime: timeText(start), endDateTime: timeText(end) }
    const kinds = { data: use.dataMb, voice: use.minutes, sms: use.sms } as const
    for (const usageType of ['data', 'voice', 'sms'] as const)
      summaries.push({
        counterType: 'used',
        level: 'day',
        consumptionPeriod,
        value: quantity(usageType, Math.ceil(kinds[usageType]), telling),
      })
  }
  return summaries
}
