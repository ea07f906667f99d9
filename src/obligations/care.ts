import {
  type AttemptState,
  type AttentionReason,
  decideWord,
  type Leg,
  type RenewalStatus,
  type RulesContext,
  type Step,
  type Word,
} from '#attempts'
import type { Db, Tx } from '#db'
import { type Engine, readLeaseClock } from '#engine'
import { type Clock, shardOf, type Uuid } from '#kernel'
import * as store from './store/care.ts'
import { setDueNow } from './store/claim.ts'
import { recordChanges } from './store/record.ts'

export interface AttemptKey {
  readonly renewal: Uuid
  readonly leg: Leg
  readonly n: number
}

export interface AttentionNeeded {
  readonly id: Uuid
  readonly attention: AttentionReason
  readonly since: Date
}

/** An attempt as a person sees it; `fence` says which moment of it they saw. */
export interface KeptAttempt {
  readonly leg: Leg
  readonly n: number
  readonly party: string
  readonly state: AttemptState
  readonly step: Step
  readonly fence: number
  readonly sends: number
  readonly looks: number
  readonly answer: Readonly<Record<string, unknown>> | null
  readonly nextAt: Date | null
  readonly firstSentAt: Date | null
  readonly lastSentAt: Date | null
}

/** Where a renewal stood before it was held. */
export interface Held {
  readonly status: RenewalStatus
  readonly attention: AttentionReason | null
}

/** What the room of cases needs of renewals. Whoever writes here calls `nudge` after its commit. */
export interface Care {
  listAttention(): Promise<AttentionNeeded[]>
  listAttempts(id: Uuid, within?: Tx): Promise<KeptAttempt[]>
  /**
   * Decides a person's word about one attempt, and writes it as an answer is written; `moved` when
   * the attempt has since the person saw it, `asked` when a worker is asking the party right now.
   * @throws Fault word_unsafe
   */
  hear(
    tx: Tx,
    key: AttemptKey & { readonly fence: number },
    word: Word,
  ): Promise<'heard' | 'moved' | 'asked'>
  /**
   * Gives a renewal to a person for a reason of its own, and with `stop` takes its attempts off the
   * engine; with `from` only if it stands there. Undefined when it has ended (its attempts stop all
   * the same) or is held already.
   */
  hold(
    tx: Tx,
    id: Uuid,
    hold: { attention: AttentionReason; stop: boolean; from?: RenewalStatus },
  ): Promise<Held | undefined>
  /** Back to where it stood, if it is still held for that reason. */
  release(tx: Tx, id: Uuid, from: AttentionReason, to: Held): Promise<boolean>
  /** Asks the party again about everything of a renewal that an answer could still move. */
  lookAtAll(id: Uuid): Promise<boolean>
  /** Asks about one attempt, even one that our books hold for closed; an unsent one is not sent. */
  lookAt(key: AttemptKey): Promise<boolean>
}

export function createCare(options: {
  db: Db
  clock: Clock
  engine: Engine
  accounts: ReadonlyMap<string, number>
  rules: RulesContext
}): Care {
  const { db, clock, engine, accounts, rules } = options
  return {
    listAttention: () => store.listAttention(db),
    listAttempts: (id, within) => store.listAttempts(within ?? db, id),
    async hear(tx, key, word) {
      const work = await store.claimForPerson(tx, key, await readLeaseClock(tx))
      if (work === 'asked' || work === 'moved') return work
      const changes = [decideWord(work, word, rules)]
      const shard = shardOf(key.renewal)
      const written = await recordChanges(tx, { shard, now: clock.now(), changes, accounts })
      return written.size === 1 ? 'heard' : 'moved'
    },
    hold: (tx, id, hold) => store.holdRenewal(tx, id, { ...hold, now: clock.now() }),
    release: (tx, id, from, to) => store.releaseRenewal(tx, id, { from, to, now: clock.now() }),
    async lookAtAll(id) {
      const due = await setDueNow(db, { shard: shardOf(id), renewalId: id }, clock.now())
      if (due) engine.wakeFor(id)
      return due
    },
    async lookAt(key) {
      const { renewal, leg, n } = key
      const now = clock.now()
      const closed = { shard: shardOf(renewal), renewalId: renewal, leg, n }
      const due = (await store.setLookNow(db, key, now)) || (await setDueNow(db, closed, now))
      if (due) engine.wakeFor(renewal)
      return due
    },
  }
}
