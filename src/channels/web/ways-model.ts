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
