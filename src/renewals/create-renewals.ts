import { randomBytes } from 'node:crypto'
import { isPending, type Parties, type Policy } from '#attempts'
import type { Catalog } from '#catalog'
import { type Db, inTransaction, type Tx } from '#db'
import { createUpstreams, Engine, type SettingsOf, type Upstreams } from '#engine'
import {
  type Alarms,
  type Clock,
  Fault,
  parsePublicId,
  publicId,
  shardOf,
  systemAlarms,
  type Uuid,
} from '#kernel'
import { accountCode, openAccounts } from '#ledger'
import { listLines, readMsisdn } from '#lines'
import { type KeptTerms, keepTerms } from '#quotes'
import type { Logger } from '#telemetry'
import { cancelRenewal } from './cancel-renewal.ts'
import { type Care, createCare } from './care.ts'
import { checkMandate, giveMandate } from './give-mandate.ts'
import type { MandateRequest, Renewals } from './index.ts'
import { keepObligations } from './keep-obligations.ts'
import { placeRenewal } from './place-renewal.ts'
import { createQuoteDoor } from './quote-door.ts'
import { openReceipt, sealReceipt } from './receipt-link.ts'
import { receiveCallback } from './receive-callback.ts'
import { refusePlacing } from './refuse-upstream.ts'
import { setDueNow } from './store/claim.ts'
import { findMandate } from './store/mandate.ts'
import { findRenewal, listRenewals } from './store/read.ts'
import type { Renewal } from './view.ts'

export interface CreateRenewals {
  readonly db: Db
  readonly clock: Clock
  readonly catalog: Catalog
  readonly parties: Parties
  readonly policy: Policy
  readonly log: Logger
  /** Signs receipt links. */
  readonly secret: Uint8Array
  /** Where customers reach us, without a trailing slash; gateways send payers back there. */
  readonly publicUrl: string
  readonly random?: (bytes: number) => Uint8Array
  readonly maxInFlight?: number
  /** What each party is spared and when it counts as ill; no limits when absent. */
  readonly upstreams?: SettingsOf | undefined
  /** Measures leases in this process; the machine's own unless told otherwise. */
  readonly monotonic?: () => number
  /** How the work is shared with other processes; alone when absent. */
  readonly sharing?: Sharing | undefined
  /** The clock that leases are measured by; the database's own unless told otherwise. */
  readonly leaseClock?: () => Promise<Date>
  /**
   * What the engine and waiting callers wait by; the machine's own timers unless told otherwise.
   */
  readonly alarms?: Alarms
}

export interface Sharing {
  /** Whether this process works on a shard; false for all where others do the work. */
  holds(shard: number): boolean
  /** Tells whoever holds a shard that something is due there. */
  wakeOthers(shard: number, at: Date): void
  /** The share of the shards that it works on, 0 to 1; all when absent. */
  share?(): number
}

export interface RenewalRoom extends Renewals {
  readonly engine: Engine
  readonly care: Care
  readonly upstreams: Upstreams
  /** As everybody is to call them: one that is stopped throws instead. */
  readonly parties: Parties
}

