import { sql } from 'kysely'
import { appRole, labelOfWrite, openDatabase } from '#db'
import { holdShards } from '#engine'
import { parsePublicId } from '#kernel'
import { createLogger } from '#telemetry'
import { mandate, price } from '../stories/auto-story.ts'
import { type Json, openStory, type Story, storyStart } from '../stories/story.ts'

export interface RanStatement {
  readonly text: string
  /** What a statement that writes is called; undefined for one that reads. */
  readonly label: string | undefined
  /** The values of each time it ran. */
  readonly runs: (readonly unknown[])[]
}

const by = 'Ayesha Khan'
const evidence = 'Portal of the operator, screenshot 17, 14:20'

/** Drives every journey of the product once and gives back each statement that it ran. */
export async function recordStatements(story: (options: object) => Promise<Story>) {
  const ran = new Map<string, RanStatement>()
  const onStatement = (text: string, values: readonly unknown[]) => {
    if (/^(start transaction|commit|rollback)/.test(text)) return
    const known = ran.get(text) ?? { text, label: labelOfWrite(text), runs: [] }
    ran.set(text, known)
    known.runs.push(values)
  }
  let refunds = 0
  const onStep = (label: string) => {
    // The first answer about a refund is lost, or nobody would ever look one up.
    if (label === 'call-refund.after' && refunds++ === 0) throw new Error('the answer is lost')
  }
  const driven = await story({ onStatement, onStep, onLog() {} })
  await payByCard(driven)
  await payFromWallets(driven)
  await renewByItself(driven)
  await askAPerson(driven)
  await holdWhatIsBroken(driven)
  await compareBooks(driven)
  await readLines(driven)
  await read(driven)
  await workBeside(driven, onStatement)
  return [...ran.values()]
}

export const openDriven = (options: object): Promise<Story> => openStory('hot_statements', options)

async function payByCard(story: Story): Promise<void> {
  await story.order('03001237000')
  await story.order('03001237003', 'tok_refund_fails_once')
  await story.order('03001237005', 'tok_lost_paid')
  await story.order('03001237006', 'tok_lost_unpaid')
  await story.order('03001237007')
  const { id } = await story.place('03001237010', 'tok_redirect')
  await story.settleWhile(story.api('POST', `/v1/renewals/${id}/cancel`))
  await story.advance(8_000)
}

async function payFromWallets(story: Story): Promise<void> {
  const wallet = await story.wallet(price * 3n)
  for (const number of ['03001238000', '03001238003']) {
    const quote = await story.quote(number)
    const payment = { method: 'wallet', token: wallet }
    await story.api('POST', '/v1/renewals', { quote: quote.id, payment })
  }
  await story.settle()
}

async function renewByItself(story: Story): Promise<void> {
  const line = await mandate(story, '03001239000', await story.wallet(price))
  await mandate(story, '03001239100', await story.wallet(0n))
  await story.settle()
  await story.wired.renewals.findMandate(line)
}

/** An operator never answers, our patience is over at once, and a person finds the proof. */
async function askAPerson(story: Story): Promise<void> {
  const { id } = await story.place('03001240009')
  await sql`update renewal.attempt set deadline_at = ${storyStart}
    where leg = 'delivery' and state = 'open'`.execute(story.database.ownerDb)
  await story.advance(1_500)
  await story.wired.cases.watch.tick()
  const { json } = await story.api('GET', '/v1/cases')
  const file = json.data.find((it: Json) => it.renewal === id)
  await story.api('GET', `/v1/cases/${file.id}`)
  const deed = (name: string) =>
    story.api('POST', `/v1/cases/${file.id}/${name}`, { by, evidence, party_id: 'OP-4711' })
  await deed('look')
  await deed('delivered')
}

/** A second delivery appears from nowhere; it is held, and let go when it is taken out. */
async function holdWhatIsBroken(story: Story): Promise<void> {
  const { id } = await story.place('03001241000')
  const uuid = parsePublicId('renewal', id)!
  const owner = story.database.ownerDb
  await sql`insert into renewal.attempt
      (shard, renewal_id, leg, n, party, state, step, deadline_at, created_at)
    select shard, renewal_id, leg, 2, party, 'done', 'watch', deadline_at, created_at
      from renewal.attempt where leg = 'delivery' and renewal_id = ${uuid}`.execute(owner)
  await story.wired.cases.watch.tick()
  await sql`delete from renewal.attempt
    where leg = 'delivery' and n = 2 and renewal_id = ${uuid}`.execute(owner)
  await story.wired.cases.watch.tick()
}

async function compareBooks(story: Story): Promise<void> {
  const { id } = await story.place('03001242000')
  await story.advance(8_000)
  const uuid = parsePublicId('renewal', id)!
  await sql`update ledger.transfer set amount = amount + 1
    where kind = 'charge' and subject = ${uuid}`.execute(story.database.ownerDb)
  await story.wired.cases.reconcile({ by })
  await sql`update ledger.transfer set amount = amount - 1
    where kind = 'charge' and subject = ${uuid}`.execute(story.database.ownerDb)
  await story.wired.cases.reconcile({ by })
}

/** An operator tells what a line holds, refuses to tell, and what nobody asks is looked for. */
async function readLines(story: Story): Promise<void> {
  await story.api('GET', '/v1/lines/03001243010')
  await story.api('GET', '/v1/lines/03001243012')
  const { json } = await story.api('POST', '/v1/lines/03001243010/link', {})
  await story.api('POST', '/v1/lines/03001243010/link/revoke')
  await fetch(json.url)
  await story.wired.lines.sweep()
}

async function read(story: Story): Promise<void> {
  const { json } = await story.api('GET', '/v1/renewals?msisdn=03001237000')
  await story.api('GET', '/v1/renewals?status=delivered')
  await story.api('GET', '/v1/plans?operator=jazz')
  await story.api('GET', '/v1/ledger/trial-balance')
  await fetch(json.data[0].receipt_url)
}

/** Other processes of the same installation: one that works, one that takes shards and leaves. */
async function workBeside(
  story: Story,
  onStatement: (text: string, values: readonly unknown[]) => void,
): Promise<void> {
  await (await story.secondWorker()).stop()
  const { url } = story.database
  const own = openDatabase({
    ...{ url, role: appRole, max: 1, applicationName: 'shards', onStatement },
  })
  const log = createLogger({ level: 'error' })
  const holder = holdShards({ db: own.db, log, onGained: () => {} })
  await holder.beat()
  await holder.stop()
  await own.close()
}
