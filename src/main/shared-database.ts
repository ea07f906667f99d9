import { BootProblem, migrate } from '#db'
import { systemClock } from '#kernel'
import type { Config } from './config.ts'

/** What a process finds that is one of several: they share what others started. */
export interface Surroundings {
  readonly ownerUrl: string
  /** Undefined in production. */
  readonly sandboxUrl: string | undefined
}

/**
 * The shared database, migrated by whoever comes first, and the address of the sandbox.
 * @throws BootProblem when there is no address, or nobody answers there
 */
export async function findSurroundings(config: Config): Promise<Surroundings> {
  const { databaseUrl: ownerUrl, environment } = config
  if (ownerUrl === undefined)
    throw new BootProblem(
      'DATABASE_URL is not set: several processes share one PostgreSQL, so give each its address. ' +
        'For everything in one process: npm start.',
    )
  await migrate(ownerUrl, systemClock.now())
  const beside = config.sandboxUrl ?? `http://127.0.0.1:${config.sandboxPort}`
  return { ownerUrl, sandboxUrl: environment === 'sandbox' ? beside : undefined }
}
