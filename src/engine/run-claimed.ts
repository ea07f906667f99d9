import {
  type Call,
  CallWithheld,
  type Change,
  decideWithheld,
  type StepContext,
  takeStep,
  type Work,
} from '#attempts'
import type { Clock } from '#kernel'
import type { Logger } from '#telemetry'
import type { Obligations } from './obligations.ts'
import type { Recorder } from './recorder.ts'
import type { Claimed } from './take-turns.ts'
import type { Upstreams } from './upstreams.ts'

export interface Runner {
  /** One claimed attempt: asks its party, or not, and has the outcome written. Never throws. */
  run(shard: number, claimed: Claimed): Promise<void>
}

export function createRunner(options: {
  readonly obligations: Pick<Obligations, 'giveBack'>
  readonly recorder: Recorder
  readonly upstreams: Upstreams
  readonly context: StepContext
  readonly clock: Clock
  readonly log: Logger
  readonly monotonic: () => number
  readonly wake: (shard: number, at: Date) => void
  readonly announce: (shard: number, change: Change) => void
}): Runner {
  const { context, upstreams, log } = options

  async function decide(claimed: Claimed): Promise<Change> {
    const { work } = claimed
    if (work.withheld) return decideWithheld(work, upstreams.stoppedOf(work.party), context)
    return takeStep(work, { ...context, call: callOf(claimed) })
  }

  /** The recorder knows of what is under way, so that answers asked together are written so. */
  async function decided(shard: number, claimed: Claimed): Promise<Change> {
    options.recorder.begin(shard)
    try {
      return await decide(claimed)
    } catch (error) {
      options.recorder.giveUp(shard)
      throw error
    }
  }

  /** The last moment at which a call can be held back; from here on it may take effect. */
  function callOf({ work, seat, sendBefore }: Claimed): Call {
    return async (_work, ask) => {
      if (work.step === 'send' && options.monotonic() >= sendBefore)
        throw new CallWithheld('its lease may have run out')
      seat.begin()
      try {
        const answer = await ask()
        seat.end(isSilent(answer))
        return answer
      } catch (error) {
        seat.end(error instanceof CallWithheld ? undefined : true)
        throw error
      }
    }
  }

  /** It was not asked, so it is as if it had not been claimed; it stands in line at its turn. */
  async function giveBack(shard: number, work: Work, { message }: CallWithheld): Promise<void> {
    const { reference } = work
    log.info('not called', { reference, because: message })
    try {
      if (await options.obligations.giveBack(shard, work)) options.wake(shard, options.clock.now())
    } catch (error) {
      log.warn('not given back; its lease will run out', { reference, error })
    }
  }

  return {
    async run(shard, claimed) {
      const { work } = claimed
      try {
        const written = await options.recorder.record(shard, await decided(shard, claimed))
        if (written) options.announce(shard, written)
      } catch (error) {
        if (error instanceof CallWithheld) return giveBack(shard, work, error)
        const { reference } = work
        log.error('attempt turn failed; its lease will run out', { reference, error })
      }
    },
  }
}

/** Silence, a 5xx, garbage, a cut socket: no answer that could be read. */
function isSilent(answer: unknown): boolean {
  const { kind, reason } = answer as { readonly kind?: string; readonly reason?: string }
  return kind === 'unknown' && reason === 'silent'
}
