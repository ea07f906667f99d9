import { Fault } from '#kernel'
import type { Life, Worker } from './worker.ts'
import type { World } from './world.ts'

/** How customers reach us: any worker that is up, and again when it does not answer. */
export interface Asking {
  pause(ms: number): Promise<void>
  /** A refusal is an answer; undefined after too many tries. */
  ask<T>(wish: (life: Life) => Promise<T>): Promise<T | Fault | undefined>
}

const patienceMs = 6000
const pauseMs = 2000
const triesAtMost = 6

export function createAsking(world: World, workers: readonly Worker[]): Asking {
  const { scheduler, random, outside } = world

  const pause = (ms: number) => scheduler.turn(outside, { kind: 'timer', label: '', ms }, () => {})

  async function ask<T>(wish: (life: Life) => Promise<T>): Promise<T | Fault | undefined> {
    for (let left = triesAtMost; left > 0; left--) {
      const lives = workers.map((worker) => worker.life()).filter((life) => life !== undefined)
      const answer =
        lives.length === 0
          ? undefined
          : await Promise.race([
              wish(random.pick(lives)).catch((error) =>
                // Told to come again in a while, they do.
                error instanceof Fault && error.kind !== 'busy' ? error : undefined,
              ),
              pause(patienceMs),
            ])
      if (answer !== undefined) return answer as T | Fault
      await pause(pauseMs)
    }
    return undefined
  }

  return { pause, ask }
}
