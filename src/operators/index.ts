/**
 * Upstreams that can renew a line: the contract each adapter keeps and the suite that tries it.
 * Owns no table: what was asked and answered stands in the renewal's attempts.
 */
export type * from './contract.ts'
export type * from './usage.ts'
export { bucketKinds } from './usage.ts'
