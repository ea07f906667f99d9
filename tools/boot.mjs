/**
 * The door of every npm script, in plain JavaScript for whatever Node the machine has: installs
 * what is missing, then runs the script on the Node of package.json. Exit code and signals pass
 * through.
 */
import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const [script, ...args] = process.argv.slice(2)
if (!script) fail('Which script? For example: node tools/boot.mjs src/main/start.ts')
if (args[0] === '--help' || args[0] === '-h') help(script)
const major = Number(process.versions.node.split('.')[0])
if (major < 18)
  fail(`Node ${process.versions.node} is too old to install with: 18 or newer, please.`)
if (!isInstalled()) await install()
if (!existsSync(node))
  fail(
    'Node 26 was not installed, although it is among the packages: their install scripts were ' +
      'blocked. Run `npm config get ignore-scripts`; if it says true, run ' +
      '`npm ci --ignore-scripts=false` here once.',
  )
await runScript()

/** Each script begins by saying what it does and how it is called; that is its help. */
function help(path) {
  const [comment = ''] = /^\/\*\*.*?\*\//s.exec(readFileSync(join(root, path), 'utf8')) ?? []
  const lines = comment.slice(3, -2).split('\n')
  console.log(
    lines
      .map((line) => line.replace(/^ \* ?/, ''))
      .join('\n')
      .trim(),
  )
  process.exit(0)
}

/**
 * npm writes down what it installed after the last package is in place, so this file is the stamp:
 * it is missing after an interrupted install and differs when package-lock.json has moved on.
 */
function isInstalled() {
  if (!existsSync(modules)) return false
  // Somebody shares one folder between several copies, and looks after it.
  if (lstatSync(modules).isSymbolicLink()) return true
  const wanted = readLock(join(root, 'package-lock.json'))
  const present = readLock(join(modules, '.package-lock.json'))
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || isSame(entry, present[path]),
  )
}

/** A package for another system is optional and absent. */
function isSame(wanted, present) {
  return present ? present.version === wanted.version : wanted.optional === true
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * npm shows its own progress on a terminal only; elsewhere a line every ten seconds says it is
 * alive.
 */
async function install() {
  console.error('Installing what Tajdeed needs; this takes about a minute, once.')
  const started = Date.now()
  const alive = setInterval(() => {
    console.error(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`)
  }, 10_000)
  const npm = process.env.npm_execpath
  const isScript = npm?.endsWith('npm-cli.js')
  const [command, before] = isScript ? [process.execPath, [npm]] : ['npm', []]
  const child = spawn(command, [...before, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // The settings of an outer npm reach us as variables; a script must not see "npm test" in ours.
    env: { ...process.env, npm_config_loglevel: process.env.npm_config_loglevel ?? 'error' },
  })
  const code = await ended(child)
  clearInterval(alive)
  if (code !== 0)
    fail(`npm ci failed (${code}). What it said is above; without a network it cannot work.`)
}

/**
 * The script runs with a channel to this process: when this one is killed outright, the channel
 * closes and the script ends by itself instead of holding its port for ever.
 */
async function runScript() {
  const flags = ['--disable-warning=ExperimentalWarning', ...memoryOf(script)]
  const child = spawn(node, [...flags, join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // What was read once is not read as TypeScript again: 25 MB and a third of a second less for
    // each process. Thrown away with the packages.
    env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'tajdeed'), ...process.env },
  })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  endWithNpm(child)
  process.exitCode = await ended(child)
  process.exit()
}

/**
 * What runs for months keeps to 200 MB: left to itself, V8 lets 40 MB of live data grow to 150
 * before it looks. `NODE_OPTIONS` with a size of its own is left alone.
 */
function memoryOf(path) {
  if (!path.startsWith('src/main/') || /-space-size/.test(process.env.NODE_OPTIONS ?? '')) return []
  return JSON.parse(readFileSync(join(root, 'package.json'))).config.process_flags.split(' ')
}

/** npm passes signals on, except the one it cannot see: killed outright, it leaves us an orphan. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() !== before) child.kill('SIGTERM')
  }, 500)
  timer.unref()
}

/** Our parent is npm or the shell that npm started, whose parent then tells. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`
  } catch {
    return String(process.ppid)
  }
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(127)
    })
    // As a shell tells it: 128 and the number of the signal.
    child.once('exit', (code, name) => resolve(code ?? 128 + constants.signals[name]))
  })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
