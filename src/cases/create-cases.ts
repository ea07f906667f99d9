import { randomBytes } from 'node:crypto'
import type { Parties } from '#attempts'
import type { Db } from '#db'
import { createClientLimit } from '#http'
import { type Clock, Fault, parsePublicId, publicId, type Uuid } from '#kernel'
import type { Care, KeptAttempt } from '#obligations'
import type { Logger } from '#telemetry'
import { actOnCase } from './act-on-case.ts'
import type { CaseFile, Deed, KeptDeed } from './case-file.ts'
import type { FactReport } from './fact-dispute.ts'
import { listSafeDeeds, type SafeDeed } from './list-safe-deeds.ts'
import { type ReconcileReport, type ReconcileRequest, reconcile } from './reconcile.ts'
import { reportFact } from './report-fact.ts'
import { countOpen, findCase, listCases, listDeeds } from './store/case-file.ts'
import { sweepCases } from './sweep-cases.ts'
import { createWatch, type Watch } from './watch.ts'

/** Of all readers together: more people than that never find a mistake. */
const reports = { most: 30, everyMs: 2000 } as const

export interface CreateCases {
  readonly db: Db
  readonly clock: Clock
  readonly parties: Parties
  readonly care: Care
  readonly nudge: (renewal: Uuid) => void
  readonly log: Logger
  readonly random?: (bytes: number) => Uint8Array
}

/** A case with what is known about it now: what was asked of whom, and what was done. */
export interface CaseView {
  readonly file: CaseFile
  readonly attempts: readonly KeptAttempt[]
  readonly safe: readonly SafeDeed[]
  readonly deeds: readonly KeptDeed[]
}

export interface CasesRoom {
  /** Oldest first, swept just before, so that nobody who waits is missing. */
  listCases(filter: {
    open?: boolean
    cursor?: string
    limit?: number
  }): Promise<{ cases: readonly CaseFile[]; nextCursor: string | null }>
  /** @throws Fault case_unknown */
  getCase(id: Uuid): Promise<CaseView>
  /** The case after it. @throws Fault as `actOnCase` */
  act(id: Uuid, deed: Deed): Promise<CaseView>
  countOpen(): Promise<number>
  /**
   * A published fact is called wrong, by anybody: one case per fact, with a count.
   * @throws Fault busy when too many come at once
   */
  reportFact(report: FactReport): Promise<{ readonly id: Uuid; readonly count: number }>
  reconcile(request: ReconcileRequest): Promise<ReconcileReport>
  /** What runs every minute in production; a test calls `tick` itself. */
  readonly watch: Watch
}

export function createCases(options: CreateCases): CasesRoom {
  const context = { ...options, random: options.random ?? randomBytes }
  const { db } = options
  const limit = createClientLimit(options.clock, reports)
  const getCase = async (id: Uuid) => {
    const file = await findCase(db, id)
    if (!file) throw new Fault('missing', 'case_unknown')
    const attempts = file.renewalId ? await options.care.listAttempts(file.renewalId) : []
    const safe = listSafeDeeds(file, attempts)
    return { file, attempts, safe, deeds: await listDeeds(db, id) }
  }
  return {
    async listCases({ open = true, cursor, limit = 50 }) {
      const after = cursor === undefined ? undefined : parsePublicId('case', cursor)
      if (cursor !== undefined && !after) {
        const reason = { key: 'expected.cursor' }
        throw new Fault('invalid', 'query_invalid', { field: 'cursor', details: { reason } })
      }
      await sweepCases(context)
      const found = await listCases(db, { open, limit: limit + 1, ...(after ? { after } : {}) })
      const cases = found.slice(0, limit)
      const last = cases.at(-1)
      return {
        cases,
        nextCursor: found.length > limit && last ? publicId('case', last.id) : null,
      }
    },
    getCase,
    async act(id, deed) {
      // What an answer has settled meanwhile is closed before a person settles it again.
      await sweepCases(context)
      await actOnCase(context, id, deed)
      return getCase(id)
    },
    countOpen: () => countOpen(db),
    reportFact: (report) => reportFact(context, report, () => limit.take('anybody') === 0),
    reconcile: (request) => reconcile(context, request),
    watch: createWatch(context),
  }
}
