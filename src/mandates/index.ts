/**
 * Lines that renew themselves: what a customer asks for once, and what the engine makes of it when
 * it falls due. Owns no table; a mandate's row is an obligation (`#obligations`). Promises: a
 * period is renewed once; never above the price the customer allowed, never beyond what the wallet
 * holds; what cannot be renewed is set aside with its reason and tried again.
 */
export { type AutoRenewer, type AutoRenewOptions, createAutoRenewer } from './auto-renew.ts'
export {
  checkMandate,
  giveMandate,
  type MandateContext,
  type MandateRequest,
} from './give-mandate.ts'
