import type { DatabaseSync } from 'node:sqlite'

/** Something that happens by itself later, on the sandbox's clock. */
export interface Task {
  readonly seq: number
  readonly kind: TaskKind
  /** What it is about: callbacks of one subject are sent one after the other. */
  readonly subject: string
  readonly payload: string
  /** How often it was begun before. */
  readonly attempt: number
  readonly dueAt: number
}

export type TaskKind =
  | 'complete-topup'
  | 'reverse-topup'
  | 'finish-charge'
  | 'expire-charge'
  | 'callback'
  /** A callback that lets the next one about its subject go first. */
  | 'held-callback'

const columns = 'seq, kind, subject, payload, attempt, due_at as dueAt'

export type TaskStore = ReturnType<typeof createTaskStore>

export function createTaskStore(db: DatabaseSync) {
  const insert = db.prepare('insert into task (kind, subject, payload, due_at) values (?, ?, ?, ?)')
  const due = db.prepare(
    `select ${columns} from task where due_at <= ? order by due_at, seq limit 100`,
  )
  const next = db.prepare('select min(due_at) as at from task')
  const remove = db.prepare('delete from task where seq = ?')
  const letGo = db.prepare(`update task set kind = 'callback', due_at = ?
    where kind = 'held-callback' and attempt = 0 and subject = ?`)
  const later = db.prepare('update task set attempt = attempt + 1, due_at = ? where seq = ?')
  return {
    insert(kind: TaskKind, subject: string, payload: string, dueAt: number): void {
      insert.run(kind, subject, payload, dueAt)
    },
    /** In the order in which they became due. */
    listDue(at: number): Task[] {
      return due.all(at) as unknown as Task[]
    },
    findNextDue(): number | undefined {
      return (next.get()!.at as number | null) ?? undefined
    },
    remove(seq: number): void {
      remove.run(seq)
    },
    /** What was held about a subject goes at this moment, since something newer has gone. */
    setHeldDue(subject: string, dueAt: number): void {
      letGo.run(dueAt, subject)
    },
    setLater(seq: number, dueAt: number): void {
      later.run(dueAt, seq)
    },
  }
}
