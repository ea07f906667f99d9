import { createAlarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import type { Letter, Postman } from './postman.ts'
import type { Store } from './store/index.ts'
import type { Task, TaskKind } from './store/tasks.ts'

/** After these waits a callback that nobody took is tried again; then it is dropped. */
export const retryWaits_ms = [5_000, 30_000, 300_000]

export type Effect = (subject: string, at: number) => void
export type Effects = Readonly<Record<Exclude<TaskKind, 'callback'>, Effect>>

export interface Runner {
  /**
   * Writes it in the caller's transaction, so an effect and what follows from it are kept
   * together.
   */
  schedule(kind: TaskKind, subject: string, payload: string, dueAt: number): void
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
  const alarm = createAlarm(clock, runDue)

  function runDue(): void {
    alarm.clear()
    // An effect may make new tasks that are due at once, hence the loop.
    for (;;) {
      const due = effects ? store.tasks.listDue(clock.now()) : []
      if (due.length === 0) break
      for (const task of due) run(task)
    }
    if (effects) alarm.set(store.tasks.findNextDue())
  }

  function run(task: Task): void {
    store.transact(() => {
      if (task.kind === 'callback') {
        planRetry(store, task, clock.now())
      } else {
        store.tasks.remove(task.seq)
        effects![task.kind](task.subject, clock.now())
      }
    })
    if (task.kind !== 'callback' || !postman) return
    void postman.send(task.subject, JSON.parse(task.payload) as Letter).then((taken) => {
      if (taken && effects) store.transact(() => store.tasks.remove(task.seq))
    })
  }

  async function moveThrough(ms: number): Promise<void> {
    const target = clock.now() + ms
    for (;;) {
      // The alarm was set for the distance before the last step; running sets it anew.
      runDue()
      await postman?.idle()
      const next = effects ? store.tasks.findNextDue() : undefined
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
    start(given) {
      effects = given
      runDue()
    },
    advance: (ms) => inTurn(() => moveThrough(ms)),
    reset: (clear) =>
      inTurn(() => {
        alarm.clear()
        clear()
      }),
    close() {
      alarm.clear()
      effects = undefined
    },
  }
}

/** Written before the try is made: a process killed in between sends the callback once more. */
function planRetry(store: Store, task: Task, at: number): void {
  const wait_ms = retryWaits_ms[task.attempt]
  if (wait_ms === undefined) store.tasks.remove(task.seq)
  else store.tasks.setLater(task.seq, at + wait_ms)
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
