import { Fault } from '#kernel'
import { trialBalance } from '#ledger'
import { seededRandom } from '#test'
import { createAsking } from './asking.ts'
import { sendCustomers } from './customers.ts'
import { createGateway } from './gateway.ts'
import { checkBooks, checkEnd, type Violation } from './invariants.ts'
import { createOperator } from './operator.ts'
import { createPostman, type Postman } from './postman.ts'
import { drawScenario, faultsEndMs } from './scenario.ts'
import { createScheduler } from './scheduler.ts'
import { createStatements, type StatementSource } from './statements.ts'
import { empty, isAtRest, listMandateRows, listRenewalRows, listWalletRows } from './store.ts'
import { createCatalog } from './two-plan-catalog.ts'
import { checkWallets } from './wallet-invariants.ts'
import { openPurses, sendOwners } from './wallets.ts'
import { startWorkers, type Worker } from './worker.ts'
import { createWorld, type World } from './world.ts'

export interface SeedResult {
  readonly seed: number
  readonly violations: readonly Violation[]
  /** Every statement, call and timer in the order they happened, and what came of it. */
  trace(): readonly string[]
  readonly statements: number
  /** How each renewal ended. */
  readonly ends: readonly string[]
  /** Where each mandate stands: what it is set aside for, or how far it came. */
  readonly mandates: readonly string[]
}

/** A Monday at noon in Karachi. */
const start = Date.parse('2026-11-23T07:00:00Z')

/**
 * Time for a slow look, a sweep that finds what no wake-up told of, and the look that follows.
 * After the second moment nothing may be under way any more.
 */
const restlessUntilMs = faultsEndMs + 65_000
const drainedByMs = faultsEndMs + 300_000
const lookEveryMs = 10_000

/** One world from its seed to its end: the same seed, the same trace. */
export async function runSeed(seed: number, source: StatementSource): Promise<SeedResult> {
  await empty(source.watch)
  const random = seededRandom(seed)
  const scheduler = createScheduler(start, seededRandom(seed ^ 0x5f3759df))
  const world = createWorld(drawScenario(seed), scheduler, random)
  const statements = createStatements(source)
  const postman = createPostman(() => world)
  const parties = {
    operator: createOperator(world, postman),
    gateway: createGateway(world, postman),
  }
  const purses = await openPurses(world, source.watch)
  const workers = startWorkers(world, parties, statements, createCatalog(world.scenario, start))
  const forgeries = receiveLetters(world, postman, workers)
  const asking = createAsking(world, workers)
  const customers = sendCustomers(world, asking, purses)
  sendOwners(world, asking, purses)

  let atOnce: Violation[] = []
  const isBroken = () => {
    atOnce = checkBooks(parties)
    return atOnce.length > 0
  }
  let isOver = false
  await scheduler.run(start + restlessUntilMs, isBroken)
  for (let at = restlessUntilMs; at <= drainedByMs && atOnce.length === 0; at += lookEveryMs) {
    isOver = await isAtRest(source.watch, new Date(scheduler.now()))
    if (isOver) break
    await scheduler.run(start + at + lookEveryMs, isBroken)
  }
  await statements.close()
  const rows = await listRenewalRows(source.watch)
  const trial = await trialBalance(source.watch)
  const { scenario } = world
  const end = { rows, parties, trial, scenario, customers }
  const mandates = await listMandateRows(source.watch)
  const wallets = checkWallets({
    ...{ purses, rows, scenario },
    wallets: await listWalletRows(source.watch),
    mandates,
    now: new Date(scheduler.now()),
    elapsedMs: world.elapsed(),
  })
  const restless = isOver ? [] : ['I8 something is due again and again and never ends']
  const violations =
    atOnce.length > 0 ? atOnce : [...checkEnd(end), ...wallets, ...forgeries, ...restless]
  for (const row of rows) scheduler.note(`end ${row.id} ${row.status} ${row.attention ?? ''}`)
  for (const violation of violations) scheduler.note(violation)
  const ends = rows.map((row) => row.status)
  return {
    ...{ seed, violations, ends, trace: scheduler.trace, statements: statements.count() },
    mandates: mandates.map(({ aside, nextDue }) => aside ?? (nextDue ? 'waiting' : 'under_way')),
  }
}

/** Callbacks go to any worker that is up, and come again when it does not answer. */
function receiveLetters(world: World, postman: Postman, workers: readonly Worker[]): Violation[] {
  const { scheduler, random, outside } = world
  const accepted: Violation[] = []
  const patience = { kind: 'timer', label: '', ms: 3000 } as const
  postman.deliverTo(async (letter, isForged) => {
    const rooms = workers.map((worker) => worker.life()?.room).filter((room) => room !== undefined)
    if (rooms.length === 0) return false
    const taken = random
      .pick(rooms)
      .receiveCallback(letter)
      .then(
        () => {
          if (isForged) accepted.push(`a forged callback was taken: ${letter.body}`)
          return true
        },
        (error) => error instanceof Fault && error.code === 'webhook_forged' && isForged,
      )
    return Promise.race([taken, scheduler.turn(outside, patience, () => false)])
  })
  return accepted
}
