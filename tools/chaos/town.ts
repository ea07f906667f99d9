import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbedded } from '#db'
import { claimPort } from '../../src/main/ports.ts'
import { type FaultProxy, startProxy } from './proxy.ts'
import { type Death, keepSlot, type Life, type Slot } from './slot.ts'

export interface Town {
  readonly serveUrls: readonly string[]
  readonly sandboxUrl: string
  readonly proxy: FaultProxy
  readonly sandbox: Slot
  /** Two that serve and two that work. */
  readonly slots: readonly Slot[]
  /** Stops PostgreSQL as `pg_ctl stop -m immediate` does, and starts it again: it recovers. */
  crashPostgres(): Promise<void>
  stop(): Promise<void>
}

export interface TownOptions {
  readonly dataDir: string
  /** How the next life of a process shall end. */
  readonly nextLife: (kind: 'serve' | 'work') => Life
  readonly onDeath: (death: Death) => void
}

/** An answer may take 4 s, so nothing shorter is allowed; the default of 15 s makes long runs. */
const leaseMs = 6_000

/** Starts PostgreSQL, the sandbox behind a proxy, and two processes of each kind. */
export async function startTown(options: TownOptions): Promise<Town> {
  const { dataDir, onDeath } = options
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const server = { now: await startEmbedded({ dataDir }) }
  // Ctrl-C: our own processes notice by themselves, PostgreSQL does not.
  const stopServer = () => server.now.stopNow()
  process.once('exit', stopServer)
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
  const ports = []
  for (let i = 0; i < 3; i++) ports.push(await claimPort(0, '127.0.0.1', 'PORT'))
  const [sandboxPort, ...servePorts] = ports as [number, number, number]
  const proxy = await startProxy(sandboxPort)
  const serveUrls = servePorts.map((port) => `http://127.0.0.1:${port}`)
  const slot = (name: string, script: string, env: Record<string, string>, nextLife: () => Life) =>
    keepSlot({
      ...{ name, script, env, nextLife, onDeath },
      readyLine: /listening on|Tajdeed (serves|works)/,
      logFile: join(dataDir, 'logs', `${name}.log`),
    })
  const sandbox = slot(
    'sandbox',
    'sandbox/main.ts',
    {
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_DATA_DIR: join(dataDir, 'sandbox'),
      SANDBOX_NOTIFY_URL: `${serveUrls[0]}/callbacks`,
    },
    () => ({}),
  )
  await sandbox.ready
  const shared = {
    DATABASE_URL: server.now.ownerUrl,
    SANDBOX_URL: `http://127.0.0.1:${proxy.port}`,
    PUBLIC_URL: serveUrls[0]!,
    LEASE_MS: String(leaseMs),
  }
  const serve = servePorts.map((port, i) =>
    slot(`serve-${i + 1}`, 'src/main/serve.ts', { ...shared, PORT: String(port) }, () =>
      options.nextLife('serve'),
    ),
  )
  // One has a name and takes up its shards when it comes back; those of the other must be taken
  // over.
  const work = [{ WORKER_NAME: 'one' }, {}].map((named, i) =>
    slot(`work-${i + 1}`, 'src/main/work.ts', { ...shared, ...named }, () =>
      options.nextLife('work'),
    ),
  )
  const slots = [...serve, ...work]
  await Promise.all(slots.map(({ ready }) => ready))
  return {
    ...{ serveUrls, sandboxUrl: `http://127.0.0.1:${sandboxPort}`, proxy, sandbox, slots },
    crashPostgres: () => crash(server, dataDir),
    async stop() {
      await Promise.all(slots.map((it) => it.stop()))
      await sandbox.stop()
      await proxy.close()
      await server.now.stop()
      process.off('exit', stopServer)
    },
  }
}

/** SIGQUIT to the postmaster is all that `pg_ctl stop -m immediate` does. */
async function crash(server: { now: EmbeddedPostgres }, dataDir: string): Promise<void> {
  server.now.stopNow()
  const again = await startEmbedded({ dataDir })
  if (again.ownerUrl !== server.now.ownerUrl) throw new Error('the port of PostgreSQL was taken')
  server.now = again
}
