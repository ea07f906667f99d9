import { resolve } from 'node:path'
import { BootProblem } from '#db'

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
}

/**
 * Reads the environment variables of CONTRACT. An empty one counts as not set.
 * @throws BootProblem naming the variable and what it may be
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const port = readPort(env, 'PORT', 3000)
  return {
    environment: readEnvironment(env.TAJDEED_ENV || 'sandbox'),
    host: env.BIND_HOST || '127.0.0.1',
    port,
    sandboxPort: readPort(env, 'SANDBOX_PORT', port === 0 ? 0 : port + 1),
    dataDir: resolve(env.DATA_DIR || './data'),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL || undefined),
    publicUrl: readPublicUrl(env.PUBLIC_URL || undefined),
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

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && url.pathname === '/')
    return url.origin
  throw new BootProblem(`PUBLIC_URL is "${text}"; it must be like https://renew.example.pk.`)
}
