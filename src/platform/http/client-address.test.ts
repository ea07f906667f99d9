import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientAddress, clientName, readProxies } from './client-address.ts'

const proxies = readProxies(['10.0.0.0/8', '2001:db8::7'])

test('the client is the last one before the proxies we trust, whatever it wrote itself', () => {
  for (const [peer, forwardedFor, client] of [
    ['203.0.113.5', undefined, '203.0.113.5'],
    ['203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '1.1.1.1, 198.51.100.1, 10.2.3.4', '198.51.100.1'],
    ['2001:db8::7', '2001:db8:0:1::9', '2001:db8:0:1::9'],
    ['127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['127.0.0.1', '[2001:db8::9]:443', '2001:db8::9'],
  ] as const)
    assert.equal(clientAddress(peer, forwardedFor, proxies), client, `${peer} ${forwardedFor}`)
})

test('where a proxy says nothing readable, nobody is named', () => {
  for (const [peer, forwardedFor] of [
    ['127.0.0.1', undefined],
    ['::1', ''],
    ['10.0.0.1', '10.0.0.2'],
    ['127.0.0.1', 'unknown'],
    [undefined, '198.51.100.1'],
  ] as const)
    assert.equal(clientAddress(peer, forwardedFor, proxies), undefined, `${peer} ${forwardedFor}`)
})

test('addresses of one /64 are one client', () => {
  assert.equal(clientName('2001:db8:0:1:aaaa::1'), clientName('2001:DB8::1:bbbb:0:0:2'))
  assert.notEqual(clientName('2001:db8:0:1::1'), clientName('2001:db8:0:2::1'))
  assert.equal(clientName('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(clientName('198.51.100.1'), '198.51.100.1')
})

test('what is no address is named', () => {
  for (const entry of ['proxy.example', '10.0.0.0/33', '10.0.0.0/x', ''])
    assert.throws(() => readProxies([entry]), new RangeError(entry))
})
