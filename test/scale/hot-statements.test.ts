import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listDistributed } from '#db'
import { placement } from '../../src/main/placement.ts'
import {
  bootSteps,
  farewellSteps,
  firstSteps,
  serveSteps,
  workSteps,
} from '../../tools/chaos/crash-points.ts'
import {
  type Judge,
  openJudge,
  shardsNamed,
  type Verdict,
} from '../../tools/hot-statements/judge.ts'
import type { Story } from '../stories/story.ts'
import { openDriven, type RanStatement, recordStatements } from './journeys.ts'
import { wideStatements, writesBesideChaos } from './wide-statements.ts'

let story: Story
let judge: Judge
let ran: readonly RanStatement[]
const verdicts = new Map<RanStatement, Verdict>()
before(async () => {
  ran = await recordStatements(async (options) => {
    story = await openDriven(options)
    return story
  })
  const sharded = new Set(await listDistributed(story.database.url, placement))
  judge = await openJudge(story.database.url, sharded)
  for (const statement of ran) verdicts.set(statement, await judge.judge(statement.text))
})
after(async () => {
  await judge.close()
  await story.close()
})

const oneLine = ({ text }: RanStatement) => text.replaceAll(/\s+/g, ' ').trim()
const isWide = (statement: RanStatement) =>
  wideStatements.some(({ has }) => oneLine(statement).includes(has))

test('every statement that is not in the list of wide ones can be sent to one server', () => {
  const findings = ran
    .filter((statement) => !isWide(statement))
    .flatMap((statement) =>
      verdicts.get(statement)!.findings.map((finding) => `${finding}: ${oneLine(statement)}`),
    )
  assert.deepEqual(findings, [])
})

test('the shards that a statement names are one, each time that it runs', () => {
  const findings = ran
    .filter((statement) => !isWide(statement))
    .flatMap((statement) => {
      const { pins } = verdicts.get(statement)!
      const widest = Math.max(...statement.runs.map((run) => shardsNamed(pins, run).size))
      return widest > 1 ? [`${widest} shards: ${oneLine(statement)}`] : []
    })
  assert.deepEqual(findings, [])
})

test('a wide statement is wide, and writes nothing that servers could disagree about', () => {
  const unused = wideStatements.filter(
    ({ has }) => ran.filter((it) => oneLine(it).includes(has)).length === 0,
  )
  assert.deepEqual(unused, [])
  for (const statement of ran.filter(isWide)) {
    const { findings, pins } = verdicts.get(statement)!
    const isSpread = statement.runs.some((run) => shardsNamed(pins, run).size > 1)
    const loose = findings.filter((finding) => finding.endsWith('names no shard'))
    assert.ok(isSpread || loose.length > 0, `not wide: ${oneLine(statement)}`)
    assert.deepEqual(findings, loose, oneLine(statement))
  }
})

test('every durable step that chaos knows was walked, and every other write is named', () => {
  const steps = [...serveSteps, ...workSteps, ...bootSteps, ...firstSteps, ...farewellSteps]
  // Calls of parties and commits are no statements of their own.
  const known = steps.filter((step) => !/^(call|commit)-/.test(step))
  const seen = new Set(ran.flatMap(({ label }) => (label === undefined ? [] : [label])))
  assert.deepEqual([...seen].toSorted(), [...known, ...writesBesideChaos].toSorted())
})

/** What each mistake of a kind must be called; all of them are red without the rule. */
const mistakes: readonly {
  readonly of: string
  readonly statement: string
  readonly is: RegExp
}[] = [
  {
    of: 'a join that leaves out the shard',
    statement: `select 1 from renewal.attempt a join renewal.renewal r on r.id = a.renewal_id
        where a.shard = $1`,
    is: /renewal\.renewal names no shard/,
  },
  {
    of: 'a shard that only another CTE knows',
    statement: `with due as (select shard, renewal_id from renewal.attempt where shard = $1)
        select 1 from due join renewal.renewal r on r.shard = due.shard and r.id = due.renewal_id`,
    is: /renewal\.renewal names no shard/,
  },
  {
    of: 'a shard beside an alternative',
    statement: 'select 1 from renewal.renewal where shard = $1 or id = $2',
    is: /names no shard/,
  },
  {
    of: 'a condition of an outer join taken for one on its outer side',
    statement: `select 1 from renewal.renewal r
        left join renewal.attempt a on a.shard = r.shard and r.shard = $1`,
    is: /renewal\.renewal names no shard/,
  },
  {
    of: 'a number of another column',
    statement: 'select 1 from renewal.attempt where n = $1',
    is: /names no shard/,
  },
  {
    of: 'an update without a shard',
    statement: 'update renewal.attempt set next_at = $1 where renewal_id = $2',
    is: /renewal\.attempt names no shard/,
  },
  {
    of: 'an insert of rows whose shard is read elsewhere',
    statement: `insert into renewal.slot (shard) select shard from renewal.slot where shard = $1`,
    is: /renewal\.slot names no shard/,
  },
  {
    of: 'the clock of a server in a write',
    statement: 'update renewal.attempt set next_at = now() where shard = $1',
    is: /now\(\) is asked of the server/,
  },
  {
    of: 'the clock of a server in a CTE of a write',
    statement: `with at as (select current_timestamp as at)
        update renewal.attempt set next_at = at.at from at where shard = $1`,
    is: /is asked of the server/,
  },
  {
    of: 'arithmetic with an interval on a column that is written',
    statement: `update renewal.attempt set next_at = next_at + interval '1 day' where shard = $1`,
    is: /timestamptz_pl_interval\(\) is not immutable/,
  },
  {
    of: 'a time turned into text on the way to be written',
    statement: `update renewal.renewal set method = created_at::text where shard = $1`,
    is: /a conversion through text is not immutable/,
  },
  {
    of: 'a random id for a row that is written',
    statement: `update renewal.renewal set wallet_id = gen_random_uuid() where shard = $1`,
    is: /gen_random_uuid\(\) is asked of the server/,
  },
  {
    of: 'rows that are locked in a join beside an insert',
    statement: `with locked as (select r.id from renewal.renewal r
          where r.shard = $1 and r.id in (select unnest($2::uuid[])) for update)
        insert into renewal.event (shard, renewal_id, at, event)
        select $1, id, $3::timestamptz, 'told' from locked`,
    is: /rows are locked in a join/,
  },
]

for (const { of, statement, is } of mistakes) {
  test(`the walk finds ${of}`, async () => {
    const { findings } = await judge.judge(statement)
    assert.match(findings.join('\n'), is)
  })
}

test('two shards in one statement are told from one named twice', async () => {
  const statement = `select 1 from renewal.renewal r join line.line l on l.id = r.line_id
    where r.shard = $1 and l.shard = $2`
  const { findings, pins } = await judge.judge(statement)
  assert.deepEqual(findings, [])
  assert.deepEqual([...shardsNamed(pins, [7, 7])], [7])
  assert.deepEqual([...shardsNamed(pins, [7, 8])], [7, 8])
})
