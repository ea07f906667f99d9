import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import pg from 'pg'
import { BootProblem } from '../boot-problem.ts'
import {
  createCluster,
  findPrograms,
  giveTo,
  ownerName,
  programEnv,
  refuseOtherMajor,
} from './cluster.ts'
import * as files from './data-folder.ts'
import { killPostmaster, startPostmaster, stopLeftover } from './postmaster.ts'
import { chooseRunAs } from './run-as.ts'

export interface EmbeddedOptions {
  /** Everything the server keeps is in here; made when missing. */
  readonly dataDir: string
  /** Kept from the last start, else free and chosen by the system. */
  readonly port?: number
  /** Told one short line before each step that takes a second. */
  readonly onProgress?: (line: string) => void
  /** False for databases that are thrown away: a crash of the machine may lose them. */
  readonly durable?: boolean
  /** Listens on a Unix socket in this folder too. Whoever may enter it may try a password. */
  readonly socketFolder?: string
}

export interface EmbeddedPostgres {
  /** The superuser's address, `postgres://tajdeed:…@127.0.0.1:…/tajdeed`. */
  readonly ownerUrl: string
  /** A server of a program that was killed was still running here and was stopped first. */
  readonly replaced: boolean
  readonly pid: number
  /** Settles when the server is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Lets running statements end as sessions are closed, and writes everything down. */
  stop(): Promise<void>
  /**
   * Ends it at once, blocking: for a process that is about to exit. WAL recovers the next start.
   */
  stopNow(): void
}

/**
 * Runs a real PostgreSQL of our own on the loopback interface, making its cluster on the first
 * start.
 * @throws BootProblem when it cannot, with what to do about it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const progress = options.onProgress ?? (() => {})
  const programs = findPrograms()
  const folder = files.openDataFolder(resolve(options.dataDir))
  refuseOtherMajor(folder, programs)
  const hold = files.holdDataFolder(folder)
  try {
    const as = await chooseRunAs(programs.postgres, programEnv)
    const replaced = await stopLeftover(folder)
    if (!existsSync(folder.cluster)) {
      progress('Creating the database')
      await createCluster(folder, programs, as)
    }
    const settings = await settle(folder, options.port)
    giveTo(as, folder.cluster)
    const flags = flagsOf(settings.port, options)
    const command = [...as.prefix, programs.postgres, '-D', folder.cluster, ...flags]
    const postmaster = await startPostmaster(folder, command, programEnv)
    const ownerUrl = await ensureDatabase(settings)
    const stop = async () => {
      await postmaster.stop()
      hold.release()
    }
    const stopNow = () => {
      killPostmaster(postmaster.pid)
      hold.release()
    }
    return { ownerUrl, replaced, ...postmaster, stop, stopNow }
  } catch (error) {
    hold.release()
    throw error
  }
}

/** The owner's address of the server that another program of ours runs on this folder right now. */
export function findEmbedded(dataDir: string): string | undefined {
  const folder = files.openDataFolder(resolve(dataDir))
  const settings = files.readSettings(folder)
  if (!settings || files.findHolder(folder) === undefined) return undefined
  return addressOf(settings, ownerName)
}

/** Stops a server whose program is gone, in a folder that is about to be thrown away. */
export async function stopAbandoned(dataDir: string): Promise<void> {
  const folder = files.openDataFolder(resolve(dataDir))
  const hold = files.holdDataFolder(folder)
  await stopLeftover(folder)
  hold.release()
}

/** Without durability nothing waits for the disk; with it, only the defaults that promise it. */
function flagsOf(port: number, { durable = true, socketFolder = '' }: EmbeddedOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder,
    max_connections: '200',
    // Compiling a statement costs more than any of ours runs for.
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * The port of the last start is kept when it is still free, so that an open psql finds its server
 * again.
 */
async function settle(
  folder: files.DataFolder,
  wanted: number | undefined,
): Promise<files.Settings> {
  const kept = files.readSettings(folder)
  if (!kept)
    throw new BootProblem(
      `${folder.settings} is missing: it holds the password of the database beside it. ` +
        'Restore it, or move the folder aside to start with an empty one.',
    )
  const settings = { ...kept, port: await files.freePort(wanted ?? kept.port) }
  files.writeSettings(folder, settings)
  return settings
}

async function ensureDatabase(settings: files.Settings): Promise<string> {
  const client = new pg.Client({ connectionString: addressOf(settings, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      ownerName,
    ])
    if (rowCount === 0) await client.query(`create database ${ownerName}`)
  } finally {
    await client.end()
  }
  return addressOf(settings, ownerName)
}

function addressOf({ port, password }: files.Settings, database: string): string {
  return `postgres://${ownerName}:${password}@127.0.0.1:${port}/${database}`
}
