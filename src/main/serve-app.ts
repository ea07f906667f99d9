import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { LinesRoom } from '#lines'
import type { Logger } from '#telemetry'
import type { Config } from './config.ts'
import { measureProcess } from './measure.ts'
import { openApp } from './open-app.ts'
import { portProblem } from './ports.ts'

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
  /** False where other processes do the engine's work. */
  readonly works: boolean
}

export interface Served {
  readonly url: string
  readonly broken: Promise<string>
  readonly lines: LinesRoom
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
  const { config, port } = options
  const localUrl = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const measured = measureProcess()
  const { metrics } = measured
  const app = await openApp({ ...options, metrics, publicUrl: config.publicUrl ?? localUrl })
  const closeAll = async () => {
    measured.stop()
    await app.close()
  }
  try {
    const outer = new Hono()
    outer.use(measured.requests)
    outer.get('/metrics', measured.answer)
    outer.route('/', app.wired.app)
    const server = await listen(outer, port, config.host, 'PORT')
    const stop = async () => {
      await closeServer(server)
      await closeAll()
    }
    try {
      await app.start()
    } catch (error) {
      await closeServer(server)
      throw error
    }
    return { url: localUrl, broken: app.broken, lines: app.wired.lines, stop }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** @throws BootProblem naming the variable that chooses another port */
export function listen(
  app: Hono,
  port: number,
  hostname: string,
  variable: string,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => resolve(server))
    server.once('error', (error) => reject(portProblem(error, port, variable)))
  })
}

export function closeServer(server: ServerType): Promise<void> {
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
