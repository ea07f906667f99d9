import { appRole, BootProblem, type Install, openDatabase, openInstall } from '#db'
import { type Language, tell } from '#i18n'
import { Fault, systemClock } from '#kernel'
import { createLogger } from '#telemetry'
import { commandLanguage } from './command-language.ts'
import { type Config, readConfig } from './config.ts'
import { reachDatabase } from './reach-database.ts'
import { readUpstreams } from './read-upstreams.ts'
import { version } from './version.ts'
import { type Wired, wire } from './wire.ts'

/**
 * Runs one command on the whole wired product, whose engine stands still: a program that runs
 * beside it finds what the command wrote at its next sweep. Refusals are told in words.
 */
export async function runCommand(
  work: (wired: Wired, install: Install, language: Language) => Promise<void>,
): Promise<void> {
  let language: Language = 'en'
  try {
    language = commandLanguage(process.argv, process.env)
    await onDatabase(readConfig(process.env), (wired, install) => work(wired, install, language))
  } catch (error) {
    if (!(error instanceof BootProblem) && !(error instanceof Fault)) throw error
    console.error(error instanceof Fault ? wordsOf(error, language) : error.message)
    process.exitCode = 1
  }
}

async function onDatabase(
  config: Config,
  work: (wired: Wired, install: Install) => Promise<void>,
): Promise<void> {
  const database = await reachDatabase(config)
  const { ownerUrl } = database
  const app = openDatabase({ url: ownerUrl, role: appRole, max: 4, applicationName: 'command' })
  const owner = openDatabase({ url: ownerUrl, max: 1, applicationName: 'command seed' })
  try {
    const install = await openInstall(ownerUrl, config.environment, systemClock.now())
    const sandbox = { url: `http://127.0.0.1:${config.sandboxPort}` }
    const wired = await wire({
      environment: config.environment,
      ...{ db: app.db, ownerDb: owner.db, clock: systemClock, version },
      log: createLogger({ level: 'error' }),
      publicUrl: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
      secret: install.receiptSecret,
      upstreams: readUpstreams(config.upstreamsFile, config.environment),
      ...(config.environment === 'sandbox' ? { sandbox } : {}),
    })
    await work(wired, install)
    await wired.stop()
  } finally {
    await Promise.all([app.close(), owner.close()])
    await database.close()
  }
}

function wordsOf({ code, details }: Fault, language: Language): string {
  return tell(language, { key: `fault.${code}`, values: details })
}
