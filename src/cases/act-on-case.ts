import type { Word } from '#attempts'
import { inTransaction } from '#db'
import { Fault, shardOf, type Uuid } from '#kernel'
import type { CaseFile, Deed } from './case-file.ts'
import { checkInvariants } from './check-invariants.ts'
import { closeDifference } from './close-difference.ts'
import { type Party, stillDiffers } from './compare-party.ts'
import type { CasesContext } from './context.ts'
import { type Act, decideDeed } from './decide-deed.ts'
import { referenceOf } from './hold-broken.ts'
import * as store from './store/case-file.ts'

/**
 * One deed of a person on a case: recorded with its evidence in the transaction that does it. What
 * a person knows is heard as an answer is; the fence lets whoever was faster win.
 * @throws Fault case_unknown · case_closed · case_unsafe · case_finding_missing · case_asked ·
 *   case_moved · case_still_broken · word_unsafe · body_invalid
 */
export async function actOnCase(context: CasesContext, id: Uuid, deed: Deed): Promise<void> {
  const file = await store.findCase(context.db, id)
  if (!file) throw new Fault('missing', 'case_unknown')
  const attempts = file.renewalId ? await context.care.listAttempts(file.renewalId) : []
  const act = decideDeed(file, attempts, deed)
  if (act.kind === 'look') return lookAgain(context, file, deed)
  await inTransaction(context.db, async (tx) => {
    await store.insertDeed(tx, id, deed, context.clock.now())
    const how = await perform(context, tx, file, act, deed)
    if (!how) throw new Fault('conflict', 'case_moved')
    if (!(await store.closeCase(tx, id, how, context.clock.now())))
      throw new Fault('conflict', 'case_moved')
  })
  if (file.renewalId) context.nudge(file.renewalId)
}

async function perform(
  { care }: CasesContext,
  tx: Parameters<CasesContext['care']['hear']>[0],
  { renewalId, attention, heldFrom }: CaseFile,
  act: Exclude<Act, { kind: 'look' }>,
  deed: Deed,
): Promise<CaseFile['closedHow']> {
  if (act.kind === 'accept') return 'accepted'
  if (!renewalId || !attention) return null
  if (act.kind === 'release') {
    if (!heldFrom) throw new Fault('conflict', 'word_unsafe')
    return (await care.release(tx, renewalId, attention, heldFrom)) ? 'accepted' : null
  }
  const { leg, n, fence } = act.about
  const word: Word = {
    saying: act.saying,
    partyId: deed.partyId ?? 'by a person',
    evidence: { by: deed.by, proof: deed.proof ?? '' },
  }
  const heard = await care.hear(tx, { renewal: renewalId, leg, n, fence }, word)
  if (heard === 'asked') throw new Fault('conflict', 'case_asked')
  return heard === 'heard' ? 'moved' : null
}

/** Asks again whoever can know: the party, its list, or our own books. */
async function lookAgain(context: CasesContext, file: CaseFile, deed: Deed): Promise<void> {
  const { db, clock, care } = context
  await inTransaction(db, (tx) => store.insertDeed(tx, file.id, deed, clock.now()))
  if (file.reason === 'invariant_broken') {
    const still = await brokenOf(context, file)
    if (still) throw new Fault('conflict', 'case_still_broken', { details: still })
    await closeDifference(context, file)
  } else if (file.party) {
    if (!(await partyStillDiffers(context, file))) await closeDifference(context, file)
  } else if (file.renewalId) {
    await care.lookAtAll(file.renewalId)
  }
}

async function brokenOf({ db, clock }: CasesContext, file: CaseFile) {
  const shard = shardOf(file.renewalId ?? file.id)
  const shards = file.renewalId ? { first: shard, last: shard } : undefined
  const broken = await checkInvariants(db, clock.now(), shards)
  const own = broken.find((row) =>
    file.attention
      ? row.renewalId === file.renewalId
      : row.invariant === file.party && referenceOf(row) === file.reference,
  )
  return own && { invariant: own.invariant, detail: own.detail }
}

/** @throws Fault busy when the party's list cannot be read */
async function partyStillDiffers({ db, parties }: CasesContext, file: CaseFile): Promise<boolean> {
  const all: readonly Party[] = [...parties.providers, ...parties.operators]
  const party = all.find(({ id }) => id === file.party)
  if (!party) return true
  try {
    return await stillDiffers(db, party, file)
  } catch (cause) {
    throw new Fault('busy', 'busy', { cause, internal: `list of ${party.id} not readable` })
  }
}
