/** After a restore, once the books were compared with every party: lets the engine run again. */
import { BootProblem, releaseInstall, startEmbedded } from '#db'
import { readConfig } from './config.ts'

try {
  const config = readConfig(process.env)
  const server = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir })
  await releaseInstall(config.databaseUrl ?? server!.ownerUrl)
  await server?.stop()
  console.log('Released: the next start charges, delivers and refunds again.')
} catch (error) {
  if (!(error instanceof BootProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
