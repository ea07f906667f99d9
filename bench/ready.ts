import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pause } from './auto.ts'

/** `npm start` on an empty data folder until /healthz answers; everything is installed already. */
export async function readyMs(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-ready-'))
  const port = await freePort()
  const start = performance.now()
  const boot = fileURLToPath(new URL('../tools/boot.mjs', import.meta.url))
  const child = spawn(process.execPath, [boot, 'src/main/start.ts'], {
    env: { ...process.env, PORT: String(port), SANDBOX_PORT: '0', DATA_DIR: dataDir },
    stdio: 'ignore',
  })
  let took: number | undefined
  while (took === undefined && performance.now() - start < 60_000) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.status === 200) took = performance.now() - start
    else await pause(10)
  }
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
  if (took === undefined) throw new Error('npm start was not ready within a minute')
  return took
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
