import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { checkInvariants } from '#cases'
import { authenticate } from '#identity'
import { parsePublicId, type Uuid } from '#kernel'
import { type Json, openStory, type Story, storyStart, weeklyX } from './story.ts'

/** Rs 598: what the weekly plan of these stories costs. */
export const price = 59_800n
export const second = 1000
export const day = 86_400 * second

const opened: Story[] = []
export async function open(name: string, options = {}): Promise<Story> {
  const story = await openStory(name, options)
  opened.push(story)
  return story
}
export const closeAll = () => Promise.all(opened.splice(0).map((story) => story.close()))

/** Lets a line renew by itself from a wallet, the first time now. */
export async function mandate(
  story: Story,
  msisdn: string,
  wallet: string,
  more: { plan?: string; maxTotal?: bigint; firstDue?: Date } = {},
): Promise<Uuid> {
  const caller = await authenticate(story.database.db, 'Bearer tj_test_demo')
  const { lineId } = await story.wired.renewals.giveMandate({
    msisdn,
    plan: weeklyX,
    wallet: parsePublicId('wallet', wallet)!,
    payer: caller!.id,
    maxTotal: 1_000_000n,
    ...more,
  })
  return lineId
}

export async function renewalsOf(story: Story, msisdn: string): Promise<Json[]> {
  return (await story.api('GET', `/v1/renewals?msisdn=${msisdn}`)).json.data
}

export const stateOf = async (story: Story, line: Uuid) =>
  (await story.wired.renewals.findMandate(line))!

export async function eventsOf(story: Story, line: Uuid): Promise<string[]> {
  const { rows } = await sql<{ event: string }>`
    select event from renewal.mandate_event where line_id = ${line} order by at`.execute(
    story.database.ownerDb,
  )
  return rows.map(({ event }) => event)
}

/**
 * Every credit in the operator's books is a renewal in ours, and what wallets paid is its price.
 */
export async function assertBooksAgree(story: Story, numbers: readonly string[]): Promise<void> {
  assert.deepEqual(await checkInvariants(story.database.db, new Date(storyStart)), [])
  assert.equal(await story.trialDifference(), 0)
  const lines = await Promise.all(numbers.map((msisdn) => story.books(msisdn, 'rnw_')))
  const credits = lines.flatMap((line) => line.credits)
  const sum = (rows: Json[]) => rows.reduce((total, credit) => total + credit.amount, 0)
  const { json } = await story.api('GET', '/v1/ledger/trial-balance')
  const of = (pattern: RegExp, side: 'debits' | 'credits') =>
    json.data[0].accounts
      .filter((it: Json) => pattern.test(it.code))
      .reduce((total: number, it: Json) => total + it[side], 0)
  assert.equal(of(/^operator_payable/, 'credits'), sum(credits))
  assert.equal(
    of(/^operator_payable/, 'debits'),
    sum(credits.filter((credit) => credit.reversed_at)),
  )
}
