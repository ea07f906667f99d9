import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-boot-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))

/** The real program, as `npm start` runs it but for the installing. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['tools/boot.mjs', 'src/main/start.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const { promise: ready, resolve } = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
      const url = /is ready \(.*\): (\S+)/.exec(output)?.[1]
      if (url) resolve(url)
    })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, output }))
  const up = Promise.race([
    ready,
    ended.then((end) => {
      throw new Error(`ended before it was ready: ${end.output}`)
    }),
  ])
  // A test of a start that must fail does not look at it.
  up.catch(() => {})
  return { child, up, ended }
}

const postmaster = () =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it starts, answers, is killed outright, starts again on its data and stops cleanly', async () => {
  const first = start({})
  const health = await fetch(`${await first.up}/healthz`)
  assert.equal(health.status, 200)
  assert.match(await health.text(), /"status":"ok"/)
  const left = postmaster()
  first.child.kill('SIGKILL')
  // The door is killed; the program behind it notices and ends its own children.
  await first.ended
  assert.equal(isAlive(left), false)

  const second = start({})
  const metrics = await fetch(`${await second.up}/metrics`)
  assert.match(await metrics.text(), /^process_resident_memory_bytes \d+$/m)
  second.child.kill('SIGINT')
  const { code, output } = await second.ended
  assert.equal(code, 0, output)
  assert.doesNotMatch(output, /Creating the database/)
  assert.match(output, /Stopped; the data is kept/)
})

test('production has no sandbox and refuses the database of one', async () => {
  const { code, output } = await start({ TAJDEED_ENV: 'production' }).ended
  assert.equal(code, 1)
  assert.match(output, /was made for TAJDEED_ENV=sandbox, not production/)
  assert.doesNotMatch(output, /^ {4}at /m)
})

test('a taken port is named with the variable that chooses another', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as { port: number }
  const { code, output } = await start({ PORT: String(port) }).ended
  squatter.close()
  assert.equal(code, 1)
  assert.match(output, new RegExp(`Port ${port} is taken .* set PORT to a free port`))
})

test('a command says how it is called, before anything is started', async () => {
  const child = spawn(process.execPath, ['tools/boot.mjs', 'src/main/reconcile.ts', '--help'])
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  const [code] = await once(child, 'exit')
  assert.equal(code, 0)
  assert.match(said, /^`npm run reconcile /)
})
