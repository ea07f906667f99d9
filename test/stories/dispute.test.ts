import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openStory, type Story, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('dispute')
})
after(() => story.close())

const tell = (form: Record<string, string>, plan = weeklyX) =>
  fetch(`${story.url}/en/plan/${plan}/wrong`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
  })
/** By what they are about: those of one moment come in no order. */
const open = async (): Promise<Json[]> =>
  (await story.api('GET', '/v1/cases')).json.data.toSorted((a: Json, b: Json) =>
    a.reference.localeCompare(b.reference),
  )
const deed = { by: 'Ayesha Khan', evidence: 'the page of the operator says Rs 520' }

test('a stranger says that a fact is wrong: one case with a count, closed by a deed, opened again', async () => {
  const page = await (await fetch(`${story.url}/en/plan/${weeklyX}`)).text()
  assert.match(page, /name="fact"/)
  const right = 'It is Rs 545 now'
  for (const body of [right, right, 'Rs 545 at the shop']) {
    const answer = await tell({ fact: 'price', right: body, link: 'https://jazz.com.pk/x' })
    assert.equal(answer.status, 303)
  }
  await tell({ fact: 'ussd.subscribe', right: '*1234# works', link: '' })
  const cases = await open()
  assert.deepEqual(
    cases.map(({ reason, party, reference, renewal, evidence }) => [
      ...[reason, party, reference, renewal, evidence.count],
    ]),
    [
      ['fact_disputed', 'catalogue', `${weeklyX} price`, null, 3],
      ['fact_disputed', 'catalogue', `${weeklyX} ussd.subscribe`, null, 1],
    ],
  )
  const [first, second] = cases as [Json, Json]
  assert.deepEqual(
    first.evidence.reports.map((it: Json) => [it.right, it.link, it.shown, it.language]),
    [
      [right, 'https://jazz.com.pk/x', 'Rs 520 (balance_incl_gst)', 'en'],
      ['Rs 545 at the shop', 'https://jazz.com.pk/x', 'Rs 520 (balance_incl_gst)', 'en'],
    ],
  )
  assert.equal(Date.parse(first.deadline_at) - Date.parse(first.opened_at), 72 * 3_600_000)

  // Sweeps, the comparison with the parties and looks leave it to a person.
  await story.wired.cases.watch.tick()
  await story.api('POST', `/v1/cases/${first.id}/look`, { by: deed.by })
  assert.equal((await open()).length, 2)
  const closed = await story.api('POST', `/v1/cases/${first.id}/accept`, deed)
  assert.deepEqual([closed.status, closed.json.closed_how], [200, 'accepted'])
  assert.equal(closed.json.deeds.at(-1).by, deed.by)
  assert.deepEqual(
    (await open()).map(({ id }) => id),
    [second.id],
  )
  await tell({ fact: 'price', right: 'still wrong', link: '' })
  const again = (await open()).find(({ id }) => id === first.id)!
  assert.deepEqual([again.evidence.count, again.evidence.reports.length], [1, 1])
  assert.equal((await story.api('GET', `/v1/cases/${first.id}`)).json.deeds.length, 2)
})

test('a tax and a way to pay are doubted like a fact of a plan, each in a case of its own', async () => {
  const about = async (place: string, fact: string) => {
    const body = new URLSearchParams({ fact, right: 'It changed in July', link: '' })
    const address = `${story.url}/ur${place}/wrong`
    const answer = await fetch(address, { method: 'POST', redirect: 'manual', body })
    assert.equal(answer.status, 303, place)
  }
  await about('/tax/sandbox/sindh', 'service_tax')
  await about('/tax/sandbox/sindh', 'service_tax')
  await about('/payments/jazz/alipay', 'payer.china')
  await about('/payments/jazz/alipay', 'seller.jazz')
  const cases = (await open()).filter(({ reference }) => /^(tax|payment) /.test(reference))
  assert.deepEqual(
    cases.map(({ reason, reference, evidence: { tax, payment, fact, count } }) => [
      ...[reason, reference, tax ?? payment, fact, count],
    ]),
    [
      ['fact_disputed', 'payment alipay payer.china', 'alipay', 'payer.china', 1],
      ['fact_disputed', 'payment alipay seller.jazz', 'alipay', 'seller.jazz', 1],
      ['fact_disputed', 'tax sandbox/sindh service_tax', 'sandbox/sindh', 'service_tax', 2],
    ],
  )
  // What holds in the other environment is not published here.
  assert.equal((await fetch(`${story.url}/en/tax/pk-2025-26/sindh`)).status, 404)
})

test('reports that arrive together are all counted in one case', async () => {
  const zong = (await story.api('GET', '/v1/plans?operator=zong')).json.data[0].id
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      tell({ fact: 'price', right: `Rs ${n} 00`, link: '' }, zong),
    ),
  )
  const found = (await open()).filter(({ reference }) => reference === `${zong} price`)
  assert.deepEqual(
    found.map(({ evidence }) => [evidence.count, evidence.reports.length]),
    [[12, 6]],
  )
})

test('a flood is refused, keeps the text, and leaves the queue as short as the facts are few', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => tell({ fact: 'validity', right: 'spam and spam', link: '' })),
  )
  const statuses = new Set(answers.map(({ status }) => status))
  assert.deepEqual([...statuses].toSorted(), [303, 503])
  const refused = answers.find(({ status }) => status === 503)!
  assert.match(await refused.text(), /spam and spam/)
  assert.equal((await open()).filter(({ reference }) => reference.endsWith('validity')).length, 1)
})
