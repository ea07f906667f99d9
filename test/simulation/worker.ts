import type { Catalog } from '#catalog'
import type { Db } from '#db'
import type { OperatorAdapter } from '#operators'
import { createRenewals, type RenewalRoom } from '#renewals'
import type { Logger } from '#telemetry'
import { createTmfOperator } from '../../src/operators/adapters/tmf/index.ts'
import { createSandboxGateway } from '../../src/payments/providers/sandbox-gateway/index.ts'
import { openSimulatedDb, type StatementFate } from './driver.ts'
import { createFetch, type Parties } from './network.ts'
import { webhookSecret } from './postman.ts'
import type { Scenario } from './scenario.ts'
import type { Actor } from './scheduler.ts'
import type { Statements } from './statements.ts'
import type { World } from './world.ts'

/** A process of ours: it may die and come back, with the clock that its machine has. */
export interface Worker {
  readonly name: string
  /** Undefined while it is down or still starting. */
  life(): Life | undefined
}

/** What a running worker can be asked through. */
export interface Life {
  readonly room: RenewalRoom
  readonly db: Db
  /** By its own clock. */
  now(): Date
}

const crashesAtMost = 3

export function startWorkers(
  world: World,
  parties: Parties,
  statements: Statements,
  catalog: Catalog,
): readonly Worker[] {
  const { scheduler, random } = world
  let crashes = 0

  return world.scenario.workers.map(({ name, skewMs }) => {
    let lives = 0
    let current: Life | undefined
    let isDying = false

    async function live(): Promise<void> {
      lives += 1
      isDying = false
      const actor: Actor = { name: lives === 1 ? name : `${name}.${lives}`, isAlive: true }
      const mayDie = () => {
        if (isDying || crashes >= crashesAtMost || !world.strikes('crash')) return
        if (world.elapsed() < world.scenario.crashesFromMs) return
        isDying = true
        crashes += 1
        scheduler.after(world.outside, '', random.below(60), () => die(actor))
      }
      try {
        const opened = await openLife(world, {
          actor,
          skewMs,
          parties,
          statements,
          catalog,
          mayDie,
        })
        current = opened
        opened.room.engine.start()
      } catch (error) {
        scheduler.note(`${actor.name} cannot start: ${error}`)
        if (!isDying) die(actor)
      }
    }

    function die(actor: Actor): void {
      current = undefined
      scheduler.kill(actor)
      const { outside } = world
      // The server notices a closed socket a little later; until then its locks stand.
      const notices = { kind: 'request', label: `server drops ${actor.name}`, ms: 1000 } as const
      void scheduler.turn(outside, notices, () => statements.abandon(actor))
      scheduler.after(outside, `restarts ${name}`, 1100 + random.below(12_000), () => void live())
    }

    void live()
    return { name, life: () => current }
  })
}

async function openLife(
  world: World,
  life: {
    actor: Actor
    skewMs: number
    parties: Parties
    statements: Statements
    catalog: Catalog
    mayDie: () => void
  },
): Promise<Life> {
  const { scheduler, random, scenario } = world
  const { actor, mayDie } = life
  const fetch = createFetch(world, life.parties, actor, mayDie)
  const gateway = createSandboxGateway({
    baseUrl: 'http://gateway.invalid',
    key: 'key',
    webhookSecret,
    capabilities: scenario.gateway,
    fetch,
  })
  const operator = createTmfOperator({
    id: 'sandbox:jazz',
    operator: 'jazz',
    baseUrl: 'http://operator.invalid/jazz',
    key: 'key',
    webhookSecret,
    capabilities: scenario.operator,
    fetch,
  })
  const fateOf = () => {
    mayDie()
    return drawFate(world)
  }
  const db = openSimulatedDb({ scheduler, statements: life.statements, fateOf }, actor)
  const now = () => new Date(scheduler.now() + life.skewMs)
  const room = await createRenewals({
    db,
    clock: { now },
    leaseClock: () =>
      scheduler.turn(actor, { kind: 'request', label: '' }, () => new Date(scheduler.now())),
    alarms: { after: (ms, call) => scheduler.after(actor, '', ms, call) },
    catalog: life.catalog,
    parties: { operators: [asDrawn(operator, scenario)], providers: [gateway] },
    policy: scenario.policy,
    upstreams: () => scenario.upstream,
    monotonic: () => scheduler.now(),
    log: noteLog(world, actor),
    secret: new Uint8Array(32),
    publicUrl: 'http://tajdeed.invalid',
    random: (count) => random.bytes(count),
  })
  return { room, db, now }
}

function drawFate(world: World): StatementFate {
  const { random, strikes } = { random: world.random, strikes: world.strikes }
  const delayMs = random.below(3)
  // Longer than a lease, as when a virtual machine is moved or a laptop sleeps.
  const stallMs = strikes('stall') ? random.below(20_000) : 0
  if (strikes('statementLost')) return { delayMs, stallMs: 0, fault: 'lost' }
  if (strikes('statementAnswerLost')) return { delayMs, stallMs: 0, fault: 'answerLost' }
  return { delayMs, stallMs }
}

/** An upstream that may or may not list what it took back. */
function asDrawn(adapter: OperatorAdapter, { listsReversals }: Scenario): OperatorAdapter {
  const { listReversals, ...looked } = adapter
  return { ...looked, ...(listsReversals && listReversals ? { listReversals } : {}) }
}

function noteLog({ scheduler }: World, actor: Actor): Logger {
  const write = (message: string, fields?: object) => {
    if (actor.isAlive) scheduler.note(`${actor.name} log ${message} ${JSON.stringify(fields)}`)
  }
  return {
    debug: write,
    info: write,
    warn: write,
    error: write,
    with: () => noteLog({ scheduler } as World, actor),
  }
}
