/** One process of the product as the measurements start it; the parent speaks to it over IPC. */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { appRole, openDatabase } from '#db'
import { systemClock } from '#kernel'
import { createLogger } from '#telemetry'
import { wire } from '../src/main/wire.ts'

const { DATABASE_URL: url = '', SANDBOX_URL: sandboxUrl = '' } = process.env
const app = openDatabase({ url, role: appRole, max: 10, lanes: 3, applicationName: 'bench' })
const owner = openDatabase({ url, max: 2, applicationName: 'bench seed' })
/** What falls due while a round is made ready waits until it is to be run. */
let isHeld = true
const wired = await wire({
  environment: 'sandbox',
  db: app.db,
  ownerDb: owner.db,
  clock: systemClock,
  log: createLogger({ level: 'error' }),
  version: 'bench',
  publicUrl: 'http://127.0.0.1',
  secret: Buffer.alloc(32, 7),
  sandbox: { url: sandboxUrl },
  sharing: { holds: () => isHeld, wakeOthers() {} },
})
const server = serve({ fetch: wired.app.fetch, port: 0, hostname: '127.0.0.1' })
await once(server, 'listening')

let most = 0
const sampler = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 50)
wired.start()
flushCompileCache()

process.on('message', (what) => {
  // A sweep finds what is due, as it would by itself within 30 s.
  if (what === 'rest') isHeld = false
  if (what === 'run') {
    isHeld = true
    wired.renewals.engine.sweep()
  }
  process.send!(what === 'rss' ? most : 0)
})
process.once('disconnect', async () => {
  clearInterval(sampler)
  await wired.stop()
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await Promise.all([app.close(), owner.close()])
})
process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
