import { inTransaction, type Tx } from '#db'
import { Fault } from '#kernel'
import type { ChangeDeed, ChangeKind, KeptChange } from './change-set.ts'
import { localDay, marketZone } from './fact.ts'
import type { ImportWish } from './import/compare-import.ts'
import { type Cell, type Draft, type ReadImport, type RowProblem, said } from './import/draft.ts'
import { readAddress, readAsOf, readDay, readText } from './import/read-cell.ts'
import { readJson } from './import/read-json.ts'
import {
  type AppliedImport,
  applyImport,
  compareLocked,
  type DeskContext,
  type ImportFile,
  type ImportPreview,
  previewImport,
  refuseBad,
  writeDiff,
} from './import-file.ts'
import type { Provenance } from './plan.ts'
import { planOnDay } from './plan-on-day.ts'
import { listReview, type ReviewItem } from './review.ts'
import { type FactField, factOf } from './statement.ts'
import { findSnapshot, lockRevision, raiseRevision } from './store/read-catalog.ts'
import { insertChangeSet, listChangeSets, setTakenBack } from './store/statements.ts'
import type { CatalogTables } from './store/tables.ts'

export interface DeedSource extends Omit<Provenance, 'verified'> {}

/** What staff may do with the catalogue; every deed is kept with who did it and why. */
export interface CatalogDesk {
  previewImport(file: ImportFile, wish?: ImportWish): Promise<ImportPreview>
  /** @throws Fault import_bad_rows · import_suspicious · catalog_changed · accept_unknown */
  applyImport(file: ImportFile, request: Parameters<typeof applyImport>[2]): Promise<AppliedImport>
  /** What entries in the shape of `facts/plans` would do. */
  preview(entries: readonly unknown[]): Promise<ImportPreview>
  /**
   * Changes plans by such entries, at once or from a day to come. With `within` in the caller's
   * transaction, which must be the owner's.
   * @throws Fault as applyImport
   */
  revise(
    entries: readonly unknown[],
    deed: ChangeDeed,
    options?: { accept?: readonly string[]; revision?: bigint | undefined; within?: Tx },
  ): Promise<AppliedImport>
  /**
   * Says that facts are as the source has them; what is verified already stays untouched.
   * @throws Fault plan_unknown · import_bad_rows when the source has no address or no day
   */
  verify(
    plan: string,
    fields: readonly FactField[],
    source: DeedSource,
    deed: ChangeDeed,
  ): Promise<AppliedImport>
  /**
   * From a day on the plan is not sold, or sold again. @throws Fault plan_unknown ·
   * import_bad_rows · import_suspicious until the plan is named in `accept`
   */
  setWithdrawn(
    plan: string,
    wish: {
      readonly withdrawn: boolean
      readonly from?: string | undefined
      readonly accept?: readonly string[] | undefined
    },
    source: DeedSource,
    deed: ChangeDeed,
  ): Promise<AppliedImport>
  /**
   * Undoes everything that a deed stated, also what is only scheduled.
   * @throws Fault change_unknown · change_taken_back
   */
  takeBack(changeSet: bigint, deed: ChangeDeed): Promise<bigint>
  listChanges(filter: {
    plan?: string | undefined
    before?: bigint | undefined
    limit?: number | undefined
  }): Promise<readonly KeptChange[]>
  listReview(): Promise<readonly ReviewItem[]>
}

export function createCatalogDesk(context: DeskContext): CatalogDesk {
  const { ownerDb, clock } = context
  const preview = (read: ReadImport) =>
    inTransaction(ownerDb, (tx) => compareLocked(tx, read, {}, clock.now()))
  const store = ownerDb.withTables<CatalogTables>()
  return {
    previewImport: (file, wish = {}) => previewImport(context, file, wish),
    applyImport: (file, request) => applyImport(context, file, request),
    preview: (entries) => preview(readEntries(entries)),
    async revise(entries, deed, { accept = [], revision, within } = {}) {
      const read = readEntries(entries)
      const work = (tx: Tx) => write(tx, context, read, { kind: 'revise', deed, accept, revision })
      return within ? work(within) : inTransaction(ownerDb, work)
    },
    async verify(plan, fields, source, deed) {
      return inTransaction(ownerDb, async (tx) => {
        const draft = await verified(tx, context, plan, fields, source)
        const read = { drafts: [draft], problems: sourceProblems(source) }
        return write(tx, context, read, { kind: 'verify', deed, accept: [], revision: undefined })
      })
    },
    async setWithdrawn(plan, { withdrawn, from, accept = [] }, source, deed) {
      return inTransaction(ownerDb, async (tx) => {
        await getPlan(tx, plan)
        const draft: Draft = {
          ...{ line: 1, id: plan, from, given: new Map([['withdrawn', withdrawn]]) },
          provenance: { ...source, verified: false },
        }
        const kind = withdrawn ? 'withdraw' : 'restore'
        const days = from === undefined ? [] : cellProblems('from', readDay(from))
        const problems = [...sourceProblems(source), ...days]
        // A day that is none cannot be compared with.
        const drafts = problems.length > 0 ? [] : [draft]
        const read = { drafts, problems }
        return write(tx, context, read, { kind, deed, accept, revision: undefined })
      })
    },
    takeBack: (changeSet, deed) =>
      inTransaction(ownerDb, (tx) => takeBack(tx, context, changeSet, deed)),
    listChanges: ({ plan, before, limit = 50 }) =>
      listChangeSets(store, {
        ...(plan === undefined ? {} : { plan }),
        ...(before === undefined ? {} : { before }),
        limit,
      }),
    async listReview() {
      return listReview(await snapshotOf(context), clock.now())
    },
  }
}

