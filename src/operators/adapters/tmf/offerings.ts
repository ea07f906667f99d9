import * as z from 'zod'
import type { HttpAnswer } from '#http'
import { fromDecimal } from '#kernel'
import type { UpstreamOffer } from '../../contract.ts'

const pageSize = 100

const offering = z.object({
  id: z.string(),
  name: z.string(),
  lifecycleStatus: z.string(),
  productOfferingPrice: z
    .array(z.object({ price: z.object({ unit: z.literal('PKR'), value: z.number() }) }))
    .min(1),
  prodSpecCharValueUse: z.array(
    z.object({
      name: z.string(),
      productSpecCharacteristicValue: z.array(z.object({ value: z.unknown() })).min(1),
    }),
  ),
})

const bases = z.enum(['balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown']).catch('unknown')
const rules = z.enum(['calendar_days', 'rolling', 'unknown']).catch('unknown')
const effects = z
  .enum(['stack', 'replace', 'queue', 'reject', 'extend_volume', 'unknown'])
  .catch('unknown')
const count = z.coerce.number().int().positive().nullable().catch(null)

/**
 * Reads the operator's whole TMF620 tariff, page by page.
 * @throws when a page does not come or is not a list: a tariff read by half would withdraw what is
 * still sold.
 */
export async function listOfferings(
  baseUrl: string,
  get: (url: string) => Promise<HttpAnswer>,
): Promise<UpstreamOffer[]> {
  const path = `${baseUrl}/tmf-api/productCatalogManagement/v4/productOffering`
  const offers: UpstreamOffer[] = []
  for (let offset = 0; ; offset += pageSize) {
    const answer = await get(`${path}?offset=${offset}&limit=${pageSize}`)
    if (answer.status !== 200 && answer.status !== 206) throw new Error(`tariff: ${answer.status}`)
    const page = z.array(z.unknown()).parse(answer.json)
    offers.push(...page.flatMap(readOffering))
    if (page.length < pageSize) return offers
  }
}

/** An offering that cannot be understood is left out, never guessed at. */
function readOffering(json: unknown): UpstreamOffer[] {
  const parsed = offering.safeParse(json)
  if (!parsed.success || parsed.data.lifecycleStatus !== 'Active') return []
  const { id, name, productOfferingPrice, prodSpecCharValueUse } = parsed.data
  const characteristic = (wanted: string) =>
    prodSpecCharValueUse.find((use) => use.name === wanted)?.productSpecCharacteristicValue[0]
      ?.value
  const price = fromDecimal(productOfferingPrice[0]!.price.value.toFixed(2), 'PKR')
  const basis = characteristic('priceBasis')
  if (!price) return []
  return [
    {
      plan: id,
      name,
      kind: String(characteristic('kind') ?? 'prepaid'),
      price: { basis: bases.parse(basis), amount: price.amount, currency: price.currency },
      validity: {
        days: count.parse(characteristic('validityDays')),
        hours: count.parse(characteristic('validityHours')),
        rule: rules.parse(characteristic('validityRule')),
      },
      renewalEffect: effects.parse(characteristic('renewalEffect')),
    },
  ]
}
