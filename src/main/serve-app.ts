import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { appRole, openDatabase, openInstall } from '#db'
import { systemClock } from '#kernel'
import type { Logger } from '#telemetry'
import type { Config } from './config.ts'
import { measureProcess } from './measure.ts'
import { portProblem } from './ports.ts'
import { wire } from './wire.ts'

export interface ServeOptions {
  readonly config: Config
  readonly log: Logger
  readonly version: string
  /** Free a moment ago. */
  readonly port: number
  /** A migrated database. */
  readonly ownerUrl: string
  /** Undefined in production. */
  readonly sandboxUrl: string | undefined
}

export interface Served {
  readonly url: string
  stop(): Promise<void>
}

/** A request that is being answered may finish; one that waits for nothing is cut after this. */
const drainMs = 5_000

/**
 * Wires the rooms, starts to listen and then the engine: whoever gets an answer from `/healthz` can
 * buy.
 * @throws BootProblem when the port was taken meanwhile or the database is of the other environment
 */
export async function serveApp(options: ServeOptions): Promise<Served> {
  const { config, log, ownerUrl, port, version } = options
  const install = await openInstall(ownerUrl, config.environment, systemClock.now())
  const lost = (error: Error) => log.warn('database connection lost', { error: error.message })
  const open = (role: string | undefined, max: number, applicationName: string) =>
    openDatabase({
      url: ownerUrl,
      max,
      applicationName,
      onConnectionLost: lost,
      ...(role ? { role } : {}),
    })
  const app = open(appRole, 20, 'tajdeed')
  const owner = open(undefined, 2, 'tajdeed seed')
  const measured = measureProcess()
  const localUrl = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const closeAll = async () => {
    measured.stop()
    await Promise.all([app.close(), owner.close()])
  }
  try {
    const wired = await wire({
      environment: config.environment,
      db: app.db,
      ownerDb: owner.db,
      clock: systemClock,
      log,
      version,
      publicUrl: config.publicUrl ?? localUrl,
      secret: install.receiptSecret,
      metrics: measured.metrics,
      ...(options.sandboxUrl ? { sandbox: { url: options.sandboxUrl } } : {}),
    })
    const outer = new Hono()
    outer.use(measured.requests)
    outer.get('/metrics', async (c) => {
      c.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      return c.body(await measured.metrics.render())
    })
    outer.route('/', wired.app)
    const server = await listen(outer, port, config.host)
    if (install.moved) log.error(heldMessage)
    else wired.start()
    const stop = async () => {
      await closeServer(server)
      await wired.stop()
      await closeAll()
    }
    return { url: localUrl, stop }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** What was charged or delivered after the backup is not in it: going on would do it again. */
const heldMessage =
  'This database was made on another PostgreSQL server: a restored backup or a copy. Orders are ' +
  'taken, but nothing is charged, delivered or refunded until you have compared the books with ' +
  'every party, npm run reconcile -- --after-restore --by NAME, and released it, ' +
  'npm run release -- --by NAME'

function listen(app: Hono, port: number, hostname: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => resolve(server))
    server.once('error', (error) => reject(portProblem(error, port, 'PORT')))
  })
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      drainMs,
    )
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
