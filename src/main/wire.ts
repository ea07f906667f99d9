import { Hono } from 'hono'
import { createAdvice } from '#advice'
import { type Parties, type Policy, productionPolicy, sandboxPolicy } from '#attempts'
import { type CasesRoom, createCases } from '#cases'
import {
  type CatalogDesk,
  createCatalog,
  createCatalogDesk,
  type Environment,
  type NamedCatalog,
  readFacts,
  seedCatalog,
} from '#catalog'
import type { Db } from '#db'
import { productionUpstream, type SettingsOf, sandboxUpstream } from '#engine'
import { isMessageKey, negotiate, say } from '#i18n'
import { issueKey, permissions } from '#identity'
import type { Clock } from '#kernel'
import { type LinesRoom, readMsisdn } from '#lines'
import { readMethodFacts } from '#payments'
import { createRenewals, type RenewalRoom, type Sharing } from '#renewals'
import { createSearch } from '#search'
import type { Logger, Metrics } from '#telemetry'
import { createCallbacks } from '../channels/api/callback-routes.ts'
import { createApi } from '../channels/api/index.ts'
import { createWeb } from '../channels/web/index.ts'
import { type Limits, limitChannels } from './client-limits.ts'
import { connectLines } from './connect-lines.ts'
import {
  type Connections,
  confirmOffers,
  connectSandbox,
  type SandboxAccess,
} from './connect-sandbox.ts'
import { type OnStep, watchParties } from './crash-points.ts'
import { openDemoWallet } from './demo-wallet.ts'
import { measureCases, measureUpstreams } from './measure.ts'

/** How old a tariff may grow before its upstream is asked again. */
const confirmMs = 10 * 60_000

const noConnections: Connections = { parties: { operators: [], providers: [] }, callbacks: {} }

export interface WireOptions {
  readonly environment: Environment
  /** As the program's own role. */
  readonly db: Db
  /** As the owner, for seeding facts and the demo key. */
  readonly ownerDb: Db
  readonly clock: Clock
  readonly log: Logger
  readonly version: string
  readonly publicUrl: string
  /** Signs receipt links and seals numbers in addresses. */
  readonly secret: Uint8Array
  /** Only in the sandbox environment. */
  readonly sandbox?: SandboxAccess
  readonly policy?: Policy | undefined
  readonly metrics?: Metrics | undefined
  /** What each party is spared; the environment's own when absent. */
  readonly upstreams?: SettingsOf | undefined
  /** What one client may ask; the usual when absent. */
  readonly limits?: Limits | undefined
  /** How the engine's work is shared with other processes; alone when absent. */
  readonly sharing?: Sharing | undefined
  /** Told before and after each call of a party. */
  readonly onStep?: OnStep | undefined
}

export interface Wired {
  readonly app: Hono
  readonly renewals: RenewalRoom
  readonly cases: CasesRoom
  readonly catalog: NamedCatalog
  readonly lines: LinesRoom
  readonly catalogDesk: CatalogDesk
  readonly upstreams: Parties['operators']
  readonly parties: Parties
  /** Sets the engine going, and asks the upstreams for their tariffs from time to time. */
  start(): void
  /** Waits for what is under way; the database stays the caller's. */
  stop(): Promise<void>
}

/**
 * The one place where rooms, adapters and channels are put together. Nothing runs until `start()`.
 */
export async function wire(options: WireOptions): Promise<Wired> {
  const { environment, db, ownerDb, clock, log, secret, publicUrl } = options
  const inSandbox = environment === 'sandbox' && options.sandbox
  // No adapter of a real party exists yet, so outside the sandbox nothing is connected or offered.
  const { parties: connected, callbacks } = inSandbox ? connectSandbox(inSandbox) : noConnections
  const all = options.onStep ? watchParties(connected, options.onStep) : connected
  await seed(ownerDb, clock, Boolean(inSandbox))
  const catalog = createCatalog({
    db,
    environment,
    connectedUpstreams: all.operators.map(({ id }) => id),
  })
  const catalogDesk = createCatalogDesk({ ownerDb, clock })
  const renewals = await createRenewals({
    ...{ db, clock, catalog, log, secret, publicUrl, parties: all },
    policy: options.policy ?? (inSandbox ? sandboxPolicy : productionPolicy),
    sharing: options.sharing,
    upstreams: options.upstreams ?? (() => (inSandbox ? sandboxUpstream : productionUpstream)),
  })
  const { care, nudge, parties, upstreams } = renewals
  await upstreams.refreshIfDue()
  await confirmOffers(db, parties.operators, options)
  const lines = connectLines(renewals, { ...options, catalog })
  const advice = createAdvice({ catalog })
  const search = createSearch({ catalog, usableDataMb: advice.usableDataMb })
  const market = {
    ...{ catalog, records: catalog, lines, advice, search },
    methodFacts: readMethodFacts(),
  }
  const cases = createCases({ db, clock, parties, care, nudge, log })
  const told = options.metrics && measureCases(options.metrics)
  if (options.metrics) measureUpstreams(options.metrics, upstreams)
  const limits = limitChannels(clock, options.limits)
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok', version: options.version }))
  app.route('/', createCallbacks({ renewals, log, parties: callbacks }))
  app.route(
    '/',
    createApi({
      db,
      ...market,
      ...{ ownerDb, catalogDesk, renewals, cases, clock, environment },
      ...{ log, version: options.version, publicUrl, ...limits.api },
      translate: (accepted, key, values) =>
        isMessageKey(key) ? say(negotiate(undefined, accepted), key, values) : key,
    }),
  )
  app.route(
    '/',
    createWeb({
      ...market,
      disputes: cases,
      renewals,
      environment,
      ...{ clock, ...limits.web },
      readMsisdn: (text) => readMsisdn(text, 'msisdn'),
      secret: Buffer.from(secret).toString('base64'),
      gatewayOrigins: parties.providers.flatMap(({ payerOrigins }) => payerOrigins),
      report: (error) => log.error('page failed', { error }),
    }),
  )
  let confirming: NodeJS.Timeout | undefined
  return {
    ...{ app, renewals, cases, lines, catalog, catalogDesk, parties },
    upstreams: parties.operators,
    start() {
      renewals.engine.start()
      cases.watch.start(told)
      confirming = setInterval(() => confirmOffers(db, parties.operators, options), confirmMs)
      lines.start()
    },
    async stop() {
      clearInterval(confirming)
      await lines.stop()
      await cases.watch.stop()
      await renewals.engine.stop()
    },
  }
}

/** What the database must know before anybody asks; the demo key exists in the sandbox alone. */
async function seed(ownerDb: Db, clock: Clock, withDemo: boolean): Promise<void> {
  await seedCatalog(ownerDb, readFacts(), clock.now())
  if (!withDemo) return
  const demo = { name: 'demo', permissions, clock, key: 'tj_test_demo' }
  await openDemoWallet(ownerDb, await issueKey(ownerDb, demo), clock)
}
