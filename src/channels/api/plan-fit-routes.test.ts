import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpenAPIHono } from '@hono/zod-openapi'
import { createAdvice } from '#advice'
import type { Catalog } from '#catalog'
import { createLogger } from '#telemetry'
import type { ApiContext, ApiEnv } from './context.ts'
import { mountPlanFit } from './plan-fit-routes.ts'

const catalog = {
  listOperators: async () => [],
  listPlans: async () => ({ plans: [], operators: [] }),
} as unknown as Catalog

function api() {
  const lines: string[] = []
  const app = new OpenAPIHono<ApiEnv>()
  app.onError((error, c) => c.json({ error: error.message }, 422))
  const log = createLogger({ level: 'info', write: (line) => lines.push(line) })
  const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
  const advice = createAdvice({ catalog })
  mountPlanFit(app, { catalog, advice, clock, log } as unknown as ApiContext)
  const ask = (body: object) =>
    app.request('/v1/plan-fit', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ask, lines }
}

test('of a text that was not understood its wording alone is logged', async () => {
  const { ask, lines } = api()
  await ask({ sms_text: 'Ayesha 0300 1234567, CNIC 35202-1234567-1: 120 MBs left, PIN 4821' })
  const log = lines.join()
  assert.match(log, /message wording not known/)
  assert.match(log, /# mbs/)
  assert.doesNotMatch(log, /Ayesha|cnic|1234567|4821/i)
})

test('of a text that was understood nothing is logged', async () => {
  const { ask, lines } = api()
  await ask({ sms_text: 'Dear customer, 150 MBs remain for your offer.' })
  assert.deepEqual(lines, [])
})

test('where nothing is sold the answer is none, and says so', async () => {
  const { ask } = api()
  const usage = { data_mb_per_month: 1000, minutes_per_month: 0, sms_per_month: 0 }
  const answer = (await (await ask({ usage })).json()) as Record<string, unknown>
  assert.equal(answer.recommended, null)
  assert.match(JSON.stringify(answer.doubts), /No plan that is sold here/)
})
