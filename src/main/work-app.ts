import { Hono } from 'hono'
import { BootProblem } from '#db'
import type { Logger } from '#telemetry'
import type { Config } from './config.ts'
import { measureProcess } from './measure.ts'
import { openApp } from './open-app.ts'
import { claimPort } from './ports.ts'
import { closeServer, listen } from './serve-app.ts'

export interface WorkOptions {
  readonly config: Config
  readonly log: Logger
  readonly version: string
  /** A migrated database. */
  readonly ownerUrl: string
  /** Undefined in production. */
  readonly sandboxUrl: string | undefined
}

export interface Worked {
  /** Where it tells of itself; undefined without a WORK_PORT. */
  readonly url: string | undefined
  readonly broken: Promise<string>
  stop(): Promise<void>
}

/**
 * The engine without pages and API. Only what Prometheus and a supervisor ask for has a port.
 * @throws BootProblem without a PUBLIC_URL, or when the port or the database cannot be used
 */
export async function workApp(options: WorkOptions): Promise<Worked> {
  const { config, version } = options
  const { publicUrl, workPort, host } = config
  if (publicUrl === undefined)
    throw new BootProblem(
      'PUBLIC_URL is not set: a worker sends payers back there, and a gateway takes the same ' +
        'order with another address for another order. Give every process the same one.',
    )
  const measured = measureProcess()
  const { metrics } = measured
  const app = await openApp({ ...options, metrics, publicUrl, works: true })
  const held = measured.metrics.gauge('tajdeed_shards_held', 'Shards this worker holds, of 256.')
  measured.metrics.onRender(() => held.set(app.shared.count()))
  const closeAll = async () => {
    measured.stop()
    await app.close()
  }
  try {
    const told = new Hono()
    told.get('/healthz', (c) => c.json({ status: 'ok', version, shards: app.shared.count() }))
    told.get('/metrics', measured.answer)
    const port = workPort === undefined ? undefined : await claimPort(workPort, host, 'WORK_PORT')
    const server = port === undefined ? undefined : await listen(told, port, host, 'WORK_PORT')
    await app.start()
    const stop = async () => {
      if (server) await closeServer(server)
      await closeAll()
    }
    const url = port === undefined ? undefined : `http://127.0.0.1:${port}`
    return { url, broken: app.broken, stop }
  } catch (error) {
    await closeAll()
    throw error
  }
}
