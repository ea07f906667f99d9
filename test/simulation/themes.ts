import type { SeededRandom } from '#test'
import { drawWallets } from './draw-wallets.ts'
import type { Faults, Scenario } from './scenario.ts'

/**
 * What a quarter of the seeds is about. Drawn at random, some mistakes need five rare things at
 * once and show in one seed of thousands; here each of them meets its moment in one of a few dozen.
 */
export const themes = ['closing', 'unseen', 'garbled', 'reversed', 'wallets', 'forgetful'] as const
export type Theme = (typeof themes)[number]

const themedEvery = 4

/** The theme of a seed, by its number alone; three of four have none. */
export function themeOf(seed: number): Theme | undefined {
  if (seed % themedEvery !== 0) return undefined
  return themes[(seed / themedEvery) % themes.length]
}

/** The seeds of one theme: the first of them and how far it is to the next. */
export function seedsOf(theme: Theme): { from: number; step: number } {
  const step = themedEvery * themes.length
  return { from: themedEvery * themes.indexOf(theme) || step, step }
}

/** Makes likely what a theme is about, and leaves the rest as it was drawn. */
export function focus(theme: Theme, scenario: Scenario, random: SeededRandom): Scenario {
  const faults = { ...scenario.faults, ...faultsOf[theme] }
  const drawn = { ...scenario, faults }
  switch (theme) {
    case 'closing':
      return { ...drawn, orders: drawn.orders.map((it) => ({ ...it, ...cancelling(random) })) }
    case 'unseen':
      return {
        ...paying(drawn),
        operator: { ...drawn.operator, visibilityLagMs: 6000, dedupe: 'native', keyTtlMs: null },
        lineFates: ['deliver'],
        amountDiffers: random.next() < 0.2,
      }
    case 'garbled':
      return {
        ...paying(drawn),
        gateway: { ...drawn.gateway, visibilityLagMs: 3000, dedupe: 'native', keyTtlMs: null },
        lineFates: ['refuse', 'fleeting'],
        refundFates: [random.pick(['good', 'low'])],
      }
    case 'reversed':
      return { ...inTime(paying(drawn)), listsReversals: false, lineFates: ['reverse'] }
    case 'wallets':
      return {
        ...inTime(drawn),
        wallets: drawWallets(random),
        // Half of them when mandates are under way.
        crashesFromMs: random.pick([0, 15_000, 20_000, 30_000]),
        // One browser from the wallet, another by card.
        orders: drawn.orders.map((it, i) => {
          return { ...it, isPlacedTwice: random.next() < 0.5, isPaidFromWallet: i === 0 }
        }),
      }
    case 'forgetful':
      return {
        ...inTime(drawn),
        wallets: drawWallets(random),
        crashesFromMs: random.pick([0, 15_000, 20_000, 30_000]),
        operator: { ...drawn.operator, visibilityLagMs: 3000, dedupe: 'none', keyTtlMs: null },
        lineFates: ['deliver'],
      }
  }
}

const faultsOf: Readonly<Record<Theme, Partial<Faults>>> = {
  closing: { requestLost: 0.5, cut: 0.3, callbackLost: 1 },
  unseen: { answerLost: 0.3, cut: 0.2, errorAfter: 0.3, staleLookup: 1, callbackLost: 0.5 },
  garbled: { garbage: 0.5, callbackLost: 0.5 },
  reversed: { requestLost: 0.4, answerLost: 0.3, callbackLost: 1 },
  wallets: { crash: 0.06, stall: 0.05, statementAnswerLost: 0.03 },
  forgetful: { crash: 0.1, requestLost: 0, errorBefore: 0 },
}

/** The payer goes to the gateway's page, changes their mind, and may pay there all the same. */
function cancelling(random: SeededRandom) {
  return {
    token: 'tok_redirect',
    placeAfterMs: random.below(3000),
    cancelAfterMs: 1500 + random.below(12_000),
    isPaidFromWallet: false,
  } as const
}

/** With all clocks right, more can be asked of a mandate. */
function inTime(scenario: Scenario): Scenario {
  const workers = scenario.workers.map((it) => ({ ...it, skewMs: 0 }))
  return { ...scenario, isSkewed: false, workers }
}

function paying(scenario: Scenario): Scenario {
  const orders = scenario.orders.map((it) => {
    return { ...it, token: 'tok_ok' as const, placeAfterMs: it.placeAfterMs % 5000 }
  })
  return { ...scenario, orders }
}
