import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, before, test } from 'node:test'
import { type FaultProxy, startProxy } from '../../tools/chaos/proxy.ts'

const arrived: string[] = []
const server = createServer((request, response) => {
  arrived.push(request.url ?? '')
  response.end('x'.repeat(300))
})
let proxy: FaultProxy
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await startProxy((server.address() as AddressInfo).port)
})
after(async () => {
  await proxy.close()
  server.closeAllConnections()
  server.close()
})

const ask = async (path: string, patienceMs = 5_000) => {
  const signal = AbortSignal.timeout(patienceMs)
  const answer = await fetch(`http://127.0.0.1:${proxy.port}${path}`, { signal })
  return answer.text()
}

test('what comes late or in drips comes whole', async () => {
  for (const mode of ['ok', 'latency', 'slow drip'] as const) {
    proxy.setMode(mode)
    const began = performance.now()
    assert.equal((await ask(`/${encodeURI(mode)}`)).length, 300)
    const tookMs = performance.now() - began
    if (mode !== 'ok') assert.ok(tookMs > 80, `${mode} took ${tookMs} ms`)
  }
})

test('a reset connection and a black hole bring nothing there and nothing back', async () => {
  for (const mode of ['reset', 'black hole'] as const) {
    proxy.setMode(mode)
    await assert.rejects(ask('/nothing', 200))
  }
  assert.ok(!arrived.includes('/nothing'))
})

test('cut after the request: it arrived, and its answer did not', async () => {
  proxy.setMode('cut after request')
  await assert.rejects(ask('/cut'))
  assert.ok(arrived.includes('/cut'))
})

test('a change of mode cuts what is open', async () => {
  proxy.setMode('ok')
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write('GET /open HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(socket, 'data')
  const closed = once(socket, 'close')
  proxy.setMode('latency')
  await closed
})
