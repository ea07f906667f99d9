import { type Answer, text, type Whole } from '../http.ts'
import type { Strike } from './schedule.ts'

const html = { 'content-type': 'text/html' }
const asJson = { 'content-type': 'application/json' }

/**
 * What a party says when something between it and the caller is broken. Never an empty list: that
 * would be a readable "not found", which only `stale_lookup` may say.
 */
const ruins: readonly ((answer: Whole) => Answer)[] = [
  () => text(200, ''),
  () => text(200, '<<OK|0x1F DONE{'),
  () => text(200, '<html><body>Service temporarily moved</body></html>', html),
  () => text(200, 'null', asJson),
  () => text(200, '{"status":"OK"}', asJson),
  (answer) => text(answer.status, answer.body.slice(0, answer.body.length >> 1), asJson),
]

export function ruin(answer: Whole, strike: Strike): Answer {
  return ruins[Math.floor(strike.draw('garbage') * ruins.length)]!(answer)
}
