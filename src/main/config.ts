import { resolve } from 'node:path'
import { BootProblem } from '#db'
import { type Limits, readLimits } from './client-limits.ts'

export type Environment = 'sandbox' | 'production'

export interface Config {
  readonly environment: Environment
  /** The address that the web server listens on; only this machine reaches the default. */
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  readonly sandboxPort: number
  /** Absolute. */
  readonly dataDir: string
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** How the world reaches us, without a slash at its end; undefined: by the loopback address. */
  readonly publicUrl: string | undefined
  /** Where a sandbox runs that somebody else started; undefined: beside us, at its port. */
  readonly sandboxUrl: string | undefined
  /** A worker alone answers /healthz and /metrics here; undefined: nowhere. */
  readonly workPort: number | undefined
  /** Outlives the process: a worker that comes back under it goes on at once. */
  readonly workerName: string | undefined
  /** How long a claim holds; undefined: as long as the policy says. */
  readonly leaseMs: number | undefined
  /** What each party is spared, a JSON file; undefined: the environment's own for all. */
  readonly upstreamsFile: string | undefined
  /** What one client may ask of one process. */
  readonly limits: Limits
  /** `claim.after:3` kills the process at that step, for trying what survives it. */
  readonly crashAt: string | undefined
}

/**
 * Reads the environment variables of CONTRACT. An empty one counts as not set.
 * @throws BootProblem naming the variable and what it may be
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const port = readPort(env, 'PORT', 3000)
  const environment = readEnvironment(env.TAJDEED_ENV || 'sandbox')
  return {
    environment,
    host: env.BIND_HOST || '127.0.0.1',
    port,
    sandboxPort: readPort(env, 'SANDBOX_PORT', port === 0 ? 0 : port + 1),
    dataDir: resolve(env.DATA_DIR || './data'),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL || undefined),
    publicUrl: readOrigin(env, 'PUBLIC_URL', 'https://renew.example.pk'),
    sandboxUrl: readOrigin(env, 'SANDBOX_URL', 'http://127.0.0.1:3001'),
    workPort: env.WORK_PORT ? readPort(env, 'WORK_PORT', 0) : undefined,
    workerName: readWorkerName(env.WORKER_NAME || undefined),
    leaseMs: readLease(env.LEASE_MS || undefined),
    upstreamsFile: env.UPSTREAMS_FILE ? resolve(env.UPSTREAMS_FILE) : undefined,
    limits: readLimits(env),
    crashAt: readCrash(env.CRASH_AT || undefined, environment),
  }
}

function readEnvironment(text: string): Environment {
  if (text === 'sandbox' || text === 'production') return text
  throw new BootProblem(`TAJDEED_ENV is "${text}"; it may be sandbox or production.`)
}

function readPort(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
): number {
  const text = env[name] || String(otherwise)
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new BootProblem(`${name} is "${text}"; it must be a number from 0 to 65535.`)
  return port
}

/** The address may hold a password, so no message repeats it. */
function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const protocol = URL.parse(text)?.protocol
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text
  throw new BootProblem(
    'DATABASE_URL is not an address like postgres://user:password@host:5432/database.',
  )
}

function readOrigin(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  example: string,
): string | undefined {
  const text = env[name] || undefined
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && url.pathname === '/')
    return url.origin
  throw new BootProblem(`${name} is "${text}"; it must be like ${example}.`)
}

function readWorkerName(text: string | undefined): string | undefined {
  if (text === undefined || /^[\w.-]{1,64}$/.test(text)) return text
  throw new BootProblem(`WORKER_NAME is "${text}"; it may have letters, digits, ".", "-" and "_".`)
}

/** Shorter than an answer may take, a claim would end under a worker that is still waiting. */
const shortestLeaseMs = 5_000

function readLease(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = Number(text)
  if (/^\d{1,7}$/.test(text) && ms >= shortestLeaseMs) return ms
  throw new BootProblem(`LEASE_MS is "${text}"; it must be a number of at least 5000.`)
}

function readCrash(text: string | undefined, environment: Environment): string | undefined {
  if (text === undefined) return undefined
  if (environment === 'production')
    throw new BootProblem('CRASH_AT is set, which kills the process: it is not for production.')
  if (/^[a-z_.+-]+(:[1-9]\d{0,5})?$/i.test(text)) return text
  throw new BootProblem(`CRASH_AT is "${text}"; it must be like claim.after or claim.after:3.`)
}
