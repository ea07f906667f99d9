import type { Clock } from './clock.ts'
import type { Letter, Postman } from './postman.ts'
import type { Store } from './store/index.ts'
import type { Task, TaskKind } from './store/tasks.ts'

/** After these waits a callback that nobody took is tried again; then it is dropped. */
export const retryWaits_ms = [5_000, 30_000, 300_000]

/** Longest wait a timer of this platform can hold. */
const longestTimer_ms = 2_147_483_647

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
  let timer: NodeJS.Timeout | undefined
  let wakesAt = Number.POSITIVE_INFINITY
  let advancing: Promise<void> = Promise.resolve()

  function watch(dueAt: number | undefined): void {
    if (dueAt === undefined || dueAt >= wakesAt || !effects) return
    clearTimeout(timer)
    wakesAt = dueAt
    const wait_ms = Math.min(Math.max(dueAt - clock.now(), 0), longestTimer_ms)
    timer = setTimeout(runDue, wait_ms)
  }

  function runDue(): void {
    clearTimeout(timer)
    wakesAt = Number.POSITIVE_INFINITY
    // An effect may make new tasks that are due at once, hence the loop.
    for (;;) {
      const due = store.tasks.listDue(clock.now())
      if (due.length === 0) break
      for (const task of due) run(task)
    }
    watch(store.tasks.findNextDue())
  }

  function run(task: Task): void {
    if (task.kind === 'callback') {
      deliver(task)
      return
    }
    const effect = effects![task.kind]
    store.transact(() => {
      store.tasks.remove(task.seq)
      effect(task.subject, clock.now())
    })
  }

  /**
   * The next try is written before this one is made: a process killed in between sends it once
   * more.
   */
  function deliver(task: Task): void {
    const wait_ms = retryWaits_ms[task.attempt]
    store.transact(() => {
      if (wait_ms === undefined || !postman) store.tasks.remove(task.seq)
      else store.tasks.setLater(task.seq, clock.now() + wait_ms)
    })
    void postman?.send(task.subject, JSON.parse(task.payload) as Letter).then((taken) => {
      if (taken && effects) store.transact(() => store.tasks.remove(task.seq))
    })
  }

  async function moveThrough(ms: number): Promise<void> {
    const target = clock.now() + ms
    await postman?.idle()
    for (;;) {
      runDue()
      await postman?.idle()
      const next = store.tasks.findNextDue()
      if (!effects || next === undefined || next > target) break
      clock.moveTo(next)
    }
    if (!effects) return
    clock.moveTo(target)
    // The timer was set for the old distance to the next task.
    wakesAt = Number.POSITIVE_INFINITY
    runDue()
    await postman?.idle()
  }

  /** Two movements of the clock at once would each spoil the other's target. */
  function inTurn(work: () => void | Promise<void>): Promise<void> {
    const turn = advancing.then(work)
    advancing = turn.catch(() => {})
    return turn
  }

  return {
    schedule(kind, subject, payload, dueAt) {
      store.tasks.insert(kind, subject, payload, dueAt)
      watch(dueAt)
    },
    start(given) {
      effects = given
      runDue()
    },
    advance: (ms) => inTurn(() => moveThrough(ms)),
    reset: (clear) =>
      inTurn(() => {
        clearTimeout(timer)
        wakesAt = Number.POSITIVE_INFINITY
        clear()
      }),
    close() {
      clearTimeout(timer)
      effects = undefined
    },
  }
}
