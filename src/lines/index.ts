/**
 * Lines: the numbers that are kept alive, the reading of numbers as people type them, and what
 * their operators tell about them. Owns the schema `line`. A number nobody has claimed lives in the
 * shard hash(E.164) mod 256. Promises: an operator is asked about a line at most every ten minutes,
 * whoever looks; what it told stays, with its age, when it falls silent; what was not told is never
 * 0.
 */
export type { Deadline, LineClock } from './clocks.ts'
export { type CreateLines, createLines, type Lines, type LinesRoom } from './create-lines.ts'
export type { RunOut } from './forecast-run-out.ts'
export type { LineLink, OpenedLink } from './line-link.ts'
export type { LinePicture, LineQuestion } from './read-line.ts'
export { type ReadMsisdn, readMsisdn } from './read-msisdn.ts'
export { guestShard } from './shard.ts'
export { ensureLine, findLine, lineCtes, lineTable, listLines } from './store.ts'
export { type KeptDay, type LineState, wholeDays } from './usage.ts'
