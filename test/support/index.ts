/**
 * What tests lean on: a database of their own, a clock that they move, chance that repeats itself.
 */
export { type TestClock, testClock } from './clock.ts'
export { stopTestCluster, type TestCluster, templateName, testCluster } from './cluster.ts'
export { type TestDatabase, testDatabase, watchFailures } from './database.ts'
export { type SeededRandom, seededRandom } from './random.ts'
export { now, rules, workOf } from './work.ts'
