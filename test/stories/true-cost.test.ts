import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { readFacts, seedCatalog, type Territory, territories } from '#catalog'
import { openStory, type Story, weeklyX } from './story.ts'

/**
 * One price, one chain: whatever shows a price shows the same figures to the paisa. The taxes
 * change on 1 December, as they would by a new set in the facts.
 */
let story: Story
before(async () => {
  story = await openStory('true-cost')
  const facts = readFacts()
  const taxRules = facts.taxRules.flatMap((rule) => {
    if (rule.environment !== 'sandbox') return [rule]
    const next = {
      ...{ ...rule, id: `sandbox-dec/${rule.territory}`, effectiveFrom: '2026-12-01' },
      ...{ advanceTaxBp: 1250, serviceTaxBp: rule.serviceTaxBp - 350 },
    }
    return [{ ...rule, effectiveUntil: '2026-12-01' }, next]
  })
  await seedCatalog(story.database.ownerDb, { ...facts, taxRules })
})
after(() => story.close())

const hour = 3_600_000
const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']
const numbers = ['0300', '0311', '0345', '0333', '0339', '0355'].map((p) => `${p}1234000`)

/** service · service tax · credited · advance tax · paid, in paisa, and the rule. */
type Chain = readonly (number | string)[]
type Json = Awaited<ReturnType<Story['api']>>['json']

function ofApi({ service, service_tax, credited, advance_tax, load, tax_rule }: Json): Chain {
  const parts = [service, service_tax, credited, advance_tax, load]
  return [...parts.map(({ amount }) => amount), tax_rule]
}

/** The chain as a reader finds it in the list of a page, in its order. */
function ofPage(html: string): Chain {
  const [list, hint] = /<dl class="money">(.*?)<\/dl><p class="hint">(.*?)<\/p>/s
    .exec(html)!
    .slice(1) as [string, string]
  const figures = [...list.matchAll(/<dd[^>]*><bdi>Rs\u00a0([\d,]+)(?:\.(\d\d))?<\/bdi>/g)]
  const paisa = figures.map(([, rupees, rest]) =>
    Number(`${rupees!.replaceAll(',', '')}${rest ?? '00'}`),
  )
  return [...paisa, /<bdi>([\w-]+\/\w+)<\/bdi>/.exec(hint)![1]!]
}

function assertAddsUp([service, tax, credited, advance, paid]: Chain, what: string) {
  assert.equal(Number(service) + Number(tax), credited, what)
  assert.equal(Number(credited) + Number(advance), paid, what)
}

async function page(path: string): Promise<string> {
  const answer = await fetch(`${story.url}${path}`)
  assert.equal(answer.status, 200, path)
  return answer.text()
}

async function plansPage(
  number: string,
  operator: string,
  where: string,
): Promise<Map<string, Chain>> {
  const body = new URLSearchParams({ number })
  const asked = await fetch(`${story.url}/en/number`, { method: 'POST', body, redirect: 'manual' })
  const tickets: string[] = []
  for (let number = 1, more = true; more; number++) {
    const query = `operator=${operator}${where}&page=${number}`
    const html = await page(`${asked.headers.get('location')}?${query}`)
    tickets.push(...[...html.matchAll(/<li class="ticket">.*?<\/li>/gs)].map(([it]) => it))
    more = html.includes(`name="page" value="${number + 1}"`)
  }
  return new Map(
    tickets
      .filter((ticket) => ticket.includes('<button class="go"'))
      .map((ticket) => [/name="plan" value="([^"]+)"/.exec(ticket)![1]!, ofPage(ticket)]),
  )
}

async function offered(territory?: Territory): Promise<Json[]> {
  // The page of a province leaves out what is sold elsewhere alone.
  const where = territory ? `&region=${territory}` : ''
  const { json } = await story.api('GET', `/v1/plans?limit=500${where}`)
  return json.data.filter((plan: Json) => plan.offered)
}

/** Every plan on list and page for every place, and quotes of a sample of them. */
async function compareSurfaces(seed: number) {
  const listed = new Map<string, Chain>()
  for (const territory of [undefined, ...territories]) {
    const plans = await offered(territory)
    for (const plan of plans.filter(({ cost }) => cost)) {
      assert.equal(plan.cost.load.amount, plan.total.amount)
      assertAddsUp(ofApi(plan.cost), plan.id)
      listed.set(`${plan.id} ${territory ?? ''}`, ofApi(plan.cost))
    }
    for (const [i, operator] of networks.entries()) {
      const where = territory ? `&territory=${territory}` : ''
      const shown = await plansPage(numbers[i]!, operator, where)
      const own = plans.filter((plan) => plan.operator === operator && plan.cost)
      assert.deepEqual([...shown.keys()].sort(), own.map(({ id }) => id).sort())
      for (const [id, chain] of shown)
        assert.deepEqual(chain, ofApi(own.find((plan) => plan.id === id)!.cost))
    }
  }
  const keys = [...listed.keys()]
  const plans = new Map((await offered()).map((plan) => [plan.id, plan.operator]))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...keys), async (key) => {
      const [plan, territory] = key.split(' ') as [string, string]
      const operator = plans.get(plan)!
      const number = numbers[networks.indexOf(operator)]!
      const quote = await story.quote(number, { plan, operator, ...(territory && { territory }) })
      const { price, tax_rule, total, id } = quote
      assert.deepEqual(ofApi({ ...price, tax_rule }), listed.get(key))
      assert.equal(total.amount, price.load.amount)
      assert.equal(quote.territory_assumed, territory === '')
      assert.deepEqual(ofPage(await page(`/en/q/${id}`)), listed.get(key))
    }),
    { numRuns: 120, seed },
  )
  return listed
}

