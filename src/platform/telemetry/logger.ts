import { redact } from './redact.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** The same logger with fields on every line: `log.with({ room: 'renewals' })`. */
  with(fields: LogFields): Logger
}

export interface LoggerOptions {
  /** Lines below it are dropped; `info` when absent. */
  readonly level?: LogLevel
  /** For people instead of machines; what a terminal gets. */
  readonly pretty?: boolean
  readonly write?: (line: string) => void
  readonly now?: () => Date
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/**
 * One JSON object a line on stderr: `at`, `level`, `message` and the fields. An `Error` in a field
 * becomes its name, message, stack and cause. Card numbers and numbers of lines never get out
 * whole.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const settings: Required<LoggerOptions> = {
    level: options.level ?? 'info',
    pretty: options.pretty ?? process.stderr.isTTY === true,
    write: options.write ?? ((line) => process.stderr.write(line)),
    now: options.now ?? (() => new Date()),
  }
  return loggerWith(settings, {})
}

function loggerWith(settings: Required<LoggerOptions>, bound: LogFields): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (levels.indexOf(level) < levels.indexOf(settings.level)) return
      const at = settings.now().toISOString()
      const all = { ...bound, ...fields }
      const line = settings.pretty
        ? prettyLine(at, level, message, all)
        : JSON.stringify({ at, level, message, ...all }, toJson)
      settings.write(`${redact(line)}\n`)
    }
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    with: (fields) => loggerWith(settings, { ...bound, ...fields }),
  }
}

function prettyLine(at: string, level: LogLevel, message: string, fields: LogFields): string {
  const rest = Object.entries(fields).map(([name, value]) => {
    if (value instanceof Error) return `\n${value.stack ?? value.message}`
    return ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value, toJson)}`
  })
  return `${at.slice(11, 19)} ${level.padEnd(5)} ${message}${rest.join('')}`
}

function toJson(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) {
    const { name, message, stack, cause } = value
    return { name, message, stack, ...(cause === undefined ? {} : { cause }) }
  }
  return value
}
