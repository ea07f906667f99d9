/** What the program says about itself: log lines for people, measurements for Prometheus. */
export {
  createLogger,
  type LogFields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logger.ts'
export {
  type Counter,
  createMetrics,
  type Gauge,
  type Histogram,
  type Labels,
  type Metrics,
} from './metrics.ts'
export { redact } from './redact.ts'
