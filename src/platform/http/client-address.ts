import { BlockList, isIP } from 'node:net'

/** Proxies whose word about who asks is believed, besides those on this machine. */
export type Proxies = BlockList

/**
 * @param entries addresses and ranges: `10.0.0.0/8`, `2001:db8::1`
 * @throws RangeError naming the entry that is neither
 */
export function readProxies(entries: readonly string[]): Proxies {
  const list = new BlockList()
  list.addSubnet('127.0.0.0', 8, 'ipv4')
  list.addAddress('::1', 'ipv6')
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address)
    const longest = family === 6 ? 128 : 32
    const length = bits === undefined ? longest : Number(bits)
    if (family === 0 || !/^\d{1,3}$/.test(bits ?? '0') || length > longest) {
      throw new RangeError(entry)
    }
    list.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/**
 * Who asks, by the socket and what trusted proxies say: each has written at the end of
 * X-Forwarded-For whom it had before it, so the first one from the end that is no proxy of ours is
 * the client; what stands before it anybody can write. Undefined when only proxies are known: one
 * that passes no address on must not have all its clients counted as one.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: Proxies,
): string | undefined {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), peer ?? '']
  for (const hop of hops.reverse()) {
    const address = plain(hop)
    const family = isIP(address)
    if (family === 0) return undefined
    if (!proxies.check(address, family === 6 ? 'ipv6' : 'ipv4')) return address
  }
  return undefined
}

/** One household or phone has a whole /64 and could take a new address of it for every question. */
export function clientName(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const [before, after] = [parts(head), parts(tail ?? '')]
  const gap = tail === undefined ? 0 : 8 - before.length - after.length
  const all = [...before, ...Array<string>(Math.max(0, gap)).fill('0'), ...after]
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}

const parts = (text: string) => (text === '' ? [] : text.split(':'))

/** `::ffff:192.0.2.1` as 192.0.2.1, and without the port and the brackets that some proxies add. */
function plain(hop: string): string {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(hop)?.[1] ?? hop
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  return /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(mapped)?.[1] ?? mapped
}
