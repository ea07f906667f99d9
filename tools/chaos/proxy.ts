import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What a connection made now runs into. */
export const proxyModes = [
  'ok',
  /** Every piece comes late, and in order. */
  'latency',
  'reset',
  /** Taken and never answered. */
  'black hole',
  /** The request arrives, and the answer to it never does. */
  'cut after request',
  'slow drip',
] as const
export type ProxyMode = (typeof proxyModes)[number]

export interface FaultProxy {
  readonly port: number
  /** Connections that are open are cut: a mode holds for those made from now on. */
  setMode(mode: ProxyMode): void
  close(): Promise<void>
}

const latencyMs = 300
/** About 3 KB a second: a short answer comes through in time, a whole tariff does not. */
const drip = { bytes: 64, everyMs: 20 }

/** A TCP proxy on 127.0.0.1 that stands between us and a port, and misbehaves as told. */
export async function startProxy(targetPort: number): Promise<FaultProxy> {
  const open = new Set<Socket>()
  let mode: ProxyMode = 'ok'
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => open.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (mode === 'reset') client.resetAndDestroy()
    else if (mode === 'black hole') client.resume()
    else {
      const target = connect(targetPort, '127.0.0.1')
      keep(target)
      join(client, target, mode)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    setMode(next) {
      mode = next
      cutAll()
    },
    async close() {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Passes bytes both ways in one mode; when one side ends, so does the other. */
function join(client: Socket, target: Socket, mode: ProxyMode): void {
  client.once('close', () => target.destroy())
  target.once('close', () => client.destroy())
  if (mode === 'latency') {
    client.on('data', (piece: Buffer) => void setTimeout(() => give(target, piece), latencyMs))
    target.on('data', (piece: Buffer) => void setTimeout(() => give(client, piece), latencyMs))
    return
  }
  client.on('data', (piece: Buffer) => give(target, piece))
  if (mode === 'cut after request') target.once('data', () => client.destroy())
  else if (mode === 'slow drip') dripInto(client, target)
  else target.on('data', (piece: Buffer) => give(client, piece))
}

function give(socket: Socket, piece: Buffer): void {
  if (!socket.destroyed) socket.write(piece)
}

function dripInto(client: Socket, source: Socket): void {
  let waiting = Buffer.alloc(0)
  source.on('data', (piece: Buffer) => {
    waiting = Buffer.concat([waiting, piece])
  })
  const timer = setInterval(() => {
    if (waiting.length === 0) return
    give(client, waiting.subarray(0, drip.bytes))
    waiting = waiting.subarray(drip.bytes)
  }, drip.everyMs)
  client.once('close', () => clearInterval(timer))
}
