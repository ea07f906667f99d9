/**
 * `npm run release -- --by NAME`, after `npm run reconcile -- --after-restore`: lets the engine run
 * again on a restored database.
 */
import { parseArgs } from 'node:util'
import { BootProblem } from '#db'
import { systemClock } from '#kernel'
import { readConfig } from './config.ts'
import { reachDatabase } from './reach-database.ts'
import { releaseMoved } from './release-restored.ts'

try {
  const { values } = parseArgs({ options: { by: { type: 'string' } }, strict: false })
  const config = readConfig(process.env)
  const by = typeof values.by === 'string' ? values.by : undefined
  const database = await reachDatabase(config)
  try {
    const { environment } = config
    const release = { environment, by, at: systemClock.now() }
    const open = await releaseMoved(database.ownerUrl, release)
    console.log(
      'Released: the next start charges, delivers and refunds again. ' +
        `${open} cases wait for a person: npm run cases`,
    )
  } finally {
    await database.close()
  }
} catch (error) {
  if (!(error instanceof BootProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
