import type { Topup } from '../store/topups.ts'

/**
 * A top-up as it stood at a moment; undefined when there was none yet. The books stay as they are.
 */
export function topupAsOf(topup: Topup, at: number): Topup | undefined {
  if (topup.requestedAt > at) return undefined
  const settledAt = topup.completedAt ?? topup.failedAt
  if (settledAt !== null && settledAt > at)
    return { ...topup, status: 'created', completedAt: null, reason: null }
  if (topup.reversedAt !== null && topup.reversedAt > at)
    return { ...topup, status: 'completed', reason: null }
  return topup
}