export async function createRenewals(options: CreateRenewals): Promise<RenewalRoom> {
  const { db, clock, policy, secret } = options
  const random = options.random ?? randomBytes
  const { share } = options.sharing ?? {}
  const upstreams = createUpstreams({ ...options, random, share, settingsOf: options.upstreams })
  const { parties } = upstreams
  const alarms = options.alarms ?? systemAlarms
  const { quoteMs } = policy
  const terms = keepTerms(db)
  const context = { ...options, parties, quoteMs, random, terms, upstreams }
  const accounts = await openAccounts(db, chartOf(parties))
  const rules = { parties, policy, now: () => clock.now() }
  const engine = new Engine({
    ...{ db, clock, alarms, upstreams, log: options.log },
    maxInFlight: options.maxInFlight ?? 128,
    ...(options.leaseClock ? { leaseClock: options.leaseClock } : {}),
    ...(options.monotonic ? { monotonic: options.monotonic } : {}),
    ...options.sharing,
    obligations: keepObligations({ ...context, accounts }),
    context: {
      ...rules,
      receiptUrl: ({ renewalId }) => `${options.publicUrl}/r/${sealReceipt(renewalId, secret)}`,
    },
  })
  const get = async (id: Uuid) => {
    const renewal = await findRenewal(db, id, terms)
    if (!renewal) throw new Fault('missing', 'renewal_unknown')
    return renewal
  }
  const awaitChange = (id: Uuid, ms: number, isEnough: (renewal: Renewal) => boolean) =>
    waitFor({ engine, alarms, id, ms, read: () => get(id), isEnough })

  return {
    engine,
    parties,
    upstreams,
    care: createCare({ db, clock, engine, accounts, rules }),
    ...createQuoteDoor(context),
    listPaymentMethods: () => parties.providers.flatMap(({ methods }) => methods),
    async placeRenewal(request, within) {
      await refusePlacing(context, request, within)
      const place = (tx: Tx) => placeRenewal(tx, request, { ...context, accounts })
      if (within) return place(within)
      const placed = await inTransaction(db, place)
      engine.wakeFor(placed.id)
      return placed
    },
    nudge: (id) => engine.wakeFor(id),
    findRenewal: (id) => findRenewal(db, id, terms),
    awaitAnswer: (id, ms) => awaitChange(id, ms, ({ status }) => status !== 'paying'),
    awaitEnd: (id, ms) => awaitChange(id, ms, isAtRest),
    async lookAgain(id) {
      const renewal = await findRenewal(db, id, terms)
      if (renewal?.status !== 'awaiting_payment') return
      const now = clock.now()
      await setDueNow(db, { shard: shardOf(id), renewalId: id, leg: 'charge' }, now)
      engine.wakeFor(id)
    },
    async cancelRenewal(id) {
      await cancelRenewal(db, id, clock.now(), get)
      engine.wakeFor(id)
      return awaitChange(id, 2000, ({ status }) => status !== 'awaiting_payment')
    },
    listRenewals: (filter) => listPage(db, filter, terms),
    giveMandate: async (request: MandateRequest) => {
      await checkMandate(request, context)
      const lineId = await inTransaction(db, (tx) => giveMandate(tx, request, context))
      engine.wakeMandate(shardOf(lineId), request.firstDue ?? clock.now())
      return (await findMandate(db, lineId))!
    },
    findMandate: (lineId) => findMandate(db, lineId),
    sealReceipt: (id) => sealReceipt(id, secret),
    openReceipt: (token) => openReceipt(token, secret),
    receiveCallback: (callback) => receiveCallback(callback, { db, parties, engine, clock }),
  }
}

/** Nothing moves it by itself for now: it has ended, or a person has it. */
const isAtRest = ({ status }: Renewal) => !isPending(status) || status === 'needs_attention'

/** The accounts that the connected parties can ever move money between. */
function chartOf({ operators, providers }: Parties) {
  const currency = 'PKR'
  return [
    { kind: 'held' as const },
    { kind: 'wallet' as const },
    { kind: 'margin' as const },
    { kind: 'refund_payable' as const },
    ...providers.map(({ id }) => ({ kind: 'gateway_clearing' as const, party: id })),
    ...operators.map(({ id }) => ({ kind: 'operator_payable' as const, party: id })),
  ].map((name) => ({ code: accountCode(name, currency), currency }))
}

/**
 * Reads after every change this process writes, and every 250 ms for what another process writes.
 */
async function waitFor(wait: {
  engine: Engine
  alarms: Alarms
  id: Uuid
  ms: number
  read: () => Promise<Renewal>
  isEnough: (renewal: Renewal) => boolean
}): Promise<Renewal> {
  const { engine, alarms, id } = wait
  let isOver = wait.ms <= 0
  let wakeUp = () => {}
  const callOffEnd = alarms.after(wait.ms, () => {
    isOver = true
    wakeUp()
  })
  try {
    for (;;) {
      const changed = Promise.withResolvers<void>()
      wakeUp = changed.resolve
      const forget = engine.onceChanged(id, wakeUp)
      const callOff = alarms.after(250, wakeUp)
      try {
        const renewal = await wait.read()
        if (wait.isEnough(renewal) || isOver) return renewal
        await changed.promise
      } finally {
        callOff()
        forget()
      }
    }
  } finally {
    callOffEnd()
  }
}

async function listPage(db: Db, filter: Parameters<Renewals['listRenewals']>[0], terms: KeptTerms) {
  const limit = filter.limit ?? 50
  const before = filter.cursor === undefined ? undefined : parsePublicId('renewal', filter.cursor)
  if (filter.cursor !== undefined && !before) {
    const reason = { key: 'expected.cursor' }
    throw new Fault('invalid', 'query_invalid', { field: 'cursor', details: { reason } })
  }
  let lines: readonly { shard: number; id: Uuid }[] | undefined
  if (filter.msisdn !== undefined) {
    const { msisdn } = readMsisdn(filter.msisdn, 'msisdn')
    lines = await listLines(db, msisdn)
    if (lines.length === 0) return { renewals: [], nextCursor: null }
  }
  const wanted = {
    limit: limit + 1,
    ...(filter.status ? { status: filter.status } : {}),
    ...(lines ? { lines } : {}),
    ...(before ? { before } : {}),
  }
  const renewals = await listRenewals(db, wanted, terms)
  const page = renewals.slice(0, limit)
  const last = page.at(-1)
  const more = renewals.length > limit && last
  return { renewals: page, nextCursor: more ? publicId('renewal', last.id) : null }
}
