import { createHash } from 'node:crypto'
import { type Parties, parseReference } from '#attempts'
import type { Db } from '#db'
import type { Engine } from '#engine'
import { type Clock, Fault, shardCount, shardOf } from '#kernel'
import { insertCallback, setDueNow } from '#obligations'

export interface ReceivedCallback {
  /** The id of the operator adapter or payment provider it claims to come from. */
  readonly party: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Keeps a party's callback and asks for a look. What it says is not believed: it may be late,
 * repeated or out of order, and every one of them may be lost, so it only ever makes the next
 * lookup sooner.
 * @throws Fault not_found (no such party) · webhook_forged
 */
export async function receiveCallback(
  callback: ReceivedCallback,
  { db, parties, engine, clock }: { db: Db; parties: Parties; engine: Engine; clock: Clock },
): Promise<void> {
  const party =
    parties.operators.find(({ id }) => id === callback.party) ??
    parties.providers.find(({ id }) => id === callback.party)
  if (!party) throw new Fault('missing', 'not_found')
  const hint = party.readCallback(callback)
  if (!hint) throw new Fault('anonymous', 'webhook_forged', { internal: `by ${callback.party}` })
  const key = hint.reference === undefined ? undefined : parseReference(hint.reference)
  const at = clock.now()
  const shard = key ? shardOf(key.id) : strayShard(hint.eventId)
  await insertCallback(db, {
    shard,
    source: callback.party,
    eventId: hint.eventId,
    renewalId: key?.id ?? null,
    body: callback.body,
    at,
  })
  if (!key) return
  const attempt = { shard, renewalId: key.id, leg: key.leg, n: key.n, overtakes: true }
  const due = await setDueNow(db, attempt, at)
  if (due) engine.wake(shard, at)
}

/**
 * A callback that names none of our attempts has no account; it is kept where its event id falls.
 */
function strayShard(eventId: string): number {
  return createHash('sha256').update(eventId).digest().readUInt32BE(0) % shardCount
}
