import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Catalog, Operator } from '#catalog'
import type { Msisdn } from '#kernel'
import type { OperatorAdapter, UsageOutcome } from '#operators'
import { createLogger } from '#telemetry'
import { testClock, testDatabase } from '#test'
import { createLines } from './create-lines.ts'

const database = await testDatabase('read_line')
after(() => database.drop())

const jazz = { id: 'jazz', name: { en: 'Jazz' }, zone: 'Asia/Karachi' } as Operator
const start = '2026-11-23T09:00:00Z'
const minuteMs = 60_000
let made = 0

/** A room whose operator answers when and what the test says. */
function room() {
  made += 1
  const clock = testClock(start)
  const questions: PromiseWithResolvers<UsageOutcome>[] = []
  const waiting: (() => void)[] = []
  const lines: string[] = []
  const upstream = {
    id: 'test:jazz',
    operator: 'jazz',
    readUsage() {
      const question = Promise.withResolvers<UsageOutcome>()
      questions.push(question)
      return question.promise
    },
  } as unknown as OperatorAdapter
  const own = createLines({
    db: database.db,
    catalog: {
      guessOperator: async () => jazz,
      getOperator: async () => jazz,
    } as unknown as Catalog,
    clock,
    alarms: {
      after(_ms, call) {
        waiting.push(call)
        return () => {}
      },
    },
    log: createLogger({ level: 'debug', write: (line) => lines.push(line) }),
    random: (bytes) => new Uint8Array(bytes).fill(made),
    secret: Buffer.alloc(32, 1),
    upstreams: [upstream],
    mayAsk: () => true,
  })
  const msisdn = `+92300555${String(1000 + made)}` as Msisdn
  return {
    clock,
    questions,
    lines,
    own,
    msisdn,
    read: () => own.readLine({ msisdn }),
    /** Patience is over for whoever waits. */
    losePatience: () => waiting.splice(0).map((call) => call()),
  }
}

/** Runs until a question has gone out; nothing here waits for time. */
async function asked(questions: readonly unknown[], count: number): Promise<void> {
  while (questions.length < count) await new Promise((turn) => setImmediate(turn))
}

const told = (asOf: Date, remaining: number): UsageOutcome => ({
  kind: 'done',
  asOf,
  days: [
    { date: '2026-11-22', dataMb: 120, minutes: 4, sms: null },
    { date: '2026-11-23', dataMb: 60, minutes: 1, sms: 0 },
  ],
  plans: null,
  buckets: [
    {
      ...{ kind: 'data', name: 'data', unit: 'MB', total: 1000, used: null, unlimited: false },
      ...{ remaining, validUntil: new Date('2026-11-29T18:59:59Z') },
    },
  ],
})
const leftOf = (picture: Awaited<ReturnType<ReturnType<typeof room>['read']>>) =>
  picture.usage?.buckets[0]?.remaining

test('a reader does not wait for a slow operator, and its late answer is there for the next one', async () => {
  const { clock, questions, own, read, losePatience } = room()
  const first = read()
  await asked(questions, 1)
  losePatience()
  const nothing = await first
  assert.deepEqual(
    [nothing.standing, nothing.usage, nothing.state],
    ['asked', undefined, 'unknown'],
  )
  questions[0]!.resolve(told(clock.now(), 400))
  await own.stop()
  assert.equal(leftOf(await read()), 400)
  assert.equal(questions.length, 1)
})

test('a count older than the one that is kept changes nothing', async () => {
  const { clock, questions, read } = room()
  const answer = async (asOf: Date, remaining: number) => {
    const reading = read()
    await asked(questions, 1)
    questions.shift()!.resolve(told(asOf, remaining))
    return leftOf(await reading)
  }
  const newer = clock.now()
  assert.equal(await answer(newer, 300), 300)
  clock.advance(11 * minuteMs)
  assert.equal(await answer(new Date(newer.getTime() - minuteMs), 900), 300)
})

test('a count of later than now is no count', async () => {
  const { clock, questions, read } = room()
  const reading = read()
  await asked(questions, 1)
  questions[0]!.resolve(told(new Date(clock.now().getTime() + 10 * minuteMs), 300))
  const picture = await reading
  assert.deepEqual([picture.standing, picture.usage], ['silent', undefined])
})

test('the day that runs is not whole until it was counted after its end', async () => {
  const { clock, questions, read } = room()
  const answer = async (asOf: Date) => {
    const reading = read()
    await asked(questions, 1)
    questions.shift()!.resolve(told(asOf, 300))
    return (await reading).usage!.days.map(({ date, whole }) => [date, whole])
  }
  assert.deepEqual(await answer(clock.now()), [
    ['2026-11-22', true],
    ['2026-11-23', false],
  ])
  clock.advance(24 * 60 * minuteMs)
  assert.deepEqual((await answer(clock.now()))[1], ['2026-11-23', true])
})

test('what breaks while an operator is asked is logged without number or answer', async () => {
  const { questions, read, lines, own, msisdn } = room()
  const reading = read()
  await asked(questions, 1)
  questions[0]!.reject(new Error(`no answer about ${msisdn} from 10.0.0.1`))
  assert.equal((await reading).usage, undefined)
  await own.stop()
  assert.equal(lines.length, 1)
  assert.match(lines[0]!, /usage not read/)
  assert.doesNotMatch(lines[0]!, /300555|10\.0\.0/)
})
