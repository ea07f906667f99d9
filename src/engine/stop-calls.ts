import { CallWithheld, type Parties } from '#attempts'

export interface Switches {
  readonly isStopped: (party: string) => boolean
  /** Reads them again if that was not just done; must not throw. */
  readonly refresh: () => Promise<void>
}

const operatorCalls = ['deliver', 'lookUp', 'listOffers', 'readUsage'] as const
const providerCalls = ['charge', 'lookUpCharge', 'closeCharge', 'refund', 'lookUpRefund'] as const
const lists = ['listRecords', 'listReversals'] as const

/**
 * The same parties, none of whose calls goes out while they are stopped, whoever makes it: looks,
 * lists and tariffs too. What was not asked is no answer, so each throws.
 */
export function stopCalls({ operators, providers }: Parties, obeyed: Switches): Parties {
  return {
    operators: operators.map((it) => guarded(it, operatorCalls, obeyed)),
    providers: providers.map((it) => guarded(it, providerCalls, obeyed)),
  }
}

function guarded<Party extends { readonly id: string }>(
  party: Party,
  calls: readonly string[],
  { isStopped, refresh }: Switches,
): Party {
  type Ask = (asked: unknown) => unknown
  const own = party as unknown as Record<string, Ask | undefined>
  const check = () => {
    if (isStopped(party.id)) throw new CallWithheld(`${party.id} is stopped`)
  }
  const asks = calls
    .filter((name) => own[name])
    .map((name) => {
      const ask: Ask = async (asked) => {
        // Turns read the switches before they claim; whoever asks at other times does it here.
        if (name === 'listOffers' || name === 'readUsage') await refresh()
        check()
        return own[name]!.call(party, asked)
      }
      return [name, ask]
    })
  const listings = lists.flatMap((name) => {
    const list = own[name]
    if (!list) return []
    async function* listed(asked: unknown) {
      await refresh()
      check()
      yield* list!.call(party, asked) as AsyncIterable<unknown>
    }
    return [[name, listed]]
  })
  return { ...party, ...Object.fromEntries([...asks, ...listings]) }
}
