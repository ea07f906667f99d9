import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Rig, startRig, weeklyX } from '../rig.ts'
import { findOperator, listPlans, type OperatorId, tariff } from '../tariff.ts'

/**
 * The required fields, types and enumerations of TMF654 v4.0, TMF637 v4.0 and TMF620 v4.1, written
 * down by hand from the published definitions, so that our answers cannot agree with themselves.
 */
const rig: Rig = await startRig()
after(() => rig.close())

type Row = Record<string, unknown>
const line = '+923001234000'
const isTime = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
const isText = (value: unknown) => typeof value === 'string' && value !== ''

function assertMoney(money: Row): void {
  assert.equal(money.unit, 'PKR')
  assert.equal(typeof money.value, 'number')
}

test('TopupBalance answers have TMF654’s status and types', async () => {
  for (const digits of ['000', '001', '003', '007']) {
    const msisdn = `+923001234${digits}`
    await rig.topup('jazz', { correlator: `s${digits}`, msisdn, plan: weeklyX, rupees: 598 })
  }
  const { body } = await rig.lookup('jazz', 's000')
  const one: Row = body[0]
  assert.ok(isText(one.id) && isText(one.href))
  assert.equal(one.usageType, 'monetary')
  assert.deepEqual(one.amount, { amount: 598, units: 'PKR' })
  assert.deepEqual((one.bucket as Row).id, 'main')
  assert.ok(isText((one.partyAccount as Row).id))
  const period = one.validFor as Row
  assert.ok(isTime(period.startDateTime) && isTime(period.endDateTime))
  assert.ok(isTime(one.requestedDate) && isTime(one.confirmationDate))
  const list = await rig.operator('GET', '/jazz/tmf-api/prepayBalanceManagement/v4/topupBalance')
  const statuses = list.body.map((topup: Row) => topup.status)
  assert.deepEqual(statuses, ['completed', 'created', 'failed', 'completed'])
})

test('TMF errors have code and reason as texts', async () => {
  const path = '/jazz/tmf-api/prepayBalanceManagement/v4/topupBalance'
  const answers = [
    await rig.operator('GET', `${path}/none`),
    await rig.operator('POST', path, {}),
    await rig.ask('GET', path),
  ]
  for (const { status, body } of answers) {
    assert.ok(isText(body.code) && isText(body.reason) && isText(body.message))
    assert.equal(body.status, String(status))
  }
})

test('every plan of the tariff is a ProductOffering with its price and its rule', async () => {
  for (const { id: operator } of tariff.operators) {
    const offered: Row[] = []
    const path = `/${operator}/tmf-api/productCatalogManagement/v4/productOffering`
    for (let offset = 0; ; offset += 7) {
      const page = await rig.operator('GET', `${path}?offset=${offset}&limit=7`)
      assert.equal(page.headers.get('x-total-count'), String(listPlans(operator).length))
      if (page.body.length === 0) break
      offered.push(...page.body)
    }
    assert.equal(offered.length, listPlans(operator).length)
    for (const offering of offered) assertOffering(operator, offering)
    const one = await rig.operator('GET', `${path}/${offered[0]!.id}`)
    assert.deepEqual(one.body, offered[0])
  }
})

function assertOffering(operator: OperatorId, offering: Row): void {
  for (const name of ['id', 'href', 'name', 'lifecycleStatus'])
    assert.ok(isText(offering[name]), name)
  assert.ok(!Number.isNaN(Date.parse(offering.lastUpdate as string)))
  assert.equal(offering.lifecycleStatus, 'Active')
  const [price] = offering.productOfferingPrice as Row[]
  assert.equal(price!.priceType, 'oneTime')
  assertMoney(price!.price as Row)
  const plan = listPlans(operator).find((one) => one.id === offering.id)!
  assert.equal((price!.price as Row).value, plan.pricePaisa / 100)
  const uses = (offering.prodSpecCharValueUse as Row[]).map((use) => {
    const [only, ...more] = use.productSpecCharacteristicValue as Row[]
    assert.equal(more.length, 0)
    return [use.name, only!.value] as const
  })
  const values = new Map(uses)
  assert.equal(values.get('priceBasis'), plan.basis)
  assert.equal(values.get('validityDays') ?? null, plan.validityDays)
  assert.equal(values.get('validityHours') ?? null, plan.validityHours)
  assert.equal(values.get('kind'), plan.kind)
  assert.equal(values.get('renewalEffect'), findOperator(operator)!.renewalEffect)
  assert.equal(values.get('validityRule'), findOperator(operator)!.validityRule)
}

test('Product answers have what TMF637’s conformance kit asks for', async () => {
  const path = '/scom/tmf-api/productInventory/v4/product'
  for (const correlator of ['p1', 'p2'])
    await rig.topup('scom', { correlator, msisdn: line, plan: 'scom-sandbox-weekly', rupees: 300 })
  const { body } = await rig.operator('GET', path)
  assert.equal(body.length, 2)
  for (const product of body as Row[]) {
    assert.ok(isText(product.id) && isText(product.href) && isText(product.name))
    assert.ok(['active', 'pendingActive', 'terminated', 'cancelled'].includes(`${product.status}`))
    assert.ok(isTime(product.startDate) && isTime(product.terminationDate))
    assert.equal((product.productOffering as Row).id, 'scom-sandbox-weekly')
    assert.deepEqual((product.realizingResource as Row[])[0]!.id, line)
    assert.ok(isText((product.billingAccount as Row).id))
    const [party] = product.relatedParty as Row[]
    assert.ok(isText(party!.id) && isText(party!['@referredType']))
    const [characteristic] = product.productCharacteristic as Row[]
    assert.ok(isText(characteristic!.name) && isText(characteristic!.value))
    const [price] = product.productPrice as Row[]
    assert.ok(isText(price!.priceType))
    assertMoney((price!.price as Row).taxIncludedAmount as Row)
    const one = await rig.operator('GET', `${path}/${product.id}`)
    assert.deepEqual(one.body, product)
  }
  assert.equal((await rig.operator('GET', `${path}/none`)).status, 404)
  assert.equal((await rig.operator('GET', `/jazz/${path.slice(6)}/${body[0].id}`)).status, 404)
})
