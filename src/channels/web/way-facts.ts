import { pick } from '#i18n'
import { type Claim, here, type MethodFacts, situations } from '#payments'
import type { FactPage, SourcedFact } from './fact-page-view.ts'
import { wayPlace } from './fact-places.ts'
import type { Reader } from './reader.ts'
import { waysPlace } from './ways-page-view.ts'

/** How a seller is called in a sentence, and by its id. */
interface Seller {
  readonly id: string
  readonly short: string
}

/**
 * What is published about one way to pay: for each payer whether it works, and whether the seller
 * takes it. Undefined for a way that nobody knows.
 */
export function wayFacts(
  reader: Reader,
  facts: MethodFacts,
  seller: Seller,
  id: string,
): FactPage | undefined {
  const method = facts.methods.find((one) => one.id === id)
  if (!method) return undefined
  const name = pick(reader.language, method.name)
  const taken = facts.sellerClaim(id, seller.id)
  const takes = factOf(reader, {
    field: `seller.${seller.id}`,
    label: reader.text('ways.seller_takes', { seller: seller.short }),
    claim: taken,
    unknown: reader.text('pay_rule.seller_unknown', { seller: seller.short }),
  })
  const byPayer = situations.map((who) =>
    factOf(reader, {
      field: `payer.${who}`,
      label: reader.text(`payer.${who}`),
      claim: facts.payerClaim(id, who),
      unknown: reader.text('pay_rule.payer_unknown'),
    }),
  )
  return {
    about: { payment: id },
    place: wayPlace(seller.id, id),
    title: name,
    lead: reader.text('ways.facts_lead'),
    back: { place: waysPlace(seller.id, undefined), words: reader.text('ways.all') },
    facts: [...(seller.id === here ? [] : [takes]), ...byPayer],
  }
}

function factOf(
  reader: Reader,
  {
    field,
    label,
    claim,
    unknown,
  }: { field: string; label: string; claim: Claim | undefined; unknown: string },
): SourcedFact {
  if (!claim) return { field, label, value: unknown, shown: 'unknown', source: undefined }
  const { verdict, why, limits, provenance } = claim
  const gap = reader.language === 'zh' ? '' : ' '
  const sentences = [why, ...(limits ? [limits] : [])]
  const said = sentences.map((one) => pick(reader.language, one)).join(gap)
  const name = pick(reader.language, provenance.source)
  return {
    field,
    label: `${label} · ${reader.text(`verdict.${verdict}`)}`,
    value: said,
    shown: `${verdict}: ${sentences.map(({ en }) => en).join(' ')}`,
    source: { ...provenance, name, url: provenance.sourceUrl },
  }
}
