import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EmbeddedPostgres, migrate, startEmbedded } from '#db'
import { systemClock } from '#kernel'
import type { Logger } from '#telemetry'
import { startChild } from './child.ts'
import type { Config } from './config.ts'
import { demoLineUrl } from './demo-line.ts'
import { keepAlive } from './keep-alive.ts'
import { claimPort } from './ports.ts'
import { serveApp } from './serve-app.ts'
import { version } from './version.ts'

export interface Booted {
  readonly url: string
  readonly sandboxUrl: string | undefined
  /** The page of a line to look at; only in the sandbox. */
  readonly lineUrl: string | undefined
  /** Resolves with the reason when a part that is needed is gone for good. */
  readonly broken: Promise<string>
  /** Ends what is under way, then every part, in the opposite order of their start. */
  stop(): Promise<void>
  /** Ends every part at once, blocking. The next start recovers. */
  stopNow(): void
}

export interface BootOptions {
  readonly log: Logger
  /** Told one short line before each step that takes a second. */
  readonly onProgress: (line: string) => void
}

/** What a part needs to be started, and to be stopped again. */
interface Tree extends BootOptions {
  readonly config: Config
  readonly parts: { stop(): Promise<void>; stopNow?(): void }[]
  breakDown(reason: string): void
}

/**
 * Starts the whole tree: PostgreSQL (unless there is an address), migrations, the sandbox (never in
 * production), the rooms, the web server, the engine. When one fails, those before it are stopped.
 * @throws BootProblem
 */
export async function boot(config: Config, options: BootOptions): Promise<Booted> {
  const { promise: broken, resolve: breakDown } = Promise.withResolvers<string>()
  const tree: Tree = { ...options, config, parts: [], breakDown }
  const stop = async () => {
    for (const part of tree.parts.splice(0).reverse()) await part.stop()
  }
  const stopNow = () => {
    for (const part of tree.parts.splice(0).reverse()) part.stopNow?.()
  }
  try {
    const port = await claimPort(config.port, config.host, 'PORT')
    const [ownerUrl, sandboxUrl] = await both(openDatabase(tree), startSandbox(tree, port))
    const app = await serveApp({
      ...{ ...options, config: named(config), port, ownerUrl, sandboxUrl, version },
      works: true,
    })
    tree.parts.push(app)
    void app.broken.then(breakDown)
    const lineUrl = sandboxUrl && (await demoLineUrl(app, systemClock))
    return { url: app.url, sandboxUrl, lineUrl, broken, stop, stopNow }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Alone on its embedded database, and started again it goes on with its shards at once. On a shared
 * one there may be several, and two of one name would take each other's shards.
 */
const named = (config: Config): Config =>
  config.databaseUrl === undefined
    ? { ...config, workerName: config.workerName ?? 'everything' }
    : config

/** Waits for both even if one fails, so that nothing still starts while the tree is taken down. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
}

/** The owner's address of a migrated database. */
async function openDatabase(tree: Tree): Promise<string> {
  const ownerUrl = tree.config.databaseUrl ?? (await startPostgres(tree))
  const applied = await migrate(ownerUrl, systemClock.now())
  if (applied.length > 0) tree.log.info('migrated', { migrations: applied.length })
  return ownerUrl
}

async function startPostgres(tree: Tree): Promise<string> {
  let ownerUrl: string | undefined
  const start = async (): Promise<EmbeddedPostgres> => {
    const { dataDir } = tree.config
    const server = await startEmbedded({ dataDir, onProgress: tree.onProgress })
    if (server.replaced) tree.log.info('stopped the PostgreSQL that a killed start left behind')
    ownerUrl ??= server.ownerUrl
    if (server.ownerUrl === ownerUrl) return server
    await server.stop()
    throw new Error('its port was taken meanwhile')
  }
  tree.parts.push(await keepAlive(start, watcher(tree, 'PostgreSQL')))
  return ownerUrl!
}

/** The simulated operators and gateway. In production there is no such thing. */
async function startSandbox(tree: Tree, port: number): Promise<string | undefined> {
  const { config, log } = tree
  if (config.environment === 'production') return undefined
  const sandboxPort = await claimPort(config.sandboxPort, '127.0.0.1', 'SANDBOX_PORT')
  const dataDir = join(config.dataDir, 'sandbox')
  const start = () => {
    mkdirSync(dataDir, { recursive: true })
    return startChild({
      name: 'the sandbox',
      script: fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url)),
      env: {
        SANDBOX_PORT: String(sandboxPort),
        SANDBOX_DATA_DIR: dataDir,
        SANDBOX_NOTIFY_URL: `http://127.0.0.1:${port}/callbacks`,
      },
      readyLine: /^sandbox listening on (http:\S+)$/,
      onLine: (line) => log.debug(line, { from: 'sandbox' }),
    })
  }
  const kept = await keepAlive(start, watcher(tree, 'The sandbox'))
  tree.parts.push(kept)
  return kept.first.ready
}

function watcher({ log, breakDown }: Tree, name: string) {
  return {
    restart: () => log.warn(`${name} ended unexpectedly and is started again`),
    gone: (reason: string) => breakDown(`${name} cannot be kept running: ${reason}`),
  }
}
