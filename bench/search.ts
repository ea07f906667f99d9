/**
 * `node tools/boot.mjs bench/search.ts`: what an answer costs over 10,000 plans, beside the same
 * questions asked of MiniSearch and of PostgreSQL's full text with pg_trgm. Best of several rounds,
 * since the machine does other things, too; only the ratios of one run count.
 */
import MiniSearch from 'minisearch'
import pg from 'pg'
import { type ListedPlan, readFacts } from '#catalog'
import { createSearch } from '#search'
import { stopTestCluster } from '#test'
import { snapshotOf, tariffOf } from '../src/catalog/catalog-fixture.ts'
import { listPlans } from '../src/catalog/list-plans.ts'
import { queries } from '../test/stories/search-queries.ts'
import { testCluster } from '../test/support/cluster.ts'

const count = 10_000
const rounds = 9
const at = new Date('2026-11-23T09:00:00Z')
const facts = readFacts()

/** The catalogue over and over, each copy under names of its own. */
function manyPlans(): ListedPlan[] {
  const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']
  const offers = networks.flatMap((operator) =>
    tariffOf(facts, operator).map((offer) => ({ ...offer, upstream: `sandbox:${operator}` })),
  )
  const connectedUpstreams = networks.map((operator) => `sandbox:${operator}`)
  const market = { environment: 'sandbox' as const, connectedUpstreams }
  const { plans } = listPlans(snapshotOf(facts, offers), market, 'punjab', '2026-11-23')
  return Array.from({ length: count }, (_, i) => {
    const plan = plans[i % plans.length]!
    const copy = Math.floor(i / plans.length)
    if (copy === 0) return plan
    const named = (name: string) => `${name} ${String.fromCharCode(97 + (copy % 26))}${copy}`
    const { en, 'zh-Hans': zh = en, ur = en } = plan.name
    const name = { en: named(en), 'zh-Hans': named(zh), ur: named(ur) }
    return { ...plan, id: `${plan.id}-${copy}`, name }
  })
}

/** What the others are given: names, operators and the figures as words. */
function textOf({ name, operator, validity, allowance }: ListedPlan): string {
  const known = facts.operators.find(({ id }) => id === operator)!
  const others = [...Object.values(known.name), ...known.aliases.map(({ text }) => text)]
  const volume = allowance.dataMb === null ? '' : `${Math.round(allowance.dataMb / 1024)}gb`
  return [...Object.values(name), ...others, `${validity.days} days`, volume].join(' ')
}

type Ask = (q: string) => Promise<unknown>

async function best(ask: Ask): Promise<number[]> {
  const took: number[] = []
  for (const [q] of queries) {
    let least = Infinity
    for (let i = 0; i < rounds; i++) {
      const start = performance.now()
      await ask(q)
      least = Math.min(least, performance.now() - start)
    }
    took.push(least)
  }
  return took.sort((a, b) => a - b)
}

async function openPostgres(plans: readonly ListedPlan[]): Promise<{ ask: Ask; end: () => void }> {
  const { urlOf, admin } = await testCluster()
  await admin('create database search_bench')
  const db = new pg.Client({ connectionString: urlOf('search_bench') })
  await db.connect()
  await db.query('create extension pg_trgm')
  await db.query(`create table doc (id int, text text,
    tsv tsvector generated always as (to_tsvector('simple', text)) stored)`)
  const rows = [plans.map((_, i) => i), plans.map(textOf)]
  await db.query('insert into doc (id, text) select * from unnest($1::int[], $2::text[])', rows)
  await db.query('create index on doc using gin (tsv)')
  await db.query('create index on doc using gin (text gin_trgm_ops)')
  await db.query('analyze doc')
  const found = `select id from doc
    where tsv @@ websearch_to_tsquery('simple', $1) or $1 <% text
    order by ts_rank(tsv, websearch_to_tsquery('simple', $1)) + word_similarity($1, text) desc, id
    limit 500`
  return { ask: (q) => db.query({ name: 'found', text: found, values: [q] }), end: () => db.end() }
}

const plans = manyPlans()
const { operators } = facts
const usableDataMb = ({ allowance }: ListedPlan) => allowance.dataMb
const catalog = { listPlans: async () => ({ plans, operators }) }
const search = createSearch({ catalog, usableDataMb })
const mini = new MiniSearch({ fields: ['text'] })
mini.addAll(plans.map((plan, id) => ({ id, text: textOf(plan) })))
const postgres = await openPostgres(plans)
const peers: Record<string, Ask> = {
  ours: (text) => search.find({ text }, at),
  minisearch: async (q) => mini.search(q, { prefix: true, fuzzy: 0.2, combineWith: 'AND' }),
  'full text and pg_trgm': postgres.ask,
}
console.log(`${queries.length} questions, ${count} plans, best of ${rounds}`)
for (const [name, ask] of Object.entries(peers)) {
  const took = await best(ask)
  const of = (share: number) => took[Math.floor((took.length - 1) * share)]!.toFixed(2)
  console.log(`${name.padEnd(22)} median ${of(0.5)} ms, 95 % ${of(0.95)} ms, most ${of(1)} ms`)
}
await postgres.end()
await stopTestCluster({ keep: false })
