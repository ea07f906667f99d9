import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger, createMetrics, redact } from '#telemetry'

const at = () => new Date('2026-03-01T00:00:00Z')

test('a line number keeps its network and its last two digits', () => {
  for (const written of ['+923001234567', '03001234567', '0300 1234567', '00923001234567'])
    assert.equal(redact(`to ${written}.`), 'to +92300•••••67.')
})

test('a card number is removed however it is grouped', () => {
  for (const card of ['4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111'])
    assert.equal(redact(`"pan":"${card}"`), '"pan":"[card number removed]"')
})

test('ids, instants and amounts stay as they are', () => {
  const kept = 'rnw_06EB4111111111111111AAAAAA 0197b2a0-4111-7111-8111-111111111111 1772323200000'
  assert.equal(redact(kept), kept)
  const noCard = '2026-03-01T00:00:00.000Z 59800 4111111111111112'
  assert.equal(redact(noCard), noCard)
})

test('a log line is one JSON object with its fields, and errors keep their cause', () => {
  const lines: string[] = []
  const log = createLogger({ pretty: false, now: at, write: (line) => lines.push(line) })
  const error = new Error('no answer', { cause: new Error('socket cut by +923001234567') })
  log.with({ room: 'operators' }).warn('lookup failed', { amount: 59800n, error })
  log.debug('not shown')
  assert.equal(lines.length, 1)
  const line = JSON.parse(lines[0]!)
  assert.equal(line.at, '2026-03-01T00:00:00.000Z')
  assert.deepEqual([line.level, line.message, line.room], ['warn', 'lookup failed', 'operators'])
  assert.equal(line.amount, '59800')
  assert.equal(line.error.cause.message, 'socket cut by +92300•••••67')
})

test('measurements are rendered as Prometheus reads them', async () => {
  const metrics = createMetrics()
  const renewals = metrics.counter('renewals_total', 'Renewals by end.')
  const due = metrics.gauge('due', 'Renewals that are due.')
  const wait = metrics.histogram('wait_seconds', 'How long.', [0.1, 1])
  metrics.onRender(() => due.set(3))
  renewals.add({ end: 'delivered' })
  renewals.add({ end: 'delivered' }, 2)
  for (const seconds of [0.05, 0.5, 5]) wait.observe(seconds, { to: 'a"b' })
  assert.equal(
    await metrics.render(),
    [
      '# HELP renewals_total Renewals by end.',
      '# TYPE renewals_total counter',
      'renewals_total{end="delivered"} 3',
      '# HELP due Renewals that are due.',
      '# TYPE due gauge',
      'due 3',
      '# HELP wait_seconds How long.',
      '# TYPE wait_seconds histogram',
      'wait_seconds_bucket{to="a\\"b",le="0.1"} 1',
      'wait_seconds_bucket{to="a\\"b",le="1"} 2',
      'wait_seconds_bucket{to="a\\"b",le="+Inf"} 3',
      'wait_seconds_sum{to="a\\"b"} 5.55',
      'wait_seconds_count{to="a\\"b"} 3',
      '',
    ].join('\n'),
  )
})

test('a name is measured in one place only', () => {
  const metrics = createMetrics()
  metrics.counter('renewals_total', 'Renewals.')
  assert.throws(() => metrics.gauge('renewals_total', 'Renewals.'), /registered twice/)
})