test('list, card, quote and quote page agree to the paisa for every offered plan, place and day, and add up', async () => {
  const november = await compareSurfaces(1)
  assert.ok(november.size > 500, `only ${november.size}`)
  const places = new Set([...november.values()].map((chain) => chain.at(-1)))
  assert.equal(places.size, territories.length)
})

test('the advice names the same chain for what it recommends', async () => {
  const usage = { data_mb_per_month: 8192, minutes_per_month: 60, sms_per_month: 50 }
  for (const territory of territories) {
    const { json } = await story.api('POST', '/v1/plan-fit', { usage, territory })
    const plans = new Map((await offered(territory)).map((plan) => [plan.id, plan]))
    const baskets = [json.recommended, json.runner_up, ...json.alternatives].filter(Boolean)
    assert.ok(baskets.length > 1)
    for (const basket of baskets)
      for (const part of basket.plans) {
        assert.deepEqual(part.cost, plans.get(part.plan)!.cost)
        assert.equal(part.cost.load.amount, part.price.amount)
      }
    const html = await page(`/en/fit?data=8&minutes=60&sms=50&territory=${territory}`)
    const [first] = json.recommended.plans
    assert.deepEqual(ofPage(html), ofApi(first.cost), territory)
  }
})

test('what was paid is what was listed: order and receipt show the same chain, in every place', async () => {
  for (const [i, territory] of territories.entries())
    for (const [j, operator] of networks.entries()) {
      // Two of the five in each place, so that all of them come up, and SCOM where it serves.
      if ((i + j) % 3 !== 0 && operator !== 'scom') continue
      const sold = (await offered(territory)).filter((plan) => plan.operator === operator)
      if (operator === 'scom' && territory !== 'ajk' && territory !== 'gb') {
        assert.deepEqual(sold, [], 'SCOM serves Azad Kashmir and Gilgit-Baltistan alone')
        continue
      }
      const { id, cost } = sold[(i * 7 + j) % sold.length]!
      const number = `${numbers[j]!.slice(0, 4)}12${i}${j}000`
      const renewal = await story.place(number, 'tok_ok', { plan: id, operator, territory })
      assert.equal(renewal.status, 'delivered', id)
      assert.deepEqual(ofApi({ ...renewal.price, ...renewal }), ofApi(cost), `${id} ${territory}`)
      const receipt = await page(`/en/r/${renewal.receipt_url.split('/r/')[1]}`)
      assert.deepEqual(ofPage(receipt), ofApi(cost), `${id} ${territory}`)
      const { charges } = await story.books(number, renewal.id)
      assert.equal(charges[0]!.captured_amount, cost.load.amount)
    }
})

test('a price locked before the taxes change is paid as locked; the receipt keeps its rule for ever', async () => {
  const early = await story.place('03001231000')
  assert.equal(early.status, 'delivered')
  // 23:55 of 30 November in Karachi.
  await story.skip(Date.parse('2026-11-30T18:55:00Z') - Date.parse('2026-11-23T09:00:00Z'))
  const locked = await story.quote('03001232000', { territory: 'sindh' })
  await story.skip(hour / 6)
  const payment = { method: 'sandbox_card', token: 'tok_ok' }
  const late = await story.api('POST', '/v1/renewals', { quote: locked.id, payment })
  await story.settle()
  const after = await story.renewal(late.json.id)
  assert.equal(after.status, 'delivered')
  const before = { tax_rule: 'sandbox/sindh', territory: 'sindh', territory_assumed: false }
  assert.deepEqual(ofApi({ ...after.price, ...before }), ofApi({ ...locked.price, ...before }))
  assert.equal(after.tax_rule, 'sandbox/sindh')

  const now = await story.quote('03001231000')
  assert.equal(now.tax_rule, 'sandbox-dec/punjab')
  assert.notEqual(now.total.amount, early.total.amount)
  const again = await story.renewal(early.id)
  assert.deepEqual(ofApi({ ...again.price, ...again }), [
    43515,
    8485,
    52000,
    7800,
    59800,
    'sandbox/punjab',
  ])
  const receipt = await page(`/en/r/${early.receipt_url.split('/r/')[1]}`)
  assert.deepEqual(ofPage(receipt), ofApi({ ...again.price, ...again }))
  assert.match(receipt, /<small>Rs<\/small>\u00a0598</)
})

test('on 1 December every surface follows the new rules together', async () => {
  const december = await compareSurfaces(2)
  for (const chain of december.values()) assert.match(String(chain.at(-1)), /^sandbox-dec\//)
  // 12.5 % on top of 520.
  assert.equal(december.get(`${weeklyX} punjab`)![4], 58500)
})
