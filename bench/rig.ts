import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate, startEmbedded } from '#db'
import manifest from '../package.json' with { type: 'json' }

/** What every measurement runs on: one PostgreSQL that really syncs, and one sandbox process. */
export interface Rig {
  readonly dataDir: string
  readonly sandboxUrl: string
  urlOf(database: string): string
  /** One statement, or several, as the owner. */
  query<Row extends pg.QueryResultRow>(database: string, text: string): Promise<Row[]>
  /** Ended before the server is, whatever happened to the measurement. */
  readonly workers: Set<ChildProcess>
  createDatabase(name: string, options: { migrated: boolean }): Promise<void>
  close(): Promise<void>
}

export interface Worker {
  readonly url: string
  readonly pid: number
  /** Asks the process to do something and waits for its word. */
  ask(what: 'rest' | 'run' | 'rss'): Promise<number>
  stop(): Promise<void>
}

const flags = ['--disable-warning=ExperimentalWarning']
/** What the product's own processes are started with. */
const processFlags = manifest.config.process_flags.split(' ')
/** What a process of the product gets from the one that starts it. */
const ofMachine = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export async function openRig(): Promise<Rig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-bench-'))
  const server = await startEmbedded({ dataDir })
  const pools = new Map<string, pg.Pool>()
  const workers = new Set<ChildProcess>()
  const urlOf = (database: string) => {
    const url = new URL(server.ownerUrl)
    url.pathname = `/${database}`
    return url.href
  }
  const poolOf = (database: string) => {
    const pool = pools.get(database) ?? new pg.Pool({ connectionString: urlOf(database), max: 2 })
    // Idle connections end with the server; what matters fails in its own query.
    if (!pools.has(database)) pool.on('error', () => {})
    pools.set(database, pool)
    return pool
  }
  const sandbox = spawn(process.execPath, [...flags, here('../sandbox/main.ts')], {
    env: { ...ofMachine, SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const sandboxUrl = await firstLine(sandbox, /listening on (http:\S+)/)
  return {
    dataDir,
    sandboxUrl,
    workers,
    urlOf,
    async query<Row extends pg.QueryResultRow>(database: string, text: string) {
      const result = await poolOf(database).query<Row>(text)
      return result.rows
    },
    async createDatabase(name, { migrated }) {
      await poolOf('postgres').query(`create database ${name}`)
      if (migrated) await migrate(urlOf(name), new Date())
    },
    async close() {
      for (const worker of workers) worker.kill()
      sandbox.kill()
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The whole program but for its sandbox, in a process of its own, on one database. */
export async function startWorker(rig: Rig, database: string): Promise<Worker> {
  const child = spawn(process.execPath, [...flags, ...processFlags, here('worker.ts')], {
    env: {
      ...ofMachine,
      DATABASE_URL: rig.urlOf(database),
      SANDBOX_URL: rig.sandboxUrl,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  rig.workers.add(child)
  child.once('exit', () => rig.workers.delete(child))
  const [url] = await once(child, 'message')
  return {
    url: String(url),
    pid: child.pid!,
    async ask(what) {
      child.send(what)
      const [answer] = await once(child, 'message')
      return Number(answer)
    },
    async stop() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the sandbox ended before it was ready')))
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const match = pattern.exec(text)
      if (match) resolve(match[1]!)
    })
  })
}
