/**
 * HTTP in both directions: calls to outside parties, signed callbacks, answers given once per key,
 * how much one client may ask, and refusals as problem+json. Owns `platform.idempotency`.
 */

export { callParty, type HttpAnswer, type HttpRequest } from './client.ts'
export { clientAddress, clientName, type Proxies, readProxies } from './client-address.ts'
export {
  type Allowance,
  type ClientLimit,
  createClientLimit,
  retryAfter,
  takeOrRefuse,
} from './client-limit.ts'
export { type Answer, answerOnce } from './idempotency.ts'
export { statusOf, toFault, toProblem } from './problem.ts'
export { type SignedMessage, verifyWebhook } from './webhook.ts'
