/**
 * Lines: the numbers that are kept alive, and the reading of numbers as people type them.
 * Owns the schema `line`. A number nobody has claimed lives in the shard hash(E.164) mod 256.
 */
export { type ReadMsisdn, readMsisdn } from './read-msisdn.ts'
export { guestShard } from './shard.ts'
export { ensureLine, findLine, lineCtes, lineTable, listLines } from './store.ts'
