import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Territory, territories } from '#catalog'

const text = z.string().trim().min(1)
const basisPoints = z.int().min(0).max(10_000)

/** Where a figure comes from; our own assumptions say so and are never verified. */
export const provenance = z.strictObject({
  source: text,
  sourceUrl: z.url({ protocol: /^https?$/ }).nullable(),
  asOf: text,
  verified: z.boolean(),
})

const exception = z.strictObject({ plan: text, reason: text })

const planFitFile = z.strictObject({
  spread: z.strictObject({
    lowBp: basisPoints,
    highBp: z.int().min(10_000).max(20_000),
    provenance,
  }),
  offpeak: z.strictObject({ bp: basisPoints, provenance }),
  apps: z.strictObject({ bp: basisPoints, counted: z.array(text.lowercase()), provenance }),
  bundleUse: z.strictObject({ onNetBp: basisPoints, smsBp: basisPoints, provenance }),
  onNet: z.array(z.strictObject({ operator: text, bp: basisPoints, provenance })),
  places: z.array(
    z.strictObject({
      region: text,
      territories: z.union([z.literal('all'), z.array(z.enum(territories)).min(1)]),
    }),
  ),
  notForPhones: z.array(exception),
  idle: z.strictObject({ days: z.int().positive(), provenance }),
})

export type Idle = z.output<typeof planFitFile>['idle']

/** What advice assumes where nobody stated it: data, each with its source, in basis points. */
export interface FitFacts {
  /** A stated number means something between these shares of itself. */
  readonly spread: { readonly lowBp: number; readonly highBp: number }
  readonly offpeakBp: number
  readonly appsBp: number
  /** Lower case; a social volume counts when it is for one of these or for no named app. */
  readonly countedApps: readonly string[]
  /** How much of a bundle's own-network minutes and SMS is used at most. */
  readonly bundleUse: { readonly onNetBp: number; readonly smsBp: number }
  /** The share of calls that stay on an operator's own network; none where it is not known. */
  readonly onNetBp: ReadonlyMap<string, number>
  /** What the region of a plan, in its source's words, means for the provinces. */
  readonly places: ReadonlyMap<string, 'all' | readonly Territory[]>
  readonly notForPhones: ReadonlySet<string>
  /** After so many days without a call, an SMS or data a number may be given to somebody else. */
  readonly idle: Idle
}

export const factsFolder = fileURLToPath(new URL('../../facts/', import.meta.url))

/** @throws ZodError that names the field when the file is not as it must be. */
export function readFitFacts(folder: string = factsFolder): FitFacts {
  const content = JSON.parse(readFileSync(join(folder, 'plan-fit.json'), 'utf8'))
  const file = planFitFile.parse(content)
  return {
    spread: file.spread,
    offpeakBp: file.offpeak.bp,
    appsBp: file.apps.bp,
    countedApps: file.apps.counted,
    bundleUse: file.bundleUse,
    onNetBp: new Map(file.onNet.map(({ operator, bp }) => [operator, bp])),
    places: new Map(file.places.map((place) => [place.region, place.territories])),
    notForPhones: new Set(file.notForPhones.map(({ plan }) => plan)),
    idle: file.idle,
  }
}
