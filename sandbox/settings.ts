/** What the process is told from outside. Everything has a default but the place of callbacks. */
export interface Settings {
  /** 0 lets the system choose a free port. */
  readonly port: number
  /** Where `sandbox.sqlite` lives; in memory when absent. */
  readonly dataDir?: string | undefined
  /** Base of the callbacks, `http://127.0.0.1:3000/callbacks`; no callbacks when absent. */
  readonly notifyUrl?: string | undefined
  readonly webhookSecret: string
  readonly operatorKey: string
  readonly gatewayKey: string
  /** Life of a redirect session. */
  readonly sessionMs: number
}

export const defaults = {
  webhookSecret: 'whsec_c2FuZGJveC13ZWJob29rLXNlY3JldC0zMmJ5dGVzISE=',
  operatorKey: 'sandbox_operator_key',
  gatewayKey: 'sandbox_gateway_key',
  sessionMs: 45_000,
} as const

/** @throws Error naming the variable that cannot be used, for the person who starts the process. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return checkSettings({
    port: readWhole('SANDBOX_PORT', env.SANDBOX_PORT, 3001),
    dataDir: env.SANDBOX_DATA_DIR || undefined,
    notifyUrl: env.SANDBOX_NOTIFY_URL || undefined,
    webhookSecret: env.SANDBOX_WEBHOOK_SECRET || defaults.webhookSecret,
    operatorKey: env.SANDBOX_OPERATOR_KEY || defaults.operatorKey,
    gatewayKey: env.SANDBOX_GATEWAY_KEY || defaults.gatewayKey,
    sessionMs: readWhole('SANDBOX_SESSION_MS', env.SANDBOX_SESSION_MS, defaults.sessionMs),
  })
}

/**
 * A simulated gateway that calls a stranger would be a nuisance, so callbacks stay on this
 * machine.
 */
export function checkSettings(settings: Settings): Settings {
  if (settings.notifyUrl !== undefined && !isLoopback(settings.notifyUrl))
    throw new Error(`SANDBOX_NOTIFY_URL must be http on a loopback address: ${settings.notifyUrl}`)
  if (!settings.webhookSecret.startsWith('whsec_'))
    throw new Error('SANDBOX_WEBHOOK_SECRET must start with whsec_')
  return settings
}

function isLoopback(text: string): boolean {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:') return false
  return (
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname)
  )
}

function readWhole(name: string, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number: ${text}`)
  return Number(text)
}
