export type { TmfUsage } from './read-usage.ts'
export { createTmfOperator, type TmfOperatorConfig } from './tmf-operator.ts'
