export { createTmfOperator, type TmfOperatorConfig } from './tmf-operator.ts'
