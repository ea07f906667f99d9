import type { Db } from '#db'
import type { Upstreams } from '#engine'
import { findQuote, insertQuote, type PreparedQuote, prepareQuote, quoteOf } from '#quotes'
import type { Renewals } from './index.ts'
import { findIllness, refuseQuote, warnOfIllness } from './refuse-upstream.ts'

type QuoteDoor = Pick<
  Renewals,
  'prepareQuote' | 'saveQuote' | 'makeQuote' | 'findQuote' | 'findIllness'
>

/** Quotes as the other rooms get them: with what is known of the operator at that moment. */
export function createQuoteDoor(
  context: Parameters<typeof prepareQuote>[1] & { readonly db: Db; readonly upstreams: Upstreams },
): QuoteDoor {
  const { db, upstreams } = context
  const prepare: QuoteDoor['prepareQuote'] = async (request) => {
    const prepared = await prepareQuote(request, context)
    await refuseQuote(upstreams, prepared.terms.operator.id)
    return prepared
  }
  const save = async (on: Db, { quote, terms }: PreparedQuote) => {
    await insertQuote(on, quote, terms)
    return warnOfIllness(upstreams, quoteOf(quote, terms))
  }
  return {
    prepareQuote: prepare,
    saveQuote: (prepared, within) => save(within, prepared),
    makeQuote: async (request) => save(db, await prepare(request)),
    findQuote: async (id) => (await findQuote(db, id))?.quote,
    findIllness: (operator) => findIllness(upstreams, operator),
  }
}
