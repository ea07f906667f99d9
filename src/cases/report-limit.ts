import type { Clock } from '#kernel'

/** So many at once, then one every two seconds: more people than that never find a mistake. */
const most = 30
const everyMs = 2000

/** Whether one more report may be taken by this process now; it counts the ones it lets through. */
export function createReportLimit(clock: Clock): () => boolean {
  let left: number = most
  let since = clock.now().getTime()
  return () => {
    const now = clock.now().getTime()
    const come = Math.max(0, Math.floor((now - since) / everyMs))
    left = Math.min(most, left + come)
    since = left === most ? now : since + come * everyMs
    if (left === 0) return false
    left -= 1
    return true
  }
}
