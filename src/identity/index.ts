/**
 * Who is asking. So far: programs with API keys, each with permissions. Owns the schema `identity`.
 * Only the SHA-256 of a key is kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '#db'
import { type Clock, newId } from '#kernel'
import { findKey, insertKey } from './store.ts'

export const permissions = [
  'plans:read',
  'renewals:read',
  'renewals:write',
  'lines:read',
  'ledger:read',
  'cases:read',
  'cases:write',
  'upstreams:read',
  'upstreams:write',
  'catalog:review',
  'catalog:write',
] as const
export type Permission = (typeof permissions)[number]

export interface Caller {
  readonly id: string
  readonly name: string
  readonly permissions: readonly Permission[]
}

/**
 * The caller behind `Authorization: Bearer <key>`; undefined for none, an unknown or a revoked one.
 */
export async function authenticate(
  db: Db,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  const match = /^Bearer +([\x21-\x7e]{8,200})$/i.exec(authorization ?? '')
  return match ? findKey(db, hashKey(match[1]!)) : undefined
}

/** A key that is revoked is refused everywhere this much later, at the latest. */
export const callerMemoryMs = 2000

/**
 * `authenticate` for a process that answers many requests of few callers: who was let in is let in
 * for two seconds more without asking. Who was refused is asked about each time.
 */
export function createAuthenticator(
  db: Db,
  monotonic: () => number = () => performance.now(),
): (authorization: string | undefined) => Promise<Caller | undefined> {
  const known = new Map<string, { readonly caller: Caller; readonly until: number }>()
  return async (authorization = '') => {
    // No key is kept readable, not even in memory.
    const name = hashKey(authorization).toString('base64')
    const kept = known.get(name)
    if (kept && monotonic() < kept.until) return kept.caller
    const caller = await authenticate(db, authorization)
    if (known.size >= 1000) known.clear()
    if (caller) known.set(name, { caller, until: monotonic() + callerMemoryMs })
    else known.delete(name)
    return caller
  }
}

/**
 * Issues a key and gives it back this once. With `key` it issues exactly that one: the sandbox's
 * `tj_test_demo`. `db` must be the owner's: the program that answers requests cannot make keys.
 */
export async function issueKey(
  db: Db,
  issue: { name: string; permissions: readonly Permission[]; clock: Clock; key?: string },
): Promise<string> {
  const key = issue.key ?? `tj_live_${randomBytes(24).toString('base64url')}`
  const at = issue.clock.now()
  await insertKey(db, {
    id: newId(0, at, randomBytes),
    name: issue.name,
    hash: hashKey(key),
    permissions: issue.permissions,
    at,
  })
  return key
}

/**
 * Plain SHA-256: a key is 192 random bits, so there is nothing to guess that a slow hash would
 * protect.
 */
function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
