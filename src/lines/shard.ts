import { createHash } from 'node:crypto'
import { type Msisdn, shardCount } from '#kernel'

/** The shard of the guest account that an unclaimed number belongs to: hash(E.164) mod 256. */
export function guestShard(msisdn: Msisdn): number {
  return createHash('sha256').update(msisdn).digest().readUInt32BE(0) % shardCount
}
