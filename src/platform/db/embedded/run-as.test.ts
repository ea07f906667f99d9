import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findPrograms } from './cluster.ts'
import { run } from './processes.ts'
import { chooseRunAs } from './run-as.ts'

const { postgres } = findPrograms()
const isRoot = process.getuid?.() === 0

/** A machine that has only these of its programs. */
function machineWith(...names: string[]): { env: { PATH: string }; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tajdeed-path-'))
  for (const name of names) symlinkSync(join('/usr/bin', name), join(folder, name))
  return { env: { PATH: folder }, remove: () => rmSync(folder, { recursive: true }) }
}

test('an ordinary user runs the server as itself', { skip: isRoot && 'this is root' }, async () => {
  assert.deepEqual(await chooseRunAs(postgres, {}), { prefix: [], owner: undefined })
})

const skip = !(isRoot && existsSync('/usr/bin/setpriv')) && 'needs root and setpriv'

test('root without namespaces becomes another user with one capability', { skip }, async () => {
  const machine = machineWith('setpriv', 'id', 'grep')
  const { prefix, owner } = await chooseRunAs(postgres, machine.env)
  assert.notEqual(owner?.uid, 0)
  const id = await run([...prefix, 'id', '-u'], machine.env)
  assert.equal(id.output.trim(), String(owner?.uid))
  const may = await run([...prefix, 'grep', 'CapEff', '/proc/self/status'], machine.env)
  // Bit 1 is CAP_DAC_OVERRIDE.
  assert.match(may.output, /^CapEff:\s+0{15}2$/m)
  machine.remove()
})

test('root with neither way is told what to do', { skip }, async () => {
  const machine = machineWith()
  const choice = chooseRunAs(postgres, machine.env)
  const message = /as an ordinary user, or set DATABASE_URL/
  await assert.rejects(choice, { name: 'BootProblem', message })
  machine.remove()
})
