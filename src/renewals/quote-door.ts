import type { Db } from '#db'
import type { Upstreams } from '#engine'
import {
  findQuoteRow,
  insertQuote,
  type PreparedQuote,
  prepareQuote,
  type QuoteContext,
  quoteOf,
} from '#quotes'
import type { Renewals } from './index.ts'
import { findIllness, refuseQuote, warnOfIllness } from './refuse-upstream.ts'

type QuoteDoor = Pick<
  Renewals,
  'prepareQuote' | 'saveQuote' | 'makeQuote' | 'findQuote' | 'findIllness'
>

/** Quotes as the other rooms get them: with what is known of the operator at that moment. */
export function createQuoteDoor(
  context: QuoteContext & { readonly db: Db; readonly upstreams: Upstreams },
): QuoteDoor {
  const { db, upstreams, terms } = context
  const prepare: QuoteDoor['prepareQuote'] = async (request) => {
    const prepared = await prepareQuote(request, context)
    await refuseQuote(upstreams, prepared.terms.operator.id)
    return prepared
  }
  const save = async (on: Db, { quote, ...prepared }: PreparedQuote) => {
    await insertQuote(on, quote, prepared.termsId)
    return warnOfIllness(upstreams, quoteOf(quote, prepared.terms))
  }
  return {
    prepareQuote: prepare,
    saveQuote: (prepared, within) => save(within, prepared),
    makeQuote: async (request) => save(db, await prepare(request)),
    async findQuote(id) {
      const row = await findQuoteRow(db, id)
      return row && quoteOf(row.kept, await terms.get(row.termsId))
    },
    findIllness: (operator) => findIllness(upstreams, operator),
  }
}
