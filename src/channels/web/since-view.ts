import { html } from 'hono/html'
import { formatRate } from '#i18n'
import type { QuoteChange } from '#quotes'
import { factLabel, factWords } from './fact-words.ts'
import { day, price } from './figures.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import type { Since } from './since-model.ts'

/**
 * What is different from the last time, for who holds the receipt of that time and knows its
 * number.
 */
export function sinceNote(reader: Reader, since: Since | undefined): Html | undefined {
  if (!since) return undefined
  const when = { day: day(reader, since.at) }
  // A published price that moves moves the total: what is paid says it.
  const isTotal = since.changes.some(({ fact }) => fact === 'total')
  const shown = since.changes.filter(({ fact }) => fact !== 'price' || !isTotal)
  if (shown.length === 0) return html`<p class="note">${reader.words('since.nothing', when)}</p>`
  return html`
    <section class="note binds">
    <h2>${reader.words('since.heading', when)}</h2>
    <ul>${shown.map((change) => html`<li>${changeWords(reader, change)}</li>`)}</ul>
    </section>`
}

function changeWords(reader: Reader, change: QuoteChange): Words {
  const { fact, before, now } = change
  if (fact === 'total') {
    const values = { old: price(reader, before), now: price(reader, now) }
    return reader.words(now > before ? 'since.dearer' : 'since.cheaper', values)
  }
  if (fact === 'advance_tax' || fact === 'service_tax')
    return reader.words(`since.${fact}`, {
      old: bdi(formatRate(before)),
      now: bdi(formatRate(now)),
    })
  const said = (value: unknown) => factWords(reader, fact, plain(value))
  return reader.words('since.fact', {
    ...{ fact: factLabel(reader, fact), old: said(before), now: said(now) },
  })
}

type Stated = Parameters<typeof factWords>[2]

/** A price of a quote has a bigint, one of the catalogue's facts a number. */
function plain(value: unknown): Stated {
  const amount = (value as { amount?: unknown } | null)?.amount
  return (
    typeof amount === 'bigint' ? { ...(value as object), amount: Number(amount) } : value
  ) as Stated
}
