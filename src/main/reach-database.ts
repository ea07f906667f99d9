import { findEmbedded, migrate, startEmbedded } from '#db'
import { systemClock } from '#kernel'
import type { Config } from './config.ts'

/**
 * The owner's address for a command that runs beside the program or without it: the one given, that
 * of the embedded server of a running program, or one started for as long as the command takes.
 * @throws BootProblem
 */
export async function reachDatabase(
  config: Config,
): Promise<{ readonly ownerUrl: string; close(): Promise<void> }> {
  const known = config.databaseUrl ?? findEmbedded(config.dataDir)
  if (known !== undefined) return { ownerUrl: known, close: async () => {} }
  const server = await startEmbedded({ dataDir: config.dataDir })
  await migrate(server.ownerUrl, systemClock.now())
  return { ownerUrl: server.ownerUrl, close: () => server.stop() }
}
