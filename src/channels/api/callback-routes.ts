import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { toFault, toProblem } from '#http'
import { Fault } from '#kernel'
import type { Renewals } from '#renewals'
import type { Logger } from '#telemetry'

export interface CallbackContext {
  readonly renewals: Renewals
  readonly log: Logger
  /** The path a party calls, below /callbacks, and the party it stands for. */
  readonly parties: Readonly<Record<string, string>>
}

const maxBodyBytes = 64 * 1024

/**
 * Where outside parties call back. The signature is checked on the raw bytes; a good callback is
 * kept before it is answered 204, a forged one changes nothing and is 401.
 */
export function createCallbacks({ renewals, log, parties }: CallbackContext) {
  const app = new Hono()
  app.onError((error, c) => {
    const { fault, status } = toFault(error)
    log.warn('callback refused', { path: c.req.path, code: fault.code, error: String(fault) })
    return c.json(
      toProblem(fault, status, (key) => key),
      status as 401,
    )
  })
  const tooLarge = () => {
    throw new Fault('too_large', 'body_too_large', { details: { limit_kb: maxBodyBytes / 1024 } })
  }
  app.use('/callbacks/*', bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge }))
  app.post('/callbacks/*', async (c) => {
    const party = parties[c.req.path.slice('/callbacks/'.length)]
    if (party === undefined) throw new Fault('missing', 'not_found')
    await renewals.receiveCallback({
      party,
      headers: c.req.header(),
      body: await c.req.text(),
    })
    return c.body(null, 204)
  })
  return app
}
