/** How often an operator is asked about one line, and how long what it told is kept. */
export interface UsagePolicy {
  /** After an answer nobody asks again for so long, whoever looks at the line. */
  readonly askEveryMs: number
  /** After silence sooner: it may have been a cut. */
  readonly askAgainMs: number
  /** What is not told today is not told in an hour. */
  readonly askRefusedMs: number
  /** How long a reader waits for the operator; what comes later is kept for the next one. */
  readonly patienceMs: number
  /** From this age on a picture is called old, and the reader is told what to do. */
  readonly staleMs: number
  readonly keepDays: number
  /** A line that nobody asked about for so long is forgotten. */
  readonly forgetMs: number
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export const usagePolicy: UsagePolicy = {
  askEveryMs: 10 * minuteMs,
  askAgainMs: 2 * minuteMs,
  askRefusedMs: dayMs,
  patienceMs: 2_500,
  staleMs: 3 * 60 * minuteMs,
  keepDays: 60,
  forgetMs: 60 * dayMs,
}

/** Clocks of two companies differ; a count of later than this was dated wrongly. */
export const mostAheadMs = 5 * minuteMs
