import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { BootProblem } from '../boot-problem.ts'
import { identityOf } from './processes.ts'

/** What lives in the data folder. */
export interface DataFolder {
  readonly root: string
  /** PostgreSQL's own files. */
  readonly cluster: string
  /** Port and password of the embedded server, readable by its owner alone. */
  readonly settings: string
  readonly log: string
  /** Which process holds the folder. */
  readonly lock: string
}

export interface Settings {
  readonly port: number
  readonly password: string
}

/** A new cluster takes 40 MB and its first WAL segments as much again. */
const neededBytes = 128 * 1024 * 1024

/** @throws BootProblem when the folder cannot be made or written, or its disk is full */
export function openDataFolder(root: string): DataFolder {
  try {
    makeFolder(root)
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK)
    // Root passes every permission check; only a write shows a read-only or a full disk.
    const probe = join(root, '.write-probe')
    writeFileSync(probe, 'x')
    rmSync(probe)
  } catch (cause) {
    throw new BootProblem(reasonNotWritable(root, cause as NodeJS.ErrnoException), { cause })
  }
  const folder = {
    root,
    cluster: join(root, 'postgres'),
    settings: join(root, 'postgres.json'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'running.json'),
  }
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize < neededBytes && !existsSync(folder.cluster))
    throw new BootProblem(
      `The disk of ${root} is full: a new database needs 128 MB. ` +
        'Free some space or set DATA_DIR to a folder on another disk.',
    )
  return folder
}

/** Folder by folder: Node's recursive mkdir reports a read-only disk as a missing parent. */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (!found) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

function reasonNotWritable(root: string, error: NodeJS.ErrnoException): string {
  const elsewhere = 'set DATA_DIR to a folder that can be written'
  switch (error.code) {
    case 'EROFS':
      return `The data folder ${root} is on a read-only file system: ${elsewhere}.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${root} is full. Free some space, or ${elsewhere}.`
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${root} is not a folder: ${elsewhere}.`
    default:
      return `The data folder ${root} cannot be written (${error.code}): ${elsewhere}.`
  }
}

export function readSettings(folder: DataFolder): Settings | undefined {
  if (!existsSync(folder.settings)) return undefined
  return JSON.parse(readFileSync(folder.settings, 'utf8')) as Settings
}

/** Written beside and renamed, so that a crash leaves the old settings or the new ones. */
export function writeSettings(folder: DataFolder, settings: Settings): void {
  writeFileSync(`${folder.settings}.new`, JSON.stringify(settings), { mode: 0o600 })
  renameSync(`${folder.settings}.new`, folder.settings)
}

interface Holder {
  readonly pid: number
  readonly identity: string
}

/**
 * Two programs on one folder would stop each other's database. @throws BootProblem when one is
 * running
 */
export function holdDataFolder(folder: DataFolder): { release(): void } {
  const holder = findHolder(folder)
  if (holder !== undefined && holder !== process.pid)
    throw new BootProblem(
      `Process ${holder} already uses the data folder ${folder.root}. ` +
        'Stop it, or set DATA_DIR to another folder.',
    )
  const me: Holder = { pid: process.pid, identity: identityOf(process.pid) ?? '' }
  writeFileSync(folder.lock, JSON.stringify(me), { mode: 0o600 })
  return { release: () => rmSync(folder.lock, { force: true }) }
}

/** The living process that uses the folder. */
export function findHolder(folder: DataFolder): number | undefined {
  const holder = readHolder(folder)
  return holder && identityOf(holder.pid) === holder.identity ? holder.pid : undefined
}

/** An unreadable lock is one that a crash cut short: nobody holds it. */
function readHolder(folder: DataFolder): Holder | undefined {
  try {
    return JSON.parse(readFileSync(folder.lock, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** The wanted port when it is free, else one that the system picks. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer()
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
  const port = await listen(wanted).catch(() => listen(0))
  await new Promise((resolve) => server.close(resolve))
  return port
}
