import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { parsePublicId, shardOf } from '#kernel'
import { demoWallet } from '../../src/main/demo-wallet.ts'
import { type Json, openStory, type Story, walletOf } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('wallet')
})
after(() => story.close())

const pay = (quote: Json, token: string, more: Record<string, string> = {}) =>
  story.api('POST', '/v1/renewals', { quote: quote.id, payment: { method: 'wallet', token } }, more)

test('a wallet pays at once and the line is delivered, with no gateway asked', async () => {
  const before = await walletOf(story, demoWallet)
  const quote = await story.quote('03001260000')
  const placed = await pay(quote, demoWallet)
  assert.equal(placed.status, 201, JSON.stringify(placed.json))
  assert.equal(placed.json.status, 'paid')
  assert.equal(placed.json.payment.status, 'paid')
  await story.settle()
  const renewal = await story.renewal(placed.json.id)
  assert.equal(renewal.status, 'delivered')
  assert.deepEqual(
    renewal.timeline.map((it: Json) => it.event),
    ['placed', 'paid', 'delivery_sent', 'delivered'],
  )
  const { credits, charges } = await story.books('03001260000', placed.json.id)
  assert.deepEqual([credits.length, charges.length], [1, 0])
  assert.equal(before - (await walletOf(story, demoWallet)), BigInt(quote.total.amount))
  const found = await story.api('GET', '/v1/renewals?msisdn=03001260000')
  assert.deepEqual(
    found.json.data.map((it: Json) => it.id),
    [placed.json.id],
  )
  assert.equal(await story.trialDifference(), 0)
})

test('a refused delivery gives the whole price back to the wallet, and asks no gateway', async () => {
  const before = await walletOf(story, demoWallet)
  const placed = await pay(await story.quote('03001260003'), demoWallet)
  await story.settle()
  const renewal = await story.renewal(placed.json.id)
  assert.equal(renewal.status, 'refunded')
  assert.equal(renewal.payment.status, 'refunded')
  assert.equal(await walletOf(story, demoWallet), before)
  assert.equal(await story.trialDifference(), 0)
})

test('a wallet that holds a paisa too little pays nothing and says so; its quote may still be paid', async () => {
  const quote = await story.quote('03001261000')
  const wallet = await story.wallet(BigInt(quote.total.amount) - 1n)
  const short = await pay(quote, wallet)
  assert.deepEqual([short.status, short.json.code], [409, 'wallet_short'])
  assert.equal(short.json.total, quote.total.amount)
  assert.equal(await walletOf(story, wallet), BigInt(quote.total.amount) - 1n)
  const chinese = await pay(quote, wallet, { 'accept-language': 'zh-CN' })
  assert.match(JSON.stringify(chinese.json), /钱包余额/)
  assert.equal((await pay(quote, demoWallet)).status, 201)
  await story.settle()
})

test('a wallet that holds exactly the price is emptied by it', async () => {
  const quote = await story.quote('03001262000')
  const wallet = await story.wallet(BigInt(quote.total.amount))
  assert.equal((await pay(quote, wallet)).status, 201)
  assert.equal(await walletOf(story, wallet), 0n)
})

test("somebody else's wallet, an unknown one and nonsense are refused alike", async () => {
  const quote = await story.quote('03001263000')
  const foreign = await story.wallet(100_000_000n, '00000000-0000-7000-8000-000000000001')
  for (const token of [foreign, 'wal_00000000000000000000000007', 'tok_ok', '']) {
    const { status, json } = await pay(quote, token)
    assert.deepEqual([status, json.code], [422, 'wallet_unknown'], token)
  }
  const none = await story.api('POST', '/v1/renewals', {
    quote: quote.id,
    payment: { method: 'wallet' },
  })
  assert.equal(none.json.code, 'wallet_unknown')
})

test('one quote paid at once by cards and by wallets of several accounts makes one renewal', async () => {
  const quote = await story.quote('03001264000')
  const wallets = await Promise.all(
    [1, 2, 2, 3].map((shard) => story.wallet(100_000_000n, undefined, shard)),
  )
  const card = { quote: quote.id, payment: { method: 'sandbox_card', token: 'tok_ok' } }
  const answers = await Promise.all(
    wallets.flatMap((wallet) => [pay(quote, wallet), story.api('POST', '/v1/renewals', card)]),
  )
  const made = answers.filter(({ status }) => status === 201)
  assert.equal(made.length, 1)
  for (const { status, json } of answers) {
    if (status === 201) continue
    assert.equal(status, 409)
    assert.equal(json.renewal, made[0]?.json.id)
  }
  await story.advance(1000)
  const { credits } = await story.books('03001264000', 'rnw_')
  assert.equal(credits.length, 1)
  const again = await pay(quote, wallets[0]!)
  assert.deepEqual([again.status, again.json.code], [409, 'quote_used'])
  assert.equal(await story.trialDifference(), 0)
})

test('a quote that a card pays is not paid again from a wallet of another shard', async () => {
  const quote = await story.quote('03001264010')
  const shard = (shardOf(parsePublicId('quote', quote.id)!) + 1) % 256
  const card = { quote: quote.id, payment: { method: 'sandbox_card', token: 'tok_ok' } }
  const paid = await story.api('POST', '/v1/renewals', card)
  const again = await pay(quote, await story.wallet(100_000_000n, undefined, shard))
  assert.deepEqual([again.status, again.json.renewal], [409, paid.json.id])
})

test('twenty quotes paid at once from one wallet take exactly what it holds', async () => {
  const quotes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => story.quote(`030012650${10 + i}`)),
  )
  const price = BigInt(quotes[0]!.total.amount)
  const wallet = await story.wallet(price * 7n + 1n)
  const answers = await Promise.all(quotes.map((quote) => pay(quote, wallet)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 7)
  assert.equal(await walletOf(story, wallet), 1n)
  assert.equal(await story.trialDifference(), 0)
})

test('a paisa planted in a wallet is found and the wallet is named', async () => {
  const wallet = await story.wallet(500n)
  await sql`update ledger.wallet set balance = balance + 1 where balance = 500`.execute(
    story.database.ownerDb,
  )
  const { json } = await story.api('GET', '/v1/ledger/trial-balance')
  assert.equal(json.data[0].difference, 1)
  assert.deepEqual(
    json.data[0].wallets.map((it: Json) => [it.wallet, it.stored, it.derived]),
    [[wallet, 501, 500]],
  )
})

test('the database itself refuses a wallet below zero', async () => {
  const below = sql`update ledger.wallet set balance = -1`.execute(story.database.db)
  await assert.rejects(below, { code: '23514' })
})
