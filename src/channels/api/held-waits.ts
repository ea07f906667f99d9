/** Answers that are being waited for, counted per key; who waits for nothing takes no room. */
export interface HeldWaits {
  /** Waits in one of the key's places; undefined, at once, when all of them are taken. */
  hold<Answer>(key: string, wait: () => Promise<Answer>): Promise<Answer | undefined>
}

export function createHeldWaits(most: number): HeldWaits {
  const held = new Map<string, number>()
  return {
    async hold(key, wait) {
      const now = held.get(key) ?? 0
      if (now >= most) return undefined
      held.set(key, now + 1)
      try {
        return await wait()
      } finally {
        const left = held.get(key)! - 1
        if (left === 0) held.delete(key)
        else held.set(key, left)
      }
    },
  }
}
