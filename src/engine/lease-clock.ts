/**
 * How long a reading of the database's clock is carried on by this machine's own. A machine that
 * stood still meanwhile believes its leases end earlier than they could: others look after its rows
 * sooner, and its own sends are held back by the monotonic clock all the same.
 */
export const carriedMs = 250

/**
 * The database's clock for a process that claims often: read at most four times a second, and in
 * between carried on by the monotonic clock, which no time server sets back.
 */
export function carryLeaseClock(
  read: () => Promise<Date>,
  monotonic: () => number,
): () => Promise<Date> {
  let last: { readonly at: number; readonly since: number } | undefined
  return async () => {
    // From before the reading: what it took to arrive makes the lease longer, never shorter.
    const since = monotonic()
    if (last && since - last.since < carriedMs) return new Date(last.at + (since - last.since))
    const at = await read()
    last = { at: at.getTime(), since }
    return at
  }
}
