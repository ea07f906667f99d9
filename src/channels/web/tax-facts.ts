import type { TaxRule } from '#catalog'
import { formatRate } from '#i18n'
import type { FactPage } from './fact-page-view.ts'
import { taxPlace } from './fact-places.ts'
import { bdi, type Reader } from './reader.ts'
import { sourceName } from './source-words.ts'

/** What is published about the taxes of one territory from one day on. */
export function taxFacts(reader: Reader, rule: TaxRule): FactPage {
  const { id, territory, effectiveFrom, effectiveUntil, asOf, verified } = rule
  const source = { name: sourceName(reader, rule.source), url: null, asOf, verified }
  const rate = (field: 'advance_tax' | 'service_tax', basisPoints: number) => {
    const shown = formatRate(basisPoints)
    return { field, label: reader.text(`fact.${field}`), value: bdi(shown), shown, source }
  }
  const days = { from: bdi(effectiveFrom), until: bdi(effectiveUntil ?? '') }
  return {
    about: { tax: id },
    place: taxPlace(id),
    title: reader.text('tax.title', { territory: reader.text(`territory.${territory}`) }),
    lead: reader.words('tax.lead', { rule: bdi(id) }),
    back: undefined,
    facts: [
      rate('advance_tax', rule.advanceTaxBp),
      rate('service_tax', rule.serviceTaxBp),
      {
        field: 'effective',
        label: reader.text('fact.effective'),
        value: reader.words(effectiveUntil === null ? 'tax.from' : 'tax.between', days),
        shown: `${effectiveFrom} – ${effectiveUntil ?? ''}`,
        source: undefined,
      },
    ],
  }
}
