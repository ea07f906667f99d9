import { createHash } from 'node:crypto'
import { inTransaction } from '#db'
import { newId, plusMs, shardCount, shardOf, type Uuid } from '#kernel'
import { deadlineMs } from './case-file.ts'
import { closeDifference } from './close-difference.ts'
import type { CasesContext } from './context.ts'
import { type Broken, invariantNames } from './invariant.ts'
import * as store from './store/case-file.ts'

/**
 * A broken invariant stops that renewal and calls a person; everything else goes on. What has ended
 * keeps its status, since nothing more can be done to it, and is a case all the same.
 * @returns how many cases are new
 */
export async function holdBroken(
  context: CasesContext,
  broken: readonly Broken[],
): Promise<number> {
  let opened = 0
  for (const rows of Map.groupBy(broken, ({ renewalId }) => renewalId).values()) {
    const renewal = rows[0]!.renewalId
    const held = renewal === null ? 0 : await holdOne(context, renewal, rows)
    opened += held === undefined ? await openStray(context, rows) : held
    if (renewal === null) opened += await openStray(context, rows)
  }
  return opened
}

/** Undefined when the renewal could not be held: it has ended, or there is none. */
async function holdOne(
  { db, clock, care, random, log }: CasesContext,
  renewal: Uuid,
  rows: readonly Broken[],
): Promise<number | undefined> {
  const openedAt = clock.now()
  try {
    return await inTransaction(db, async (tx) => {
      if (await store.isHeld(tx, renewal)) return 0
      const held = await care.hold(tx, renewal, { attention: 'invariant_broken', stop: true })
      if (!held) return undefined
      await store.closeAttention(tx, renewal, openedAt)
      return store.openCases(tx, [
        {
          id: newId(shardOf(renewal), openedAt, random),
          ...{ reason: 'invariant_broken', attention: 'invariant_broken', heldFrom: held },
          ...{ renewalId: renewal, party: null, reference: null },
          ...{ evidence: { broken: rows }, openedAt, deadlineAt: plusMs(openedAt, deadlineMs) },
        },
      ])
    })
  } catch (error) {
    // One row that cannot even be held must not hide the others.
    log.error('broken renewal not held', { renewal, error })
    return undefined
  }
}

/** One case for each rule and row that no renewal can be held for. */
function openStray({ db, clock, random }: CasesContext, rows: readonly Broken[]): Promise<number> {
  const openedAt = clock.now()
  const files = rows.map((row) => {
    const reference = referenceOf(row)
    return {
      id: newId(row.renewalId ? shardOf(row.renewalId) : shardOfText(reference), openedAt, random),
      ...({ reason: 'invariant_broken', attention: null, heldFrom: null } as const),
      ...{ renewalId: row.renewalId, party: row.invariant, reference },
      ...{ evidence: { broken: [row] }, openedAt, deadlineAt: plusMs(openedAt, deadlineMs) },
    }
  })
  return store.openCases(db, [...new Map(files.map((file) => [keyOf(file), file])).values()])
}

/** The detail has figures that move; what it is about is what comes before them. */
export function referenceOf({ renewalId, detail }: Broken): string {
  return renewalId ?? detail.split(': ')[0]!
}

/**
 * Closes what holds no renewal and adds up again, after everything was checked. A renewal that was
 * held is only ever released by a person's look.
 */
export async function closeRepaired(
  context: CasesContext,
  broken: readonly Broken[],
): Promise<void> {
  const still = new Set(broken.map((row) => `${row.invariant} ${referenceOf(row)}`))
  for (const invariant of invariantNames) {
    for (const file of await store.listOpenDifferences(context.db, invariant)) {
      if (!still.has(keyOf({ party: invariant, reference: file.reference! })))
        await closeDifference(context, file)
    }
  }
}

const keyOf = ({ party, reference }: { party: string; reference: string }) =>
  `${party} ${reference}`

function shardOfText(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % shardCount
}
