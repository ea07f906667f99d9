/** What published facts are about, by its id. */
export type Subject =
  | { readonly plan: string }
  /** A rule of taxes: `pk-2025-26/punjab`. */
  | { readonly tax: string }
  /** A way to pay: `alipay`. */
  | { readonly payment: string }

/** What a stranger says about one published fact. */
export interface FactReport {
  readonly about: Subject
  /** The name of the fact: `price`, `ussd.subscribe`, `service_tax`, `payer.china`. */
  readonly fact: string
  /** What the page showed. */
  readonly shown: string
  /** What is right, in their words. */
  readonly right: string
  /** Where it stands, if they know. */
  readonly link?: string | undefined
  readonly language: string
}

export interface KeptReport extends Omit<FactReport, 'about' | 'fact'> {
  readonly at: string
}

/** What a case about a fact knows; a copy of what was said, since the fact may change. */
export type FactDispute = Readonly<Record<string, unknown>> & Subject & FactDoubts

interface FactDoubts {
  readonly fact: string
  /** How many said so since it was opened, also those whose words are not kept. */
  readonly count: number
  readonly lastAt: string
  readonly reports: readonly KeptReport[]
}

/** The first to say so are kept, and the last: nobody can push the others out by repeating. */
const kept = { first: 3, last: 3 } as const

/** The one name of a fact among all that can be doubted. */
export function disputeName({ about, fact }: Pick<FactReport, 'about' | 'fact'>): string {
  if ('plan' in about) return `${about.plan} ${fact}`
  if ('tax' in about) return `tax ${about.tax} ${fact}`
  return `payment ${about.payment} ${fact}`
}

/**
 * One more report of the same fact. Whatever is sent, and however often, a case never holds more
 * than six texts, and the same words are kept once. Pure.
 */
export function addReport(
  known: FactDispute | undefined,
  { about, fact, ...words }: FactReport,
  at: Date,
): FactDispute {
  const report: KeptReport = { at: at.toISOString(), ...words }
  const count = (known?.count ?? 0) + 1
  const before = known?.reports ?? []
  const isNews = before.every((one) => one.right !== report.right || one.link !== report.link)
  const all = isNews ? [...before, report] : before
  const reports =
    all.length <= kept.first + kept.last
      ? all
      : [...all.slice(0, kept.first), ...all.slice(-kept.last)]
  return { ...about, fact, count, lastAt: report.at, reports }
}
