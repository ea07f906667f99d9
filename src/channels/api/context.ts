import type { Advice } from '#advice'
import type { CasesRoom } from '#cases'
import type { Catalog, CatalogDesk, PlanRecords } from '#catalog'
import type { Db } from '#db'
import type { ClientLimit } from '#http'
import type { Caller } from '#identity'
import type { Clock, Uuid } from '#kernel'
import type { Lines } from '#lines'
import type { MethodFacts } from '#payments'
import type { Renewals } from '#renewals'
import type { Search } from '#search'
import type { Logger } from '#telemetry'

/** What the API stands on; wired in main. */
export interface ApiContext {
  readonly db: Db
  readonly catalog: Catalog
  readonly records: PlanRecords
  readonly catalogDesk: CatalogDesk
  /** As the owner, who alone may change the catalogue. */
  readonly ownerDb: Db
  readonly advice: Advice
  readonly methodFacts: MethodFacts
  readonly environment: 'sandbox' | 'production'
  readonly search: Search
  readonly renewals: Renewals
  readonly cases: CasesRoom
  readonly lines: Lines
  readonly clock: Clock
  readonly log: Logger
  readonly version: string
  /** Where customers reach us, without a trailing slash. */
  readonly publicUrl: string
  /** How many quotes a key may make. */
  readonly quoteLimit: ClientLimit
  /** How many answers one key may have waited for at once. */
  readonly mostWaits: number
  /** Message in the language the caller asked for. */
  readonly translate: (
    acceptLanguage: string | undefined,
    key: string,
    values: Readonly<Record<string, string | number>>,
  ) => string
}

export type ApiEnv = { Variables: { caller: Caller } }

export function receiptUrl({ renewals, publicUrl }: ApiContext, id: Uuid): string {
  return `${publicUrl}/r/${renewals.sealReceipt(id)}`
}
