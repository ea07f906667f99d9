/**
 * The words of the trade, pure: it imports nothing and knows no database, no network and no clock
 * of its own.
 */
export * from './clock.ts'
export * from './fault.ts'
export * from './ids.ts'
export * from './money.ts'
export * from './msisdn.ts'
export * from './outcome.ts'
export * from './period.ts'
export * from './saying.ts'
