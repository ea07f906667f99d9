/** What is sealed with the installation's secret. Owns no table. */
export { createSealing, type Sealing } from './sealing.ts'
