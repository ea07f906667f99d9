import { type Policy, productionPolicy, sandboxPolicy } from '#attempts'
import { appRole, openDatabase, openInstall } from '#db'
import { systemClock } from '#kernel'
import type { Logger, Metrics } from '#telemetry'
import type { Config } from './config.ts'
import { crashAt } from './crash-points.ts'
import { readUpstreams } from './read-upstreams.ts'
import { type SharedWork, shareWork } from './share-work.ts'
import { type Wired, wire } from './wire.ts'

export interface OpenApp {
  readonly config: Config
  readonly log: Logger
  readonly version: string
  /** A migrated database. */
  readonly ownerUrl: string
  /** Undefined in production. */
  readonly sandboxUrl: string | undefined
  /** How the world reaches us; the same for every process, since gateways compare it. */
  readonly publicUrl: string
  /** False for a process that only answers requests. */
  readonly works: boolean
  readonly metrics: Metrics
}

export interface App {
  readonly wired: Wired
  readonly shared: SharedWork
  /** The database went on without us, on another timeline: nothing is worked there. */
  readonly broken: Promise<string>
  /** Sets the engine going where this process works and the database is where it belongs. */
  start(): Promise<void>
  /** Ends what is under way, then closes every connection. */
  close(): Promise<void>
}

/**
 * Opens the database and wires the rooms, the same for every kind of process; nothing runs yet.
 * @throws BootProblem when the database is of the other environment
 */
export async function openApp(options: OpenApp): Promise<App> {
  const { config, log, ownerUrl, works } = options
  const install = await openInstall(ownerUrl, config.environment, systemClock.now())
  const onStep = config.crashAt === undefined ? undefined : crashAt(config.crashAt)
  const lost = (error: Error) => log.warn('database connection lost', { error: error.message })
  const { promise: broken, resolve: breakDown } = Promise.withResolvers<string>()
  const isGoing = works && !install.moved
  const onMoved = () => breakDown(movedMessage)
  const home = isGoing ? { now: systemClock.now, onMoved } : undefined
  const open = (role: string | undefined, max: number, lanes: number, applicationName: string) =>
    openDatabase({
      ...{ url: ownerUrl, max, lanes, applicationName, onConnectionLost: lost, onStep, home },
      ...(role ? { role } : {}),
    })
  const app = open(appRole, 10, 3, works ? 'tajdeed' : 'tajdeed serve')
  const owner = open(undefined, 2, 0, 'tajdeed seed')
  const closeAll = async () => {
    await Promise.all([app.close(), owner.close()])
  }
  const { workerName } = config
  const shared = shareWork({ db: app.db, url: ownerUrl, log, works, workerName })
  try {
    const wired = await wire({
      environment: config.environment,
      db: app.db,
      ownerDb: owner.db,
      clock: systemClock,
      log,
      version: options.version,
      publicUrl: options.publicUrl,
      secret: install.receiptSecret,
      policy: policyOf(config),
      upstreams: readUpstreams(config.upstreamsFile, config.environment),
      limits: config.limits,
      metrics: options.metrics,
      sharing: shared.sharing,
      onStep,
      ...(options.sandboxUrl ? { sandbox: { url: options.sandboxUrl } } : {}),
    })
    const start = async () => {
      if (install.moved) return log.error(heldMessage)
      if (!isGoing) return
      wired.start()
      await shared.start(wired.renewals.engine)
    }
    const close = async () => {
      await shared.leave()
      await wired.stop()
      await shared.stop()
      await closeAll()
    }
    return { wired, shared, broken, start, close }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** What was charged or delivered after the backup is not in it: going on would do it again. */
const heldMessage =
  'This database is not where it was: a restored backup, a copy, or a standby that took over. ' +
  'Orders are taken, but nothing is charged, delivered or refunded until you have compared the ' +
  'books with every party, npm run reconcile -- --after-restore --by NAME, and released it, ' +
  'npm run release -- --by NAME'

const movedMessage =
  'Another PostgreSQL server answers at the address of the database, or the same one on another ' +
  'timeline'

/** The environment's own, with the lease that the configuration asks for. */
function policyOf({ environment, leaseMs }: Config): Policy | undefined {
  if (leaseMs === undefined) return undefined
  return { ...(environment === 'sandbox' ? sandboxPolicy : productionPolicy), leaseMs }
}
