import pg from 'pg'
import { findLockingJoins, findUnsafeCalls } from './functions.ts'
import { isNode, listOf, readTree, type TreeNode } from './node-tree.ts'
import { readWords } from './server-words.ts'
import { findShards, type Pin } from './shards.ts'

export interface Verdict {
  /** What a cluster could not do, or only by asking every server. */
  readonly findings: readonly string[]
  /** What fixes the shards of its relations; they must come to one number whenever it runs. */
  readonly pins: readonly Pin[]
}

export interface Judge {
  judge(statement: string): Promise<Verdict>
  close(): Promise<void>
}

/**
 * Judges statements by the parse tree that PostgreSQL itself makes of them: the body of a function
 * of SQL is kept parsed, names resolved and every operator bound to its function, so nothing has to
 * be guessed from the text. Nothing is run.
 * @param url the owner's address of a migrated database
 * @param sharded names of the tables that a cluster cuts by `shard`
 */
export async function openJudge(url: string, sharded: ReadonlySet<string>): Promise<Judge> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const words = await readWords(client, sharded)
  return {
    async judge(statement) {
      const roots = await parse(client, statement)
      const shards = roots.map((root) => findShards(root, words))
      const loose = shards.flatMap((it) => it.loose).map((name) => `${name} names no shard`)
      const calls = roots.flatMap((root) => findUnsafeCalls(root, words))
      const locks = roots.flatMap(findLockingJoins)
      return { findings: [...loose, ...calls, ...locks], pins: shards.flatMap((it) => it.pins) }
    },
    close: () => client.end(),
  }
}

/** The values of a statement's pins; more than one number is a join or a write over two shards. */
export function shardsNamed(pins: readonly Pin[], values: readonly unknown[]): Set<number> {
  return new Set(
    pins.map((pin) => ('constant' in pin ? pin.constant : Number(values[pin.parameter - 1]))),
  )
}

/** More parameters no function has; the later ones become nulls of their type. */
const mostParameters = 100

async function parse(client: pg.Client, asked: string): Promise<TreeNode[]> {
  await client.query(`prepare judged as ${asked}`)
  const prepared = await client.query<{ types: string[] }>(
    `select parameter_types::text[] as types from pg_prepared_statements where name = 'judged'`,
  )
  const { types } = prepared.rows[0]!
  const statement = asked.replaceAll(/\$(\d+)/g, (parameter, n) =>
    Number(n) > mostParameters ? `null::${types[Number(n) - 1]}` : parameter,
  )
  await client.query('deallocate judged; begin')
  try {
    await client.query(
      `create function pg_temp.judged(${types.slice(0, mostParameters).join(', ')}) returns void
         begin atomic ${statement}; end`,
    )
    const body = await client.query<{ tree: string }>(
      `select prosqlbody::text as tree from pg_proc where oid = 'pg_temp.judged'::regproc`,
    )
    return flat(readTree(body.rows[0]!.tree))
  } finally {
    await client.query('rollback')
  }
}

const flat = (tree: ReturnType<typeof readTree>): TreeNode[] =>
  isNode(tree) ? [tree] : listOf(tree).flatMap((it) => (typeof it === 'string' ? [] : flat(it)))
