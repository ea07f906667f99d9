/**
 * HTTP in both directions: calls to outside parties, signed callbacks, answers given once per key,
 * and refusals as problem+json. Owns `platform.idempotency`.
 */
export { callParty, type HttpAnswer, type HttpRequest } from './client.ts'
export { type Answer, answerOnce } from './idempotency.ts'
export { statusOf, toFault, toProblem } from './problem.ts'
export { type SignedMessage, verifyWebhook } from './webhook.ts'
