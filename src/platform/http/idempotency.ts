import { createHash } from 'node:crypto'
import { type Db, inTransaction, type Tx } from '#db'
import { type Clock, Fault, shardCount } from '#kernel'
import { findAnswer, insertClaim, type KeyedRequest, setAnswer } from './store.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/**
 * Runs a POST once per caller and key. The same key and body replay the first answer; the same key
 * with another body is refused before anything is written. `prepare` reads, outside the
 * transaction; `write` runs in the one transaction that also claims the key and keeps the answer,
 * so either all of it happened or nothing.
 * @throws Fault idempotency_key_missing · idempotency_key_invalid · idempotency_key_reused
 */
export async function answerOnce<Prepared>(
  db: Db,
  request: { caller: string; key: string | undefined; what: string; body: unknown; clock: Clock },
  prepare: () => Promise<Prepared>,
  write: (tx: Tx, prepared: Prepared) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const keyed = toKeyed(request)
  const known = await findAnswer(db, keyed)
  if (known) return replay(known, keyed)
  const prepared = await prepare()
  const made = await inTransaction(db, async (tx) => {
    // Insert first: a second request with the key waits here until the first has committed or gone.
    if (!(await insertClaim(tx, keyed, request.clock.now()))) return undefined
    const answer = await write(tx, prepared)
    await setAnswer(tx, keyed, answer)
    return answer
  })
  if (made) return { ...made, replayed: false }
  const first = await findAnswer(db, keyed)
  if (!first)
    throw new Fault('busy', 'busy', { internal: 'idempotency key claimed, no answer kept' })
  return replay(first, keyed)
}

function replay(known: Answer & { bodyHash: Buffer }, keyed: KeyedRequest) {
  if (!known.bodyHash.equals(keyed.bodyHash)) {
    throw new Fault('invalid', 'idempotency_key_reused', { field: 'Idempotency-Key' })
  }
  return { status: known.status, body: known.body, replayed: true }
}

function toKeyed({
  caller,
  key,
  what,
  body,
}: {
  caller: string
  key: string | undefined
  what: string
  body: unknown
}) {
  if (key === undefined || key === '') {
    throw new Fault('malformed', 'idempotency_key_missing', { field: 'Idempotency-Key' })
  }
  if (key.length > 255 || !/^[\x21-\x7e]+$/.test(key)) {
    throw new Fault('malformed', 'idempotency_key_invalid', { field: 'Idempotency-Key' })
  }
  const callerHash = createHash('sha256').update(caller).digest()
  const place = createHash('sha256').update(callerHash).update(key).digest()
  return {
    shard: place.readUInt32BE(0) % shardCount,
    callerHash,
    key,
    bodyHash: createHash('sha256')
      .update(`${what}\n${JSON.stringify(body)}`)
      .digest(),
  }
}
