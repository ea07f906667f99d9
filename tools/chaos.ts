/**
 * `npm run chaos -- --kills N [--seed S] [--quick]`: real processes on a real PostgreSQL under
 * load, killed at every durable step and at random, with a network that breaks; then both sides'
 * books are compared. Exit code 0 when every invariant holds; a failed run keeps its folder and
 * says where. N is the least: what dies while the last kills are made counts too.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../test/support/random.ts'
import { audit, type Verdict } from './chaos/audit.ts'
import { drain, readBooks } from './chaos/books.ts'
import { bootSteps, serveSteps, sidesOf, workSteps } from './chaos/crash-points.ts'
import { pause, startLoad } from './chaos/load.ts'
import { planStorm, type Storm } from './chaos/storm.ts'
import { startTown, type Town } from './chaos/town.ts'
import { readOptions } from './read-options.ts'

const { values: wishes } = readOptions({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    quick: { type: 'boolean', default: false },
  },
})
const isQuick = wishes.quick
const kills = Number(wishes.kills ?? (isQuick ? 12 : 50))
const seed = Number(wishes.seed)
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed))
  throw new Error('--kills and --seed are whole numbers, and there is at least one kill')

const began = performance.now()
const say = (line: string) => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6)
  console.log(`${seconds} s  ${line}`)
}

/** Plans with a known price, one operator each; the facts name them. */
async function findPlans(serveUrl: string) {
  const headers = { authorization: 'Bearer tj_test_demo' }
  const found = [
    ['jazz', '0300'],
    ['zong', '0310'],
  ].map(async ([operator, prefix]) => {
    const address = `${serveUrl}/v1/plans?operator=${operator}&limit=5`
    const data = await retry(async () => {
      const answer = await fetch(address, { headers })
      return ((await answer.json()) as { data: { id: string; offered: boolean }[] }).data
    })
    return data.filter(({ offered }) => offered).map(({ id }) => ({ prefix: prefix!, id }))
  })
  const plans = (await Promise.all(found)).flat()
  if (plans.length === 0) throw new Error('nothing is offered')
  return plans
}

/** Its process may just be dead. */
async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries > 50) throw error
      await pause(200)
    }
  }
}

async function run(dataDir: string): Promise<readonly Verdict[]> {
  const random = seededRandom(seed)
  const lifeMs = isQuick ? { min: 1_500, max: 4_000 } : { min: 1_500, max: 7_000 }
  // Four processes that live for a few seconds each die faster than this.
  const maxMs = isQuick ? 22_000 : 60_000 + kills * 5_000
  const storm = planStorm({ kills, random, say, lifeMs, maxMs })
  const { nextLife, onDeath } = storm
  const town = await startTown({ dataDir, nextLife, onDeath })
  try {
    say(`seed ${seed}: 2 serve, 2 work, ${kills} kills`)
    const load = startLoad({
      ...{ serveUrls: town.serveUrls, random, isQuick },
      plans: await findPlans(town.serveUrls[0]!),
      ...{ clients: 8, maxOrders: isQuick ? 120 : kills * 8, pauseMs: isQuick ? 900 : 1_200 },
    })
    await storm.rage(town)
    await load.stop()
    const placed = load.orders.length
    say(
      `calm: ${placed} orders placed through ${storm.kills()} kills; waiting until all are at rest`,
    )
    const tookMs = await drain(town.serveUrls[0]!, isQuick ? 25_000 : 180_000)
    say(`drained in ${(tookMs / 1000).toFixed(0)} s`)
    const urls = { serve: town.serveUrls[0]!, sandbox: town.sandboxUrl }
    const books = await readBooks(urls, load.orders)
    tellEnds(books.renewals.map(({ status }) => status))
    return [...audit(books), ownMistakes(storm)]
  } finally {
    await stopTown(town)
    const points = sidesOf([...bootSteps, ...serveSteps, ...workSteps])
    say(`killed at ${storm.hit.size} of ${points.length} crash points`)
    const missed = points.filter((label) => !storm.hit.has(label))
    if (missed.length > 0 && kills > points.length) say(`  not at ${missed.join(', ')}`)
  }
}

async function stopTown(town: Town): Promise<void> {
  town.proxy.setMode('ok')
  await town.stop()
}

function tellEnds(statuses: readonly string[]): void {
  const ends = Map.groupBy(statuses, (status) => status)
  say([...ends].map(([status, all]) => `${all.length} ${status}`).join(', '))
}

function ownMistakes({ byThemselves, kills: done }: Storm): Verdict {
  return { invariant: 'no process ended but by a kill', looked: done(), broken: byThemselves }
}

function tell({ invariant, looked, broken }: Verdict): void {
  console.log(`${broken.length === 0 ? '✔' : '✖'} ${invariant} (${looked})`)
  for (const line of broken.slice(0, 20)) console.log(`    ${line}`)
  if (broken.length > 20) console.log(`    … and ${broken.length - 20} more`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-chaos-'))
let failed = true
try {
  const verdicts = await run(dataDir)
  for (const verdict of verdicts) tell(verdict)
  failed = verdicts.some(({ broken }) => broken.length > 0)
} finally {
  if (failed) console.log(`Failed. Its data and logs are in ${dataDir}; again: --seed ${seed}`)
  else rmSync(dataDir, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)
