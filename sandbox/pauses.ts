/**
 * Requests and answers that are on their way for a while, on the sandbox's clock. They live in
 * memory alone: a process that ends has cut their sockets anyway.
 */
export interface Pauses {
  /** True when the moment came; false when everything on its way was dropped. */
  wait(dueAt: number): Promise<boolean>
  findNextDue(): number | undefined
  /** Lets go what is due; true when that was anything. */
  release(at: number): boolean
  drop(): void
}

interface Pause {
  readonly dueAt: number
  readonly end: (isTime: boolean) => void
}

export function createPauses(): Pauses {
  /** By the moment they end, so that what becomes due in one step goes on in order. */
  let waiting: Pause[] = []
  return {
    wait(dueAt) {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const place = waiting.findIndex((other) => other.dueAt > dueAt)
      waiting.splice(place < 0 ? waiting.length : place, 0, { dueAt, end: resolve })
      return promise
    },
    findNextDue: () => waiting[0]?.dueAt,
    release(at) {
      const later = waiting.findIndex((pause) => pause.dueAt > at)
      const due = waiting.splice(0, later < 0 ? waiting.length : later)
      for (const pause of due) pause.end(true)
      return due.length > 0
    },
    drop() {
      const dropped = waiting
      waiting = []
      for (const pause of dropped) pause.end(false)
    },
  }
}
