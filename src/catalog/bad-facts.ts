/** One mistake in a fact and the way out of it. */
export interface Problem {
  readonly file: string
  /** The entry by position or id. */
  readonly entry: string
  readonly field: string
  readonly problem: string
  /** What to write instead. */
  readonly remedy: string
}

/**
 * Every problem of every file at once, each with the file, the entry, the field and what to write
 * instead.
 */
export class BadFacts extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(
      (p) => `${p.file}: ${p.entry}: ${p.field}: ${p.problem}. ${p.remedy}.`,
    )
    super(`${problems.length} bad fact(s)\n${lines.join('\n')}`)
    this.name = 'BadFacts'
    this.problems = problems
  }
}
