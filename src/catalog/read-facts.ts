import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { BadFacts, type Problem } from './bad-facts.ts'
import { checkFacts } from './check-facts.ts'
import type { DatedPrice, Facts, OperatorFact, PlanFact, TaxRuleFact } from './fact.ts'
import {
  operatorsFile,
  type PlanEntry,
  type PlansFile,
  plansFile,
  type TaxesFile,
  taxesFile,
  territoriesFile,
  type ValidityRulesFile,
  validityRulesFile,
} from './fact-shapes.ts'
import { territories } from './tax.ts'

/** What to write instead, by the last name on the way to the field. */
const remedies: Readonly<Record<string, string>> = {
  amount: 'Write whole paisa (Rs 520.00 is 52000), or null where the source has no price',
  basis: 'Write balance_incl_gst, load_incl_ait or excl_tax, or unknown where the source is silent',
  days: 'Write a whole number of days above 0, or null',
  hours: 'Write a whole number of hours above 0, or null',
  from: 'Write the first day as YYYY-MM-DD; leave it out on the first price',
  effectiveFrom: 'Write the first day as YYYY-MM-DD',
  effectiveUntil: 'Write the first day it no longer holds as YYYY-MM-DD, or null',
  bp: 'Write basis points, 1950 for 19.5 %',
  sourceUrl: 'Write a full http(s) address, or null and name the source in words',
  asOf: 'Write the date or the words of the source ("2024-09-02", "undated")',
  id: 'Write lower case letters, digits and single hyphens',
  en: 'Write the name as in the source; English is always there',
  prefix: 'Write national digits without the zero (30, 355)',
  offpeakWindow: 'Write a 24-hour window (01:00-09:00)',
}
const volumeRemedy = 'Write a whole number above 0; leave it out where the source is silent'
const shapeRemedy = 'Compare with the entries beside it; shapes are in src/catalog/fact-shapes.ts'

/**
 * Reads and checks the project's own facts.
 * @param folder the folder `facts/`; another one in tests.
 * @throws BadFacts
 */
export function readFacts(
  folder: string = fileURLToPath(new URL('../../facts/', import.meta.url)),
): Facts {
  const problems: Problem[] = []
  const read = <T>(file: string, shape: z.ZodType<T>) => readFile(folder, file, shape, problems)
  const operators = read('operators.json', operatorsFile)
  const places = read('territories.json', territoriesFile)
  const taxes = read('taxes.json', taxesFile)
  const validityRules = read('validity-rules.json', validityRulesFile)
  const planFiles = readdirSync(join(folder, 'plans'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(`plans/${name}`, plansFile))
  if (!operators || !places || !taxes || !validityRules || planFiles.includes(undefined))
    throw new BadFacts(problems)
  const facts: Facts = {
    operators: operators.operators.map(
      (entry): OperatorFact => ({
        ...entry,
        name: present(entry.name),
        aliases: entry.aliases.map(({ text, note }) => ({ text, note })),
        prefixes: entry.prefixes.map(({ prefix }) => prefix),
      }),
    ),
    plans: planFiles.flatMap((file) => toPlans(file!, validityRules)),
    taxRules: taxes.sets.flatMap(toTaxRules),
    territories: places.territories,
  }
  problems.push(...checkFacts(facts))
  if (problems.length > 0) throw new BadFacts(problems)
  return facts
}

function readFile<T>(
  folder: string,
  file: string,
  shape: z.ZodType<T>,
  problems: Problem[],
): T | undefined {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (error) {
    const problem = (error as Error).message
    const remedy = 'Make it a readable file of plain JSON'
    problems.push({ file: `facts/${file}`, entry: 'the file', field: '-', problem, remedy })
    return undefined
  }
  const result = shape.safeParse(content)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const [, index, ...rest] = issue.path
    const entry = entryName(content, issue.path[0], index)
    const name = String(rest.findLast((part) => typeof part === 'string') ?? '')
    const remedy =
      rest[0] === 'allowance' && name !== 'offpeakWindow'
        ? volumeRemedy
        : (remedies[name] ?? shapeRemedy)
    const field = rest.join('.') || String(issue.path[0] ?? '-')
    problems.push({ file: `facts/${file}`, entry, field, problem: issue.message, remedy })
  }
  return undefined
}

/** "entry 3 (jazz-weekly-x)": the position finds it in the file, the id in the reader's head. */
function entryName(content: unknown, list: PropertyKey | undefined, index: unknown): string {
  if (list === undefined || typeof index !== 'number') return 'the file'
  const entry = (content as Record<PropertyKey, { id?: string; operator?: string }[]>)[list]?.[
    index
  ]
  return `entry ${index + 1} (${entry?.id ?? entry?.operator ?? 'no id'})`
}

function toPlans(file: PlansFile, validity: ValidityRulesFile): PlanFact[] {
  return file.plans.map((entry) => ({
    ...entry,
    operator: file.operator,
    name: present(entry.name),
    validity: { ...entry.validity, rule: ruleOf(file.operator, entry, validity) },
    prices: toPrices(entry),
  }))
}

/** A rule that counts days says nothing about a plan of an hour. */
function ruleOf(operator: string, entry: PlanEntry, { rules }: ValidityRulesFile) {
  if (entry.validity.rule !== undefined) return entry.validity.rule
  if (entry.validity.days === null) return 'unknown'
  const rule = rules.find((one) => one.operator === operator && one.kinds.includes(entry.kind))
  return rule?.rule ?? 'unknown'
}

/** Each price holds until the next one starts. */
function toPrices(entry: PlanEntry): DatedPrice[] {
  return entry.prices.map(({ from, basis, amount, currency }, index) => ({
    from: from ?? '-infinity',
    until: entry.prices[index + 1]?.from ?? null,
    basis,
    amount: amount === null ? null : BigInt(amount),
    currency,
  }))
}

export function toTaxRules(set: TaxesFile['sets'][number]): TaxRuleFact[] {
  return territories.map((territory) => {
    const service = set.serviceTax[territory]
    return {
      id: `${set.id}/${territory}`,
      environment: set.environment,
      territory,
      advanceTaxBp: set.advanceTax.bp,
      serviceTaxBp: service.bp,
      effectiveFrom: set.effectiveFrom,
      effectiveUntil: set.effectiveUntil,
      source: `advance tax: ${set.advanceTax.source}; service tax: ${service.source}`,
      asOf: `advance tax: ${set.advanceTax.asOf}; service tax: ${service.asOf}`,
      verified: set.advanceTax.verified && service.verified,
    }
  })
}

/** Leaves out the languages that have no text, instead of carrying `undefined` for them. */
function present(name: PlanEntry['name']): PlanFact['name'] {
  return {
    en: name.en,
    ...(name['zh-Hans'] === undefined ? {} : { 'zh-Hans': name['zh-Hans'] }),
    ...(name.ur === undefined ? {} : { ur: name.ur }),
  }
}
