import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Handler, MiddlewareHandler } from 'hono'
import type { Broken } from '#cases'
import type { UpstreamDesk } from '#engine'
import { createMetrics, type Metrics } from '#telemetry'

/** What the minute's watch found; an alert is set on the first of the two being above 0. */
export function measureCases(metrics: Metrics) {
  const broken = metrics.gauge('tajdeed_invariants_broken', 'Rows that break an invariant now.')
  const open = metrics.gauge('tajdeed_cases_open', 'Cases that wait for a person.')
  return (tick: { broken: readonly Broken[]; openCases: number }) => {
    broken.set(tick.broken.length)
    open.set(tick.openCases)
  }
}

/** How each party stands for this process; an alert is set on the first of these being above 0. */
export function measureUpstreams(metrics: Metrics, upstreams: Pick<UpstreamDesk, 'list'>): void {
  const held = metrics.gauge(
    'tajdeed_upstream_held',
    'Sends of a party held back: 1 does not answer, 2 stopped by a person.',
  )
  const answers = metrics.gauge(
    'tajdeed_upstream_answers',
    'Answers of a party within the window of its breaker, by kind.',
  )
  metrics.onRender(async () => {
    // A database that is away must not take the other measurements with it.
    const standings = await upstreams.list().catch(() => [])
    for (const { party, state, seen, ill } of standings) {
      held.set(state === 'stopped' ? 2 : state === 'well' ? 0 : 1, { party })
      answers.set(seen - ill, { party, kind: 'well' })
      answers.set(ill, { party, kind: 'ill' })
    }
  })
}

/** What every process tells Prometheus about itself, and each request it answered. */
export function measureProcess(): {
  readonly metrics: Metrics
  readonly requests: MiddlewareHandler
  /** The answer of GET /metrics. */
  readonly answer: Handler
  stop(): void
} {
  const metrics = createMetrics()
  const memory = metrics.gauge('process_resident_memory_bytes', 'Memory held by this process.')
  const uptime = metrics.gauge('process_uptime_seconds', 'Time since this process started.')
  const lag = metrics.gauge('nodejs_eventloop_lag_p99_seconds', 'Lag since the last reading, p99.')
  const answered = metrics.counter('http_requests_total', 'Answers by method and kind of status.')
  const took = metrics.histogram('http_request_duration_seconds', 'Time to the end of the handler.')
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  metrics.onRender(() => {
    memory.set(process.memoryUsage.rss())
    uptime.set(process.uptime())
    lag.set(delay.percentile(99) / 1e9)
    delay.reset()
  })
  return {
    metrics,
    async requests(c, next) {
      const start = performance.now()
      await next()
      took.observe((performance.now() - start) / 1000)
      answered.add({ method: c.req.method, status: `${Math.floor(c.res.status / 100)}xx` })
    },
    async answer(c) {
      c.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      return c.body(await metrics.render())
    },
    stop: () => delay.disable(),
  }
}
