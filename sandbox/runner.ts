import { createAlarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import { createPauses } from './pauses.ts'
import type { Letter, Postman } from './postman.ts'
import type { Store } from './store/index.ts'
import type { Task, TaskKind } from './store/tasks.ts'

/** After these waits a callback that nobody took is tried again; then it is dropped. */
export const retryWaits_ms = [5_000, 30_000, 300_000]

export type Effect = (subject: string, at: number) => void
export type Effects = Readonly<Record<Exclude<TaskKind, 'callback' | 'held-callback'>, Effect>>

export interface Runner {
  /**
   * Writes it in the caller's transaction, so an effect and what follows from it are kept
   * together.
   */
  schedule(kind: TaskKind, subject: string, payload: string, dueAt: number): void
  /** Resolves that much later on the sandbox's clock; false when a reset came in between. */
  pause(ms: number): Promise<boolean>
  /** Sends the callbacks that are due and resolves when those about these subjects have gone. */
  sendNow(subjects: readonly string[]): Promise<void>
  /** Runs what is due, also what became due while nobody ran, and watches from now on. */
  start(effects: Effects): void
  /** Moves the clock forward through everything that becomes due on the way, callbacks included. */
  advance(ms: number): Promise<void>
  /** Runs `clear` when the clock stands still and nothing is being run. */
  reset(clear: () => void): Promise<void>
  close(): void
}

export function createRunner(store: Store, clock: Clock, postman: Postman | undefined): Runner {
  let effects: Effects | undefined
  const inTurn = oneAtATime()
  const pauses = createPauses()
  const alarm = createAlarm(clock, runDue)

  /** True when requests were let go that still have to act at this moment of the clock. */
  function runDue(): boolean {
    alarm.clear()
    const isReleased = pauses.release(clock.now())
    // An effect may make new tasks that are due at once, hence the loop.
    for (;;) {
      const due = effects ? store.tasks.listDue(clock.now()) : []
      if (due.length === 0) break
      for (const task of due) run(task)
    }
    if (effects) alarm.set(store.tasks.findNextDue())
    alarm.set(pauses.findNextDue())
    return isReleased
  }

  function run(task: Task): void {
    if (task.kind === 'callback' || task.kind === 'held-callback') sendLetter(task)
    else runEffect(task, task.kind)
  }

  function runEffect(task: Task, kind: keyof Effects): void {
    store.transact(() => {
      store.tasks.remove(task.seq)
      effects![kind](task.subject, clock.now())
    })
  }

  function sendLetter(task: Task): void {
    const letter = JSON.parse(task.payload) as Letter
    store.transact(() => planRetry(store, task, letter, clock.now()))
    void postman?.send(task.subject, letter).then((taken) => {
      if (taken && effects) store.transact(() => store.tasks.remove(task.seq))
    })
  }

  async function moveThrough(ms: number): Promise<void> {
    const target = clock.now() + ms
    for (;;) {
      // The alarm was set for the distance before the last step; running sets it anew.
      const isReleased = runDue()
      await postman?.idle()
      // What was let go acts and commits within this turn of the event loop, before time moves on.
      if (isReleased) await new Promise(setImmediate)
      const next = effects ? earliest(store.tasks.findNextDue(), pauses.findNextDue()) : undefined
      const isDueOnTheWay = next !== undefined && next <= target
      if (!effects || (!isDueOnTheWay && clock.now() >= target)) return
      clock.moveTo(isDueOnTheWay ? next : target)
    }
  }

  return {
    schedule(kind, subject, payload, dueAt) {
      store.tasks.insert(kind, subject, payload, dueAt)
      alarm.set(dueAt)
    },
    pause(ms) {
      const dueAt = clock.now() + ms
      const ended = pauses.wait(dueAt)
      alarm.set(dueAt)
      return ended
    },
    async sendNow(subjects) {
      runDue()
      await postman?.idle(subjects)
    },
    start(given) {
      effects = given
      runDue()
    },
    advance: (ms) => inTurn(() => moveThrough(ms)),
    reset: (clear) =>
      inTurn(() => {
        alarm.clear()
        pauses.drop()
        clear()
      }),
    close() {
      alarm.clear()
      effects = undefined
    },
  }
}

/**
 * Written before the try is made: a process killed in between sends the callback once more. Who
 * forges a letter tries only once.
 */
function planRetry(store: Store, task: Task, letter: Letter, at: number): void {
  const wait_ms = letter.forgery ? undefined : retryWaits_ms[task.attempt]
  if (wait_ms === undefined) store.tasks.remove(task.seq)
  else store.tasks.setLater(task.seq, at + wait_ms)
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one
}

/** Two movements of the clock at once would each spoil the other's target. */
function oneAtATime() {
  let last: Promise<void> = Promise.resolve()
  return (work: () => void | Promise<void>): Promise<void> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
