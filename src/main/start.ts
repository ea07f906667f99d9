/** `npm start`: everything a newcomer needs, in one process tree. */
import { createLogger } from '#telemetry'
import { announcement } from './announce.ts'
import { boot } from './boot.ts'
import { readConfig } from './config.ts'
import { runProgram } from './run-program.ts'

await runProgram(async (say) => {
  const config = readConfig(process.env)
  const onProgress = (line: string) => say(`${line} …`)
  onProgress('Starting Tajdeed')
  const booted = await boot(config, { log: createLogger(), onProgress })
  const urls = { app: booted.url, sandbox: booted.sandboxUrl, line: booted.lineUrl }
  return { ...booted, announcement: announcement(config, urls, performance.now()) }
})
