import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Audience, audiences, type Situation, situations } from './payer.ts'

const text = z.string().trim().min(1)
/** Facts about payment are sentences, so each is there in all three languages. */
const localized = z.strictObject({ en: text, 'zh-Hans': text, ur: text })
export type Sentence = z.output<typeof localized>

/** The sources are described in our own words, so these are in all three languages too. */
const provenance = z.strictObject({
  source: localized,
  sourceUrl: z.url({ protocol: /^https?$/ }).nullable(),
  asOf: text,
  verified: z.boolean(),
})

/** The worst first: of two sides the one that stands further left decides. */
export const verdicts = ['not_here', 'unknown', 'works_with_limits', 'works'] as const
export type Verdict = (typeof verdicts)[number]

const claim = {
  method: text,
  verdict: z.enum(verdicts),
  why: localized,
  limits: localized.nullable(),
  provenance,
}
const payerClaim = z.strictObject({ ...claim, situations: z.array(z.enum(situations)).min(1) })
const sellerClaim = z.strictObject({ ...claim, sellers: z.array(text).min(1) })
/** One sourced statement about a way to pay. */
export type Claim = Omit<z.output<typeof payerClaim>, 'situations'>

const method = z.strictObject({
  id: text,
  name: localized,
  /** What a connected provider may call it. */
  providerMethods: z.array(text),
  /** The currencies it moves and no other; null where that is not known. */
  currencies: z.strictObject({ codes: z.array(text).min(1), provenance }).nullable(),
  environment: z.enum(['sandbox']).nullable(),
  /** Nobody else can take it: a wallet of this site, the card of its sandbox. */
  ownOnly: z.boolean(),
  /** People expect it, so where it is missing its state is told by name. */
  askedFor: z.boolean(),
})
export type PayMethod = z.output<typeof method>

const file = z.strictObject({
  methods: z.array(method),
  orders: z.record(z.enum(audiences), z.array(text)),
  sellers: z.array(z.strictObject({ id: text, name: localized })),
  payers: z.array(payerClaim),
  takes: z.array(sellerClaim),
})

/**
 * Which payment works: what a method asks of its payer, and what a seller takes, apart from one
 * another. What is not stated is not known.
 */
export interface MethodFacts {
  readonly methods: readonly PayMethod[]
  /** Method ids, first what the audience uses most. */
  readonly orders: Readonly<Record<Audience, readonly string[]>>
  /** Who sells to Pakistani numbers beside the operators themselves. */
  readonly sellers: readonly { readonly id: string; readonly name: Sentence }[]
  payerClaim(method: string, situation: Situation): Claim | undefined
  sellerClaim(method: string, seller: string): Claim | undefined
}

const factsFolder = fileURLToPath(new URL('../../facts/', import.meta.url))

/** @throws Error that names the entry when the file is not as it must be. */
export function readMethodFacts(folder: string = factsFolder): MethodFacts {
  const content = JSON.parse(readFileSync(join(folder, 'payment-methods.json'), 'utf8'))
  return toMethodFacts(content)
}

/** @throws Error */
export function toMethodFacts(content: unknown): MethodFacts {
  const { methods, orders, sellers, payers, takes } = file.parse(content)
  const ids = methods.map(({ id }) => id)
  const problems = [
    ...repeated(ids).map((id) => `method ${id} is there twice`),
    ...[...payers, ...takes]
      .filter((one) => !ids.includes(one.method))
      .map((one) => `a claim is about ${one.method}, which is no method`),
    ...audiences
      .filter((audience) => [...orders[audience]].sort().join() !== [...ids].sort().join())
      .map((audience) => `the order for ${audience} must name every method once`),
    ...repeated(payers.flatMap((one) => one.situations.map((who) => `${one.method} ${who}`))),
    ...repeated(takes.flatMap((one) => one.sellers.map((who) => `${one.method} ${who}`))),
  ]
  if (problems.length > 0)
    throw new Error(`facts/payment-methods.json: ${problems.join('; ')}. One claim per pair.`)
  return {
    methods,
    orders,
    sellers,
    payerClaim: (id, who) =>
      payers.find((one) => one.method === id && one.situations.includes(who)),
    sellerClaim: (id, who) => takes.find((one) => one.method === id && one.sellers.includes(who)),
  }
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
