/**
 * `npm run release -- --by NAME`, after `npm run reconcile -- --after-restore`: lets the engine run
 * again on a restored database. `-- --ahead --by NAME`, before a standby that has everything takes
 * over: the engine goes on there without a pause.
 */
import { parseArgs } from 'node:util'
import { BootProblem } from '#db'
import { systemClock } from '#kernel'
import { readConfig } from './config.ts'
import { reachDatabase } from './reach-database.ts'
import { releaseFailover, releaseMoved } from './release-restored.ts'

try {
  const options = { by: { type: 'string' }, ahead: { type: 'boolean' } } as const
  const { values } = parseArgs({ options, strict: false })
  const config = readConfig(process.env)
  const by = typeof values.by === 'string' ? values.by : undefined
  const database = await reachDatabase(config)
  try {
    const { environment } = config
    const release = { environment, by, at: systemClock.now() }
    if (values.ahead) {
      const until = await releaseFailover(database.ownerUrl, release)
      console.log(
        `Announced: until ${until.toISOString()} a standby may take over once, and work goes on. ` +
          'Only for a standby that has everything: what it lacks would be done again.',
      )
    } else {
      const open = await releaseMoved(database.ownerUrl, release)
      console.log(
        'Released: the next start charges, delivers and refunds again. ' +
          `${open} cases wait for a person: npm run cases`,
      )
    }
  } finally {
    await database.close()
  }
} catch (error) {
  if (!(error instanceof BootProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
