/** A statement that names no single shard, known by a piece of its text with single spaces. */
export interface WideStatement {
  readonly has: string
  /** Who runs it, how often, and why it may ask every server. */
  readonly why: string
}

const watch =
  'the watch of invariants, once a minute: a range of shards at a time, joined shard by shard'
const cases = 'the queue of what needs a person: a page for staff, or the sweep of each minute'
const reconciliation = "once a day: a party's list is compared with the books of every shard"

/**
 * Every statement that may leave out the one shard. All of them ran on a real cluster of three
 * servers (docs/SCALE.md); none is part of selling, charging or delivering.
 */
export const wideStatements: readonly WideStatement[] = [
  {
    has: 'from renewal.slot as slot left join lateral',
    why: 'the sweep of each 30 s: two index look-ups a shard, done where the shard is',
  },
  {
    has: "where renewal.shard between 0 and 255 and renewal.status = 'needs_attention'",
    why: 'the sweep of each minute: a partial index holds only those that wait',
  },
  { has: "set closed_at = $1, closed_how = 'moved' where shard between 0 and 255", why: cases },
  { has: 'insert into cases.case_file (', why: cases },
  { has: 'from cases.case_file where closed_at is null', why: cases },
  { has: 'from "cases"."case_file" where "shard" < $1 and "closed_at"', why: cases },
  { has: 'from "cases"."case_file" where "shard" < $1 and "party"', why: reconciliation },
  { has: 'from jsonb_to_recordset($1::jsonb) as wanted(shard smallint', why: reconciliation },
  { has: "and attempt.state = 'done' and coalesce(", why: reconciliation },
  { has: 'coalesce(kept.debits, 0) as "storedDebits"', why: watch },
  { has: 'coalesce(kept.balance, 0) as stored', why: watch },
  { has: "select 'I2' as invariant", why: watch },
  { has: "select 'I3' as invariant", why: watch },
  { has: "select 'I4' as invariant", why: watch },
  { has: "select 'I5' as invariant", why: watch },
  { has: "select 'I6' as invariant", why: watch },
  { has: "select 'I8' as invariant", why: watch },
  {
    has: 'from line.line where shard = any(array(select generate_series(0, 255)::smallint))',
    why: "a number's renewals in whatever accounts, by index in every shard: a partner's or a clerk's question, not a step of a renewal",
  },
  {
    has: 'from "renewal"."renewal" where "shard" < $1 and "status"',
    why: 'a list by status for staff',
  },
]

/**
 * Writing statements that chaos does not kill at and the walk must see all the same; with the steps
 * that chaos knows they are all there are, so that none escapes by never being run.
 */
export const writesBesideChaos: readonly string[] = [
  // What a wallet pays, by hand and by itself.
  'update-quote.quote',
  'pay',
  'insert-line.line',
  'insert-renewal.mandate',
  'insert-renewal.renewal+insert-renewal.attempt+insert-renewal.event' +
    '+update-ledger.wallet+insert-ledger.transfer+insert-ledger.balance' +
    '+update-renewal.mandate+insert-renewal.mandate_event',
  // What needs a person, and what is held until it is repaired.
  'insert-cases.case_file',
  'update-cases.case_file',
  'insert-cases.deed',
  'update-renewal.attempt',
  'update-renewal.renewal+update-renewal.attempt+insert-renewal.event',
  // What an operator tells about a line: lost, it is asked again.
  'insert-line.link_revocation',
  'insert-line.usage',
  'update-line.usage',
  'insert-line.usage_day',
  'delete-line.usage_day',
  'delete-line.usage',
  'insert-cases.reconciliation',
  'update-cases.reconciliation',
]
