/** `npm run serve`: pages and API, one of any number of such processes; workers do the rest. */
import { createLogger } from '#telemetry'
import { readConfig } from './config.ts'
import { claimPort } from './ports.ts'
import { runProgram } from './run-program.ts'
import { serveApp } from './serve-app.ts'
import { findSurroundings } from './shared-database.ts'
import { version } from './version.ts'

await runProgram(async () => {
  const config = readConfig(process.env)
  const port = await claimPort(config.port, config.host, 'PORT')
  const found = await findSurroundings(config)
  const log = createLogger()
  const served = await serveApp({ ...found, config, log, version, port, works: false })
  return { announcement: `Tajdeed serves: ${served.url}`, stop: served.stop }
})
