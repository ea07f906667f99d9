import { sql } from 'kysely'
import type { Db, Tx } from '#db'
import type { Answer } from './idempotency.ts'

type IdempotencyTables = {
  'platform.idempotency': {
    shard: number
    caller_hash: Buffer
    key: string
    body_hash: Buffer
    status: number | null
    response: unknown
    created_at: Date
  }
}

export interface KeyedRequest {
  readonly shard: number
  readonly callerHash: Buffer
  readonly key: string
  readonly bodyHash: Buffer
}

const idempotency = (db: Db) => db.withTables<IdempotencyTables>()

export async function findAnswer(
  db: Db,
  { shard, callerHash, key }: KeyedRequest,
): Promise<(Answer & { bodyHash: Buffer }) | undefined> {
  const row = await idempotency(db)
    .selectFrom('platform.idempotency')
    .select(['body_hash', 'status', 'response'])
    .where('shard', '=', shard)
    .where('caller_hash', '=', callerHash)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row || row.status === null) return undefined
  return { bodyHash: row.body_hash, status: row.status, body: row.response }
}

/** True if the key is new; waits for another transaction that is just writing it. */
export async function insertAnswer(
  tx: Tx,
  keyed: KeyedRequest,
  answer: Answer,
  at: Date,
): Promise<boolean> {
  const row = await idempotency(tx)
    .insertInto('platform.idempotency')
    .values({
      shard: keyed.shard,
      caller_hash: keyed.callerHash,
      key: keyed.key,
      body_hash: keyed.bodyHash,
      status: answer.status,
      response: sql`${JSON.stringify(answer.body)}::jsonb`,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}
