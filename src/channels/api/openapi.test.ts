import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { createLogger } from '#telemetry'
import { createApi } from './index.ts'

/** The document needs no room behind it: nothing is asked of them until a call comes. */
const api = createApi({
  log: createLogger({ level: 'error' }),
  version: '1.2.3',
  publicUrl: 'http://127.0.0.1',
  translate: (_language: string | undefined, key: string) => key,
} as never)

const read = async () => (await api.request('/openapi.json')).json() as Promise<Document>

interface Document {
  openapi: string
  paths: Record<string, Record<string, { parameters?: { name: string; required?: boolean }[] }>>
}

test('openapi.json is a valid OpenAPI 3.1 document', async () => {
  const document = await read()
  assert.match(document.openapi, /^3\.1\./)
  const result = await new Validator().validate(document as never)
  assert.deepEqual(result.errors ?? [], [])
  assert.equal(result.valid, true)
})

test('it names the calls that exist and none that do not', async () => {
  const { paths } = await read()
  const calls = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb} ${path}`),
  )
  assert.deepEqual(calls.sort(), [
    'get /v1/cases',
    'get /v1/cases/{id}',
    'get /v1/catalog/changes',
    'get /v1/catalog/review',
    'get /v1/ledger/trial-balance',
    'get /v1/lines/{msisdn}',
    'get /v1/operators',
    'get /v1/operators/identify',
    'get /v1/payment-methods',
    'get /v1/plans',
    'get /v1/plans/{id}',
    'get /v1/plans/{id}/history',
    'get /v1/renewals',
    'get /v1/renewals/{id}',
    'get /v1/upstreams',
    'get /v1/upstreams/{id}',
    'post /v1/cases/{id}/accept',
    'post /v1/cases/{id}/delivered',
    'post /v1/cases/{id}/look',
    'post /v1/cases/{id}/refund',
    'post /v1/catalog/changes',
    'post /v1/catalog/changes/preview',
    'post /v1/catalog/changes/{id}/take-back',
    'post /v1/catalog/plans/{id}/restore',
    'post /v1/catalog/plans/{id}/verify',
    'post /v1/catalog/plans/{id}/withdraw',
    'post /v1/lines/{msisdn}/link',
    'post /v1/lines/{msisdn}/link/revoke',
    'post /v1/plan-fit',
    'post /v1/quotes',
    'post /v1/renewals',
    'post /v1/renewals/{id}/cancel',
    'post /v1/upstreams/{id}/start',
    'post /v1/upstreams/{id}/stop',
  ])
})

test('every POST that makes something requires an idempotency key', async () => {
  const { paths } = await read()
  for (const path of ['/v1/quotes', '/v1/renewals']) {
    const key = paths[path]!.post!.parameters?.find(({ name }) => /idempotency/i.test(name))
    assert.equal(key?.required, true, path)
  }
})

test('the reference for people names every call and asks for nothing else', async () => {
  const page = await (await api.request('/docs')).text()
  for (const path of Object.keys((await read()).paths)) assert.ok(page.includes(path), path)
  assert.ok(!/<script|<link rel="stylesheet"|src=/.test(page))
})
