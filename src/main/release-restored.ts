import { findRestoreRun, releaseRestored } from '#cases'
import { BootProblem, openDatabase, openInstall, releaseAhead, releaseInstall } from '#db'
import { plusMs } from '#kernel'
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
    if (install.foundAt && run.to < install.foundAt)
      throw new BootProblem(
        `The books were compared up to ${run.to.toISOString()}, but the old server may have worked ` +
          `until ${install.foundAt.toISOString()}: parties need a while to show an effect. ` +
          'Run npm run reconcile -- --after-restore --by NAME once more.',
      )
    await releaseRestored(owner.db, run.id, by.trim(), at)
    await releaseInstall(ownerUrl)
    return run.openCases
  } finally {
    await owner.close()
  }
}

/** A failover that was planned takes minutes; what comes later is none. */
const aheadMs = 60 * 60_000

/**
 * Before a failover that loses nothing: the next timeline is worked on without a comparison, once
 * and within the hour.
 * @returns until when
 * @throws BootProblem when nobody gives a name, or the database is held already
 */
export async function releaseFailover(
  ownerUrl: string,
  release: { environment: Environment; by: string | undefined; at: Date },
): Promise<Date> {
  const by = release.by?.trim()
  if (!by) throw new BootProblem('Say who announces it: npm run release -- --ahead --by NAME')
  const { moved } = await openInstall(ownerUrl, release.environment, release.at)
  if (moved) throw new BootProblem('This database was moved already: compare the books first.')
  const until = plusMs(release.at, aheadMs)
  await releaseAhead(ownerUrl, { by, until })
  return until
}
