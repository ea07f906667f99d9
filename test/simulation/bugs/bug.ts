import type { Theme } from '../themes.ts'

/** A mistake that somebody could really make, as the smallest change that makes it. */
export interface Bug {
  readonly name: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** What it would do to people, and where it has happened. */
  readonly why: string
  /** The test that must go red, for what no single history of the simulation can show. */
  readonly ownTest?: string
  /** What the seeds are about that can show it; any seed when absent. */
  readonly theme?: Theme
}
