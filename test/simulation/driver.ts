import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Db, NoTables } from '#db'
import { type Actor, digest, type Scheduler } from './scheduler.ts'
import type { OpenTransaction, Sent, Statements } from './statements.ts'

/** What may befall one statement on its way to the database and back. */
export interface StatementFate {
  /** Milliseconds until it reaches the database. */
  readonly delayMs: number
  /** lost: it never arrives · answerLost: it takes effect and the answer is an error. */
  readonly fault?: 'lost' | 'answerLost'
  /** The worker stands still this long before it sees the answer. */
  readonly stallMs: number
}

export interface SimulatedDb {
  readonly scheduler: Scheduler
  readonly statements: Statements
  readonly fateOf: (sql: string) => StatementFate
}

/** A database as one worker sees it: every statement waits for its turn, then really runs. */
export function openSimulatedDb(simulated: SimulatedDb, actor: Actor): Db {
  return new Kysely<NoTables>({
    dialect: {
      createDriver: () => new TurnTakingDriver(simulated, actor),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}

/** What the driver hands to Kysely; `tx` while a transaction is open on it. */
interface TurnTakingConnection extends DatabaseConnection {
  tx: OpenTransaction | undefined
}

class TurnTakingDriver implements Driver {
  readonly #simulated: SimulatedDb
  readonly #actor: Actor

  constructor(simulated: SimulatedDb, actor: Actor) {
    this.#simulated = simulated
    this.#actor = actor
  }

  async init() {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { statements } = this.#simulated
    const connection: TurnTakingConnection = {
      tx: undefined,
      executeQuery: <Row>(query: CompiledQuery) =>
        this.#turn(connection, { label: labelOf(query.sql), parameters: query.parameters }, () =>
          statements.run<Row>(query, connection.tx),
        ),
      streamQuery: () => {
        throw new Error('nothing in the program streams')
      },
    }
    return connection
  }

  async beginTransaction(connection: TurnTakingConnection) {
    await this.#turn(connection, { label: 'begin', parameters: [] }, async () => {
      connection.tx = await this.#simulated.statements.begin(this.#actor)
      return none
    })
  }

  async commitTransaction(connection: TurnTakingConnection) {
    await this.#turn(connection, { label: 'commit', parameters: [] }, async () => {
      await this.#simulated.statements.end(connection.tx!, 'commit')
      return none
    })
  }

  async rollbackTransaction(connection: TurnTakingConnection) {
    const { scheduler, statements } = this.#simulated
    const what = { kind: 'request', label: 'sql rollback' } as const
    await scheduler.turn(this.#actor, what, () => statements.end(connection.tx!, 'rollback'))
  }

  async releaseConnection() {}

  async destroy() {}

  /** Reaches the database when its moment comes; seen by the worker when it moves again. */
  async #turn<Row>(
    connection: TurnTakingConnection,
    statement: { label: string; parameters: readonly unknown[] },
    run: () => Promise<Sent<QueryResult<Row>>>,
  ): Promise<QueryResult<Row>> {
    const { scheduler, statements, fateOf } = this.#simulated
    const actor = this.#actor
    const fate = fateOf(statement.label)
    const name = () => `${actor.name} sql ${statement.label} ${digest(statement.parameters)}`
    const lose = async (when: string) => {
      scheduler.note(() => `${name()} ${when}`)
      // The connection is gone, and with it whatever transaction was open on it.
      if (connection.tx) await statements.end(connection.tx, 'rollback')
      throw new Error('connection lost')
    }
    const what = { kind: 'request', label: '', ms: fate.delayMs } as const
    const sent = await scheduler.turn(actor, what, async () => {
      if (fate.fault === 'lost') await lose('is lost')
      const sent = await noted(scheduler, name, run)
      if (fate.fault === 'answerLost') await lose('lost its answer')
      return sent
    })
    let result: QueryResult<Row>
    if ('heldUp' in sent) {
      scheduler.note(() => `${name()} waited for a lock`)
      const late = { kind: 'request', label: '' } as const
      const answer = await sent.heldUp.then(
        (rows) => ({ rows }),
        (error) => ({ error }),
      )
      result = await scheduler.turn(actor, late, () => {
        if ('error' in answer) throw answer.error
        return answer.rows
      })
    } else result = sent.answer
    if (fate.stallMs > 0) {
      const stall = { kind: 'timer', label: 'moves again', ms: fate.stallMs } as const
      await scheduler.turn(actor, stall, () => {})
    }
    return result
  }
}

const none = { answer: { rows: [] } }

async function noted<Row>(
  scheduler: Scheduler,
  name: () => string,
  run: () => Promise<Sent<QueryResult<Row>>>,
): Promise<Sent<QueryResult<Row>>> {
  try {
    const sent = await run()
    if ('answer' in sent) {
      const { rows } = sent.answer
      scheduler.note(() => `${name()} -> ${rows.length} ${contentOf(rows)}`)
    }
    return sent
  } catch (error) {
    scheduler.note(() => `${name()} -> ${error}`)
    throw error
  }
}

/** Rows as a set: where no order is asked for, the server may give another one each time. */
function contentOf(rows: readonly unknown[]): string {
  return digest(rows.map(digest).sort())
}

const labels = new Map<string, string>()

function labelOf(sql: string): string {
  const label = labels.get(sql) ?? shortened(sql)
  labels.set(sql, label)
  return label
}

/** Enough of a statement to be known by in a trace. */
function shortened(sql: string): string {
  const target = /\b(?:insert into|update|from) "?(\w+"?\."?\w+)/.exec(sql)?.[1] ?? ''
  return `${sql.trim().slice(0, 6)} ${target.replaceAll('"', '')}`
}
