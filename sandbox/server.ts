import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClock } from './clock.ts'
import { answerControl } from './control/routes.ts'
import { answerFaulty } from './faults/apply-faults.ts'
import { createFaults } from './faults/faults.ts'
import { chargeEffects } from './gateway/change-charge.ts'
import { answerGateway } from './gateway/routes.ts'
import {
  type Answer,
  type Call,
  json,
  notFound,
  problem,
  readBody,
  readCall,
  send,
} from './http.ts'
import { answerOperator } from './operators/routes.ts'
import { topupEffects } from './operators/settle-topup.ts'
import { createPostman } from './postman.ts'
import { createRunner } from './runner.ts'
import { checkSettings, defaults, type Settings } from './settings.ts'
import { openStore } from './store/index.ts'
import { findOperator } from './tariff.ts'
import type { World } from './world.ts'

const idleSocket_ms = 75_000

export interface SandboxOptions extends Partial<Settings> {
  /** Real time; a test may stop it and move the sandbox's clock alone. */
  readonly realNow?: () => number
}

export interface RunningSandbox {
  /** `http://127.0.0.1:3001` */
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts the simulated operators and gateway on 127.0.0.1. With a `dataDir` the books, what is
 * scheduled and the clock's offset outlive the process.
 * @throws Error when a setting cannot be used or the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { realNow = Date.now, ...given } = options
  const settings = checkSettings({ port: 0, ...defaults, ...given })
  const store = openStore(settings.dataDir)
  const clock = createClock(store, realNow)
  const { notifyUrl, webhookSecret } = settings
  const postman =
    notifyUrl === undefined ? undefined : createPostman(notifyUrl, webhookSecret, store.settled)
  const runner = createRunner(store, clock, postman)
  let url = ''
  const faults = createFaults(store, clock)
  const world: World = { settings, clock, store, runner, faults, url: () => url }
  const server = createServer((request, response) => {
    void serve(world, request, response)
  })
  // Longer than callers keep a socket idle: one closed just as it is used again looks like a lost
  // answer, and only the numbers that ask for one may have that.
  server.keepAliveTimeout = idleSocket_ms
  const release = () => {
    runner.close()
    postman?.close()
    store.close()
  }
  try {
    await listen(server, settings.port)
  } catch (cause) {
    release()
    throw cause
  }
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  runner.start({ ...topupEffects(world), ...chargeEffects(world) })
  return {
    url,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      release()
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request)
  if (body === undefined) {
    send(request, response, problem(413, 'too_large', 'The body is too large.'))
    request.socket.destroySoon()
    return
  }
  const call = readCall(request, body)
  try {
    const answer = call ? await route(world, call) : notFound
    await world.store.settled()
    send(request, response, answer)
  } catch (cause) {
    // A bug of the sandbox must be seen as one and not be taken for a simulated outage.
    console.error('sandbox failed', request.method, request.url, cause)
    if (!response.headersSent)
      send(request, response, problem(500, 'sandbox_bug', 'The sandbox itself failed.'))
  }
}

function route(world: World, call: Call): Answer | Promise<Answer> {
  const [first = '', ...rest] = call.path
  // The auditor and whoever sets the faults are never struck by them.
  if (first === 'sandbox') return answerControl(world, { ...call, path: rest })
  if (first === 'healthz' && rest.length === 0) return json(200, { status: 'ok' })
  const schedule = world.faults.current
  if (!schedule) return answerParty(world, call)
  return answerFaulty(world, schedule, call, (struck) => answerParty(world, struck))
}

function answerParty(world: World, call: Call): Answer {
  const [first = '', ...rest] = call.path
  const operator = findOperator(first)
  if (operator) return answerOperator(world, operator, { ...call, path: rest })
  return first === 'gateway' ? answerGateway(world, { ...call, path: rest }) : notFound
}
