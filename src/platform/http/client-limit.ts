import { type Clock, Fault } from '#kernel'

/** So many at once, then one more each time this long has passed. */
export interface Allowance {
  readonly most: number
  readonly everyMs: number
}

/**
 * Counts what each client was let through by this process. A name that has not been seen for long
 * is forgotten, and so has its whole allowance again.
 */
export interface ClientLimit {
  /** Takes one for this client: 0 when there was one, else the milliseconds until there is. */
  take(client: string): number
  /** Whether there is one, without taking it. */
  has(client: string): boolean
}

interface Bucket {
  readonly left: number
  /** The moment up to which what came is counted in `left`. */
  readonly since: number
}

/** 10,000 names of 100 bytes are 2 MB; who has come least lately goes first. */
const mostClients = 10_000

export function createClientLimit(
  clock: Clock,
  { most, everyMs }: Allowance,
  remembered = mostClients,
): ClientLimit {
  const buckets = new Map<string, Bucket>()

  function read(client: string): Bucket {
    const now = clock.now().getTime()
    const kept = buckets.get(client)
    if (!kept) return { left: most, since: now }
    const come = Math.max(0, Math.floor((now - kept.since) / everyMs))
    const left = Math.min(most, kept.left + come)
    return { left, since: left === most ? now : kept.since + come * everyMs }
  }

  return {
    has: (client) => read(client).left > 0,
    take(client) {
      const { left, since } = read(client)
      // Taken out and put in again, the map keeps its names in the order in which they came.
      buckets.delete(client)
      buckets.set(client, { left: Math.max(0, left - 1), since })
      if (buckets.size > remembered) buckets.delete(buckets.keys().next().value!)
      return left > 0 ? 0 : since + everyMs - clock.now().getTime()
    },
  }
}

/** @throws Fault `code`, too_many, with the seconds until it may be tried again */
export function takeOrRefuse(limit: ClientLimit, client: string, code: string): void {
  const waitMs = limit.take(client)
  if (waitMs === 0) return
  throw new Fault('too_many', code, { details: { retry_after_s: Math.ceil(waitMs / 1000) } })
}

/** For the Retry-After header of a refusal; undefined where it says nothing. */
export function retryAfter({ details }: Fault): string | undefined {
  return details.retry_after_s === undefined ? undefined : String(details.retry_after_s)
}
