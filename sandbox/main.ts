import { startSandbox } from './server.ts'
import { readSettings } from './settings.ts'

/** The process: reads its environment, says where it listens, and stops cleanly when asked to. */
try {
  const sandbox = await startSandbox(readSettings(process.env))
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void sandbox.close())
  console.log(`sandbox listening on ${sandbox.url}`)
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exitCode = 1
}