/** Entries are read as a file of them would be, so that both are refused with the same words. */
function readEntries(entries: readonly unknown[]): ReadImport {
  try {
    return readJson(JSON.stringify(entries, undefined, 1))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const problem = { problem: said('import.nested'), remedy: said('import.plain_list') }
    return { drafts: [], problems: [{ line: 0, column: '-', ...problem }] }
  }
}

/** A source is judged as a row of a file is, whoever names it. */
function sourceProblems({ source, sourceUrl, asOf }: DeedSource): RowProblem[] {
  return [
    ...cellProblems('source', readText(source)),
    ...(sourceUrl === null ? [] : cellProblems('source_url', readAddress(sourceUrl))),
    ...cellProblems('as_of', readAsOf(asOf)),
  ]
}

function cellProblems(column: string, read: Cell<string>): RowProblem[] {
  return 'problem' in read ? [{ line: 1, column, ...read }] : []
}

interface Write {
  readonly kind: ChangeKind
  readonly deed: ChangeDeed
  readonly accept: readonly string[]
  readonly revision: bigint | undefined
}

async function write(
  tx: Tx,
  { clock }: DeskContext,
  read: ReadImport,
  { kind, deed, accept, revision }: Write,
): Promise<AppliedImport> {
  const at = clock.now()
  const preview = await compareLocked(tx, read, {}, at)
  if (revision !== undefined && revision !== preview.revision)
    throw new Fault('conflict', 'catalog_changed')
  refuseBad(preview.diff, accept)
  return { ...preview, changeSet: await writeDiff(tx, preview.diff, { kind, ...deed, at }) }
}

async function verified(
  tx: Tx,
  { clock }: DeskContext,
  plan: string,
  fields: readonly FactField[],
  source: DeedSource,
): Promise<Draft> {
  const { fact, said } = await getPlan(tx, plan)
  const state = planOnDay(fact, said, localDay(clock.now(), marketZone))
  return {
    ...{ line: 1, id: plan, given: new Map(fields.map((field) => [field, factOf(state, field)])) },
    provenance: { ...source, verified: true },
  }
}

async function getPlan(tx: Tx, id: string) {
  const store = tx.withTables<CatalogTables>()
  await lockRevision(store)
  const snapshot = (await findSnapshot(store))!
  const fact = snapshot.plans.find((plan) => plan.id === id)
  if (!fact) throw new Fault('missing', 'plan_unknown', { details: { plan: id } })
  return { fact, said: snapshot.statements.get(id) ?? [] }
}

async function takeBack(
  tx: Tx,
  { clock }: DeskContext,
  changeSet: bigint,
  deed: ChangeDeed,
): Promise<bigint> {
  const store = tx.withTables<CatalogTables>()
  await lockRevision(store)
  const [found] = await listChangeSets(store, { before: changeSet + 1n, limit: 1 })
  if (found?.id !== changeSet || found.statements.length === 0)
    throw new Fault('missing', 'change_unknown')
  const because = `${deed.because} (takes back ${changeSet})`
  const set = { ...deed, because, kind: 'take_back' as const, at: clock.now() }
  const by = await insertChangeSet(store, set)
  if ((await setTakenBack(store, changeSet, by)) === 0)
    throw new Fault('conflict', 'change_taken_back')
  await raiseRevision(store)
  return by
}

async function snapshotOf({ ownerDb }: DeskContext) {
  return inTransaction(ownerDb, async (tx) => {
    const store = tx.withTables<CatalogTables>()
    await lockRevision(store)
    return (await findSnapshot(store))!
  })
}
