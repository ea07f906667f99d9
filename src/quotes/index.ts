/**
 * What a renewal will cost and do, locked for a while: price, tax rule, stated effect, best moment.
 * Owns the schema `quote`. Promises: what was quoted is what is charged; later changes of the
 * catalogue do not reach it, and quoting reads nobody's line.
 */
export { changesSince, type QuoteChange } from './changes-since.ts'
export { bestMomentOf, effectOf } from './effect.ts'
export { type KeptTerms, keepTerms } from './keep-terms.ts'
export { prepareQuote, type QuoteContext } from './prepare-quote.ts'
export type * from './quote.ts'
export {
  copyQuoteCte,
  findQuoteRow,
  insertQuote,
  lockQuote,
  type QuoteRow,
  quoteTable,
  setMoved,
  termsTable,
} from './store.ts'
export { type KeptQuote, type PreparedQuote, quoteOf, type Terms, termsOf } from './terms.ts'
