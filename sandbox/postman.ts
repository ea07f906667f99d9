import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

/** One callback as it is kept until somebody took it. */
export interface Letter {
  readonly path: string
  /** The same for every copy and every try, so that a receiver can tell a repetition. */
  readonly id: string
  readonly body: string
  /** Set on letters that are not the party's: what is wrong with their signature. */
  readonly forgery?: 'other_secret' | 'unsigned' | 'tampered' | undefined
}

/**
 * A receiver that takes longer has not taken it, and moving the clock waits no longer than this.
 */
const patience_ms = 2000

/**
 * The `webhook-signature` of Standard Webhooks: HMAC-SHA256 over id, timestamp and body with the
 * decoded part of the secret after `whsec_`.
 */
function signLetter(secret: string, letter: Letter, timestamp: number): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const content = `${letter.id}.${timestamp}.${letter.body}`
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

export interface Postman {
  /**
   * Sends after everything about the same subject that is still on its way; true when it was
   * taken.
   */
  send(subject: string, letter: Letter): Promise<boolean>
  /** Resolves when nothing is on its way any more, or nothing about these subjects. */
  idle(subjects?: readonly string[]): Promise<void>
  close(): void
}

/** Nothing is sent before `ready`: what a letter tells must be in the books by then. */
export function createPostman(
  notifyUrl: string,
  secret: string,
  ready: () => Promise<void>,
): Postman {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const base = notifyUrl.replace(/\/+$/, '')
  const onTheirWay = new Map<string, Promise<boolean>>()
  return {
    send(subject, letter) {
      const before = onTheirWay.get(subject) ?? Promise.resolve(true)
      const sent = before.then(ready).then(
        () => post(agent, base, secret, letter),
        () => false,
      )
      onTheirWay.set(subject, sent)
      void sent.then(() => {
        if (onTheirWay.get(subject) === sent) onTheirWay.delete(subject)
      })
      return sent
    },
    async idle(subjects) {
      if (subjects) await Promise.all(subjects.map((subject) => onTheirWay.get(subject)))
      else while (onTheirWay.size > 0) await Promise.all(onTheirWay.values())
    },
    close: () => agent.destroy(),
  }
}

/** A stranger knows another secret, or none, or puts a true signature on something else. */
function signatureOf(secret: string, letter: Letter, timestamp: number): Record<string, string> {
  switch (letter.forgery) {
    case 'unsigned':
      return {}
    case 'other_secret': {
      const stranger = `whsec_${Buffer.from('not the secret of this party').toString('base64')}`
      return { 'webhook-signature': signLetter(stranger, letter, timestamp) }
    }
    case 'tampered': {
      const other = { ...letter, body: `${letter.body} ` }
      return { 'webhook-signature': signLetter(secret, other, timestamp) }
    }
    default:
      return { 'webhook-signature': signLetter(secret, letter, timestamp) }
  }
}

/** Any 2xx is a yes. A redirect is not followed, since a signed letter is for one address only. */
function post(agent: Agent, base: string, secret: string, letter: Letter): Promise<boolean> {
  // Receivers refuse old timestamps, so this is real time even when the sandbox's clock was moved.
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(letter.body),
    'webhook-id': letter.id,
    'webhook-timestamp': String(timestamp),
    ...signatureOf(secret, letter, timestamp),
  }
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(patience_ms)
    const outgoing = request(`${base}${letter.path}`, { method: 'POST', agent, headers, signal })
    outgoing.on('response', (answer) => {
      const status = answer.statusCode ?? 0
      answer.on('error', () => resolve(false))
      answer.on('end', () => resolve(status >= 200 && status < 300))
      answer.resume()
    })
    outgoing.on('error', () => resolve(false))
    outgoing.end(letter.body)
  })
}
