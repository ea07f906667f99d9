import { pick } from '#i18n'
import {
  audienceOf,
  choosable,
  here,
  likelySituation,
  type MethodVerdict,
  type Situation,
  situations,
  whichMethodsWork,
} from '#payments'
import { type PaymentMethod, walletMethod } from '#renewals'
import { shortName } from './operator-name.ts'
import type { Reader } from './reader.ts'
import type { Room } from './room.ts'

/** Which payment works for one payer at one seller, as a page tells it. */
export interface Ways {
  readonly seller: string
  readonly situation: Situation
  /** Nobody said who pays: it is what is likely for readers of the language. */
  readonly assumed: boolean
  readonly judged: readonly MethodVerdict[]
  /** What the form offers this payer. */
  readonly methods: readonly PaymentMethod[]
}

/** Who takes the money: this site, the networks, and who sells for them. */
export interface Seller {
  readonly id: string
  readonly name: string
  /** As it is called in sentences. */
  readonly short: string
}

export async function listSellers(room: Room, reader: Reader): Promise<Seller[]> {
  const named = ({ id, name }: { id: string; name: Parameters<typeof pick>[1] }): Seller => {
    return { id, name: pick(reader.language, name), short: shortName(reader, name) }
  }
  const own = reader.text('ways.here')
  return [
    { id: here, name: own, short: own },
    ...(await room.catalog.listOperators()).map(named),
    ...room.methodFacts.sellers.map(named),
  ]
}

/** @param asked what stands in the address; what makes no sense counts as not said. */
export function waysFor(
  room: Room,
  reader: Reader,
  asked: string | null | undefined,
  seller: string = here,
): Ways {
  const said = situations.find((id) => id === asked)
  const situation = said ?? likelySituation(reader.language)
  const connected = room.renewals.listPaymentMethods()
  const judged = whichMethodsWork(room.methodFacts, {
    ...{ seller, situation, environment: reader.environment, currency: 'PKR', soldIn: 'PKR' },
    audience: audienceOf(reader.language, situation),
    connected: [...connected.map(({ id }) => id), walletMethod],
  })
  const assumed = said === undefined
  return { seller, situation, assumed, judged, methods: choosable(connected, judged) }
}
