/**
 * Ids are UUIDs in version 7 layout (48 bits of milliseconds first, so new rows land at the end of
 * an index) whose last byte is the shard of the account they belong to: a lookup by id needs no
 * directory. Outside, an id is written as a prefix and 26 Crockford base32 characters: `rnw_06EB…`.
 */
export type Uuid = string & { readonly __brand: 'Uuid' }

export const shardCount = 256
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The kinds of public ids and their prefixes. */
export const idPrefix = {
  renewal: 'rnw',
  quote: 'quo',
  line: 'lin',
  case: 'cas',
  wallet: 'wal',
} as const
export type IdKind = keyof typeof idPrefix

/** `random` gives cryptographically random bytes; the simulation hands in a seeded one. */
export function newId(shard: number, at: Date, random: (bytes: number) => Uint8Array): Uuid {
  if (!Number.isInteger(shard) || shard < 0 || shard >= shardCount)
    throw new Error(`no such shard: ${shard}`)
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(at.getTime()) << 16n)
  bytes.set(random(9), 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  bytes[15] = shard
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid
}

export function shardOf(id: Uuid): number {
  return Number.parseInt(id.slice(-2), 16)
}

/**
 * The public form, 30 characters: short enough for every gateway's reference field with two to
 * spare.
 */
export function publicId(kind: IdKind, id: Uuid): string {
  let value = BigInt(`0x${id.replaceAll('-', '')}`)
  let text = ''
  for (let i = 0; i < 26; i++) {
    text = alphabet[Number(value & 31n)] + text
    value >>= 5n
  }
  return `${idPrefix[kind]}_${text}`
}

/**
 * Reads a public id of one kind; undefined when it is not one (the caller answers "missing", not
 * "malformed").
 */
export function parsePublicId(kind: IdKind, text: string): Uuid | undefined {
  const match = /^([a-z]{3})_([0-7][0-9A-HJKMNP-TV-Z]{25})$/.exec(text)
  if (!match || match[1] !== idPrefix[kind]) return undefined
  let value = 0n
  for (const character of match[2]!) value = (value << 5n) | BigInt(alphabet.indexOf(character))
  const hex = value.toString(16).padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid
}

/** What a person reads out on the telephone: `TJ-7K2M-91QX`, made from the id's last 40 bits. */
export function spokenReference(id: Uuid): string {
  const tail = publicId('renewal', id).slice(-8)
  return `TJ-${tail.slice(0, 4)}-${tail.slice(4)}`
}
