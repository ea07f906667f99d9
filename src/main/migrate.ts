/**
 * `npm run migrate [-- --distribute]`: brings the database of `DATABASE_URL` to the newest schema,
 * as every start does by itself. With `--distribute` it then spreads the tables over the servers of
 * a Citus cluster (docs/SCALE.md); without Citus there is nothing to spread.
 */
import { parseArgs } from 'node:util'
import { BootProblem, distribute, migrate } from '#db'
import { systemClock } from '#kernel'
import { readConfig } from './config.ts'
import { placement } from './placement.ts'
import { reachDatabase } from './reach-database.ts'

try {
  const asked = readArguments()
  const database = await reachDatabase(readConfig(process.env))
  try {
    const applied = await migrate(database.ownerUrl, systemClock.now())
    console.log(
      applied.length === 0 ? 'The schema is the newest.' : `Applied ${applied.join(', ')}`,
    )
    if (asked) await tellDistribution(database.ownerUrl)
  } finally {
    await database.close()
  }
} catch (error) {
  if (!(error instanceof BootProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function tellDistribution(ownerUrl: string): Promise<void> {
  const done = await distribute(ownerUrl, placement)
  if (done === undefined) return console.log('This PostgreSQL has no Citus: nothing to distribute.')
  const tell = (names: readonly string[]) => (names.length === 0 ? 'nothing new' : names.join(', '))
  console.log(`Distributed by shard: ${tell(done.distributed)}`)
  console.log(`Copied to every server: ${tell(done.reference)}`)
}

function readArguments(): boolean {
  try {
    const { values } = parseArgs({ options: { distribute: { type: 'boolean' } } })
    return values.distribute === true
  } catch (error) {
    throw new BootProblem((error as Error).message)
  }
}
