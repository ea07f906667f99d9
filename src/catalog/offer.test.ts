import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pkr } from '#kernel'
import { anOffer, aPlan, silentOffer, verifiedRules } from './catalog-fixture.ts'
import { decidingOffer, offerState, overlay } from './offer.ts'

const verifiedRule = verifiedRules('2026-07-01')[0]!
const rule = { ...verifiedRule, verified: false }
const officialPage = {
  provenance: { source: 'official', sourceUrl: null, asOf: '2026', verified: true },
  verifiedFields: ['price.amount', 'price.basis', 'validity'],
}

test('a placeholder is never offered, whoever confirms it', () => {
  const plan = aPlan({ placeholder: true })
  assert.equal(offerState(plan, anOffer(), rule, 'sandbox'), 'placeholder')
  assert.equal(offerState(plan, anOffer(), verifiedRule, 'production'), 'placeholder')
})

test('what its own simulated operator confirms is offered in the sandbox', () => {
  for (const kind of ['prepaid', 'idd', 'roaming', 'add-on'])
    assert.equal(offerState(aPlan({ kind }), anOffer(), rule, 'sandbox'), undefined)
  for (const kind of ['postpaid', 'postpaid-bolt-on', 'travel-esim'])
    assert.equal(offerState(aPlan({ kind }), anOffer(), rule, 'sandbox'), 'not_prepaid')
})

test('only prepaid plans are offered for real money', () => {
  assert.equal(offerState(aPlan(), anOffer(), verifiedRule, 'production'), undefined)
  for (const kind of ['idd', 'roaming', 'add-on', 'postpaid', 'travel-esim'])
    assert.equal(offerState(aPlan({ kind }), anOffer(), verifiedRule, 'production'), 'not_prepaid')
})

test('a plan that no connected upstream delivers is not offered, however well verified', () => {
  const plan = aPlan(officialPage)
  assert.equal(offerState(plan, undefined, verifiedRule, 'production'), 'not_deliverable')
})

test('price, basis and validity each need an official page or the word of the upstream', () => {
  const silent = silentOffer('jazz-week')
  const { provenance, verifiedFields } = officialPage
  assert.equal(offerState(aPlan(officialPage), silent, verifiedRule, 'production'), undefined)
  for (const missing of verifiedFields) {
    const rest = verifiedFields.filter((field) => field !== missing)
    const plan = aPlan({ provenance, verifiedFields: rest })
    assert.equal(offerState(plan, silent, verifiedRule, 'production'), 'unverified')
    assert.equal(offerState(plan, anOffer(), verifiedRule, 'production'), undefined)
  }
})

test('nothing is offered under an unverified tax rule, or under none, for real money', () => {
  assert.equal(offerState(aPlan(), anOffer(), rule, 'production'), 'tax_rule_unverified')
  assert.equal(offerState(aPlan(), anOffer(), undefined, 'production'), 'tax_rule_unverified')
  assert.equal(offerState(aPlan(), anOffer(), undefined, 'sandbox'), 'tax_rule_unverified')
})

test('a plan of unknown basis stays unquotable when it is confirmed without a basis', () => {
  const price = { basis: 'unknown', ...pkr(60_000n) } as const
  const plan = aPlan({ price })
  assert.equal(offerState(plan, anOffer({ price }), rule, 'sandbox'), 'price_basis_unknown')
  assert.equal(offerState(plan, anOffer(), rule, 'sandbox'), undefined)
})

test('another amount without a basis does not borrow the basis of the fact', () => {
  const plan = aPlan({ price: { basis: 'balance_incl_gst', ...pkr(52_000n) } })
  const offer = anOffer({ price: { basis: 'unknown', ...pkr(60_000n) } })
  assert.deepEqual(overlay(plan, offer).price, offer.price)
  assert.equal(offerState(plan, offer, rule, 'sandbox'), 'price_basis_unknown')
})

test('a plan without a price, for nothing, or without an end is not offered', () => {
  const without = { basis: 'load_incl_ait', amount: null, currency: 'PKR' } as const
  const free = { ...without, amount: 0n }
  const endless = { days: null, hours: null, rule: 'unknown' } as const
  const silent = silentOffer('jazz-week')
  assert.equal(offerState(aPlan({ price: without }), silent, rule, 'sandbox'), 'price_unknown')
  const zero = anOffer({ price: free })
  assert.equal(offerState(aPlan({ price: free }), zero, rule, 'sandbox'), 'price_unknown')
  assert.equal(
    offerState(aPlan({ validity: endless }), anOffer({ validity: endless }), rule, 'sandbox'),
    'validity_unknown',
  )
})

test('the upstream overlays price, validity and effect, and its silence leaves the fact', () => {
  const plan = aPlan({
    validity: { days: 7, hours: null, rule: 'calendar_days' },
    renewalEffect: 'queue',
  })
  const loud = anOffer({
    price: { basis: 'balance_incl_gst', ...pkr(52_000n) },
    validity: { days: 8, hours: null, rule: 'rolling' },
    renewalEffect: 'replace',
  })
  const { price, validity, renewalEffect } = loud
  assert.deepEqual(overlay(plan, loud), { price, validity, renewalEffect })
  const { price: own, validity: length, renewalEffect: effect } = plan
  const kept = { price: own, validity: length, renewalEffect: effect }
  assert.deepEqual(overlay(plan, silentOffer(plan.id)), kept)
  assert.deepEqual(overlay(plan, undefined), kept)
})

test('the same length without a rule keeps the rule of the fact; another length does not', () => {
  const plan = aPlan({ validity: { days: 7, hours: null, rule: 'calendar_days' } })
  const same = anOffer({ validity: { days: 7, hours: null, rule: 'unknown' } })
  const other = anOffer({ validity: { days: 8, hours: null, rule: 'unknown' } })
  assert.equal(overlay(plan, same).validity.rule, 'calendar_days')
  assert.deepEqual(overlay(plan, other).validity, other.validity)
})

test('a simulated operator never speaks in production, nor a real one in the sandbox', () => {
  const offers = ['sandbox:jazz', 'dtone', 'jazz-direct'].map((upstream) => ({
    ...anOffer(),
    upstream,
  }))
  const decides = (connected: string[], environment: 'sandbox' | 'production') =>
    decidingOffer(offers, connected, environment)?.upstream
  assert.equal(decides(['sandbox:jazz'], 'production'), undefined)
  assert.equal(decides(['dtone'], 'sandbox'), undefined)
  assert.equal(decides(['sandbox:jazz'], 'sandbox'), 'sandbox:jazz')
  assert.equal(decides(['jazz-direct', 'dtone'], 'production'), 'jazz-direct')
  assert.equal(decides([], 'sandbox'), undefined)
})
