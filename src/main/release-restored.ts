import { findRestoreRun, releaseRestored } from '#cases'
import { BootProblem, openDatabase, openInstall, releaseInstall } from '#db'
import type { Environment } from './config.ts'

/**
 * Lets the engine run again on a database that was moved: only after our books were compared with
 * every party on the server it is on now, and by a person who gives a name.
 * @returns how many cases are open
 * @throws BootProblem when it was not moved, nobody gives a name, or nothing was compared since
 */
export async function releaseMoved(
  ownerUrl: string,
  release: { environment: Environment; by: string | undefined; at: Date },
): Promise<number> {
  const { by, at } = release
  if (!by?.trim()) throw new BootProblem('Say who releases it: npm run release -- --by NAME')
  const install = await openInstall(ownerUrl, release.environment, at)
  if (!install.moved) throw new BootProblem('This database was not moved: nothing is held.')
  const owner = openDatabase({ url: ownerUrl, max: 1, applicationName: 'tajdeed release' })
  try {
    const run = await findRestoreRun(owner.db, install.server)
    if (!run)
      throw new BootProblem(
        'The books were not compared with every party since this database came here. ' +
          'Run npm run reconcile -- --after-restore --by NAME first.',
      )
    await releaseRestored(owner.db, run.id, by.trim(), at)
    await releaseInstall(ownerUrl)
    return run.openCases
  } finally {
    await owner.close()
  }
}
