import { createHash } from 'node:crypto'
import { type Db, inTransaction, type Tx } from '#db'
import { type Clock, Fault, shardCount } from '#kernel'
import { findAnswer, insertAnswer, type KeyedRequest } from './store.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** Another transaction kept an answer under the key while this one was at work. */
class Overtaken extends Error {}

/**
 * Runs a POST once per caller and key. The same key and body replay the first answer; the same key
 * with another body is refused and nothing is written. `prepare` reads, outside the transaction;
 * `write` runs in the one transaction that also keeps the answer under the key, so either all of it
 * happened or nothing.
 *
 * The key is written last and read only when something stands in the way: a first request then
 * costs one statement for its key instead of three. Whoever comes second finds the key taken, or is
 * refused because the first was served (its quote is in use); in both cases the first answer
 * counts.
 * @throws Fault idempotency_key_missing · idempotency_key_invalid · idempotency_key_reused
 */
export async function answerOnce<Prepared>(
  db: Db,
  request: { caller: string; key: string | undefined; what: string; body: unknown; clock: Clock },
  prepare: () => Promise<Prepared>,
  write: (tx: Tx, prepared: Prepared) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const keyed = toKeyed(request)
  try {
    const prepared = await prepare()
    const made = await inTransaction(db, async (tx) => {
      const answer = await write(tx, prepared)
      if (!(await insertAnswer(tx, keyed, answer, request.clock.now()))) throw new Overtaken()
      return answer
    })
    return { ...made, replayed: false }
  } catch (error) {
    if (!(error instanceof Overtaken || error instanceof Fault)) throw error
    const first = await findAnswer(db, keyed)
    if (first) return replay(first, keyed)
    if (error instanceof Fault) throw error
    throw new Fault('busy', 'busy', { internal: 'idempotency key taken, no answer kept' })
  }
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
