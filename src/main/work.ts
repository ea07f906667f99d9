/** `npm run work`: the engine alone, one of any number of such processes. */
import { createLogger } from '#telemetry'
import { readConfig } from './config.ts'
import { runProgram } from './run-program.ts'
import { findSurroundings } from './shared-database.ts'
import { version } from './version.ts'
import { workApp } from './work-app.ts'

await runProgram(async () => {
  const config = readConfig(process.env)
  const found = await findSurroundings(config)
  const worked = await workApp({ ...found, config, log: createLogger(), version })
  const place = worked.url === undefined ? '' : `: ${worked.url}/metrics`
  return { ...worked, announcement: `Tajdeed works${place}` }
})
