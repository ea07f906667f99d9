import type { Db } from '#db'
import type { Uuid } from '#kernel'
import type { Caller, Permission } from './index.ts'

type IdentityTables = {
  'identity.api_key': {
    id: string
    name: string
    key_hash: Buffer
    permissions: readonly string[]
    created_at: Date
    revoked_at: Date | null
  }
}

const identityTables = (db: Db) => db.withTables<IdentityTables>()

export async function findKey(db: Db, hash: Buffer): Promise<Caller | undefined> {
  const row = await identityTables(db)
    .selectFrom('identity.api_key')
    .select(['id', 'name', 'permissions'])
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, permissions: row.permissions as Permission[] }
}

export async function insertKey(
  db: Db,
  key: { id: Uuid; name: string; hash: Buffer; permissions: readonly Permission[]; at: Date },
): Promise<void> {
  await identityTables(db)
    .insertInto('identity.api_key')
    .values({
      id: key.id,
      name: key.name,
      key_hash: key.hash,
      permissions: key.permissions,
      created_at: key.at,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .execute()
}
