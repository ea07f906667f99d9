import type { Db } from '#db'
import { type Msisdn, plusMs, shardCount } from '#kernel'
import type { Logger } from '#telemetry'
import { createLineLinks, type LineLink, type OpenedLink } from './line-link.ts'
import { type LinePicture, type LineQuestion, type ReadLine, readLine } from './read-line.ts'
import { guestShard } from './shard.ts'
import { findLinkGeneration, raiseLinkGeneration } from './store/link.ts'
import { deleteUsageUnasked, setUsageDue } from './store/usage.ts'
import { usagePolicy } from './usage-policy.ts'

export interface Lines {
  /**
   * What the line holds, uses and when that ends: asked of its operator if it is time, else as it
   * was last told. For a proven reader alone. @throws Fault operator_unknown
   */
  readLine(question: LineQuestion): Promise<LinePicture>
  /**
   * We changed what the line holds: what its operator counted before is asked for anew, whatever
   * the ten minutes say. To be said as often as one likes.
   */
  noteChange(change: { readonly msisdn: Msisdn; readonly at: Date }): Promise<void>
  /** A login-free address for one line, for as long as it says. */
  sealLink(link: LineLink): Promise<string>
  /** Undefined for what was not sealed here; whether it has expired is the caller's to look at. */
  openLink(token: string): Promise<OpenedLink | undefined>
  /** Ends every link of the line that was given out until now. @param by the key that asks */
  revokeLinks(msisdn: Msisdn, by: string): Promise<{ readonly revokedAt: Date }>
}

export interface LinesRoom extends Lines {
  /** Forgets what operators told about lines that nobody has asked about for long. */
  sweep(): Promise<void>
  /** Sweeps from time to time. */
  start(): void
  /** Waits for questions whose readers have left. */
  stop(): Promise<void>
}

const sweepEveryMs = 6 * 3_600_000

export interface CreateLines extends Omit<ReadLine, 'policy' | 'goOn'> {
  readonly db: Db
  readonly log: Logger
  /** Seals the links. */
  readonly secret: Uint8Array
}

export function createLines({ log, secret, ...options }: CreateLines): LinesRoom {
  const { db, clock, alarms } = options
  const links = createLineLinks(secret)
  const asking = new Set<Promise<void>>()
  const goOn = (asked: Promise<void>) => {
    // Neither number nor answer: what could not be read may name the line.
    const ended = asked.catch((error) => {
      log.warn('usage not read', { error: error instanceof Error ? error.name : 'unknown' })
    })
    asking.add(ended)
    ended.finally(() => asking.delete(ended))
  }
  let callOff = () => {}
  const sweep = async () => {
    const before = plusMs(clock.now(), -usagePolicy.forgetMs)
    for (let shard = 0; shard < shardCount; shard++) await deleteUsageUnasked(db, shard, before)
  }
  const context = { ...options, policy: usagePolicy, goOn }
  return {
    readLine: (question) => readLine(question, context),
    noteChange: ({ msisdn, at }) =>
      setUsageDue(db, { shard: guestShard(msisdn), msisdn }, { changedAt: at, at: clock.now() }),
    async sealLink(link) {
      return links.seal({ ...link, generation: await findLinkGeneration(db, link.msisdn) })
    },
    async openLink(token) {
      const link = links.open(token)
      if (!link) return undefined
      return { ...link, isRevoked: link.generation < (await findLinkGeneration(db, link.msisdn)) }
    },
    async revokeLinks(msisdn, by) {
      const at = clock.now()
      await raiseLinkGeneration(db, msisdn, { at, by })
      return { revokedAt: at }
    },
    sweep,
    start() {
      callOff = alarms.after(sweepEveryMs, () => {
        sweep().catch((error) => log.warn('usage not swept', { error: String(error) }))
        this.start()
      })
    },
    async stop() {
      callOff()
      await Promise.all(asking)
    },
  }
}
