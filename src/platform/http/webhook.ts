import { Webhook } from 'standardwebhooks'

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Verifies a Standard Webhooks signature on the raw body and its age (5 minutes).
 * A replay within that time passes: the caller keeps event ids unique.
 */
export function verifyWebhook(
  message: SignedMessage,
  secret: string,
): { id: string; payload: unknown } | undefined {
  try {
    const payload = new Webhook(secret).verify(message.body, { ...message.headers })
    const id = message.headers['webhook-id']
    return id === undefined ? undefined : { id, payload }
  } catch {
    return undefined
  }
}
