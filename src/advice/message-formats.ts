import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { factsFolder, provenance } from './fit-facts.ts'
import { type Token, tokensOf } from './tokens.ts'

/** What a number in a message can mean; the first three are volumes with their unit. */
const slots = [
  ...(['data', 'offpeak', 'social'] as const),
  ...(['allNet', 'onNet', 'offNet', 'sms', 'days', 'hours', 'percent'] as const),
]
export type Slot = (typeof slots)[number]

/** received: what a bundle gave · left: what is still there · used: a share that is gone. */
const tells = ['received', 'left', 'used'] as const

const text = z.string().trim().min(1)

const formatsFile = z.strictObject({
  operator: text,
  formats: z.array(
    z.strictObject({
      id: text,
      language: z.enum(['en', 'ur', 'ur-Latn']),
      tells: z.enum(tells),
      /** One phrase of each list must stand in the text. */
      marks: z.array(z.array(text).min(1)).min(1),
      /** Phrases with slots, tried in order, each reading what none before it has read. */
      reads: z.array(text).min(1),
      /** Days that a word stands for: `pure hafte` is 7. */
      spans: z.record(text, z.int().positive()).default({}),
      provenance,
    }),
  ),
})

type Part = { readonly slot: Slot } | { readonly word: string }

/** A wording that an operator uses, as data: phrases and slots, and where it was seen. */
export interface MessageFormat {
  readonly id: string
  readonly operator: string
  readonly language: 'en' | 'ur' | 'ur-Latn'
  readonly tells: (typeof tells)[number]
  readonly marks: readonly (readonly (readonly Token[])[])[]
  readonly reads: readonly (readonly Part[])[]
  readonly spans: readonly { readonly words: readonly Token[]; readonly days: number }[]
  readonly provenance: z.output<typeof provenance>
}

/**
 * Reads the formats of every operator.
 * @throws ZodError or Error that names the file when one is not as it must be.
 */
export function readMessageFormats(folder: string = factsFolder): readonly MessageFormat[] {
  const place = join(folder, 'balance-messages')
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const file = formatsFile.parse(JSON.parse(readFileSync(join(place, name), 'utf8')))
      return file.formats.map((entry) => ({
        ...entry,
        operator: file.operator,
        marks: entry.marks.map((phrases) => phrases.map(tokensOf)),
        reads: entry.reads.map((phrase) => partsOf(phrase, `${name} ${entry.id}`)),
        spans: Object.entries(entry.spans).map(([words, days]) => ({
          words: tokensOf(words),
          days,
        })),
      }))
    })
}

/** `{social} (` is the slot of an app volume and an opening bracket. */
function partsOf(phrase: string, where: string): Part[] {
  return phrase.split(/(\{\w+\})/).flatMap((piece): Part[] => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (name === undefined) return tokensOf(piece).map((token) => ({ word: token.text }))
    const slot = slots.find((one) => one === name)
    if (!slot) throw new Error(`facts/balance-messages/${where}: there is no slot {${name}}`)
    return [{ slot }]
  })
}
