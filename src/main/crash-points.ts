import type { Parties } from '#attempts'

/** Told the label of each durable step before and after it: `claim.before`, `charge.after`. */
export type OnStep = (label: string) => void

/**
 * Kills this process, as the kernel would, when a step comes for the n-th time: nothing is flushed,
 * nobody is told. @param at `claim.after:3`, checked by the configuration
 */
export function crashAt(at: string): OnStep {
  const [label, count = '1'] = at.split(':')
  let left = Number(count)
  return (passed) => {
    if (passed !== label) return
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  }
}

/** Calls that may change something outside, or tell that something has changed. */
const providerCalls = ['charge', 'lookUpCharge', 'closeCharge', 'refund', 'lookUpRefund'] as const
const operatorCalls = ['deliver', 'lookUp'] as const

/** The same parties, with each call told of. The rooms do not know that anybody listens. */
export function watchParties({ operators, providers }: Parties, onStep: OnStep): Parties {
  return {
    operators: operators.map((operator) => watchCalls(operator, operatorCalls, onStep)),
    providers: providers.map((provider) => watchCalls(provider, providerCalls, onStep)),
  }
}

function watchCalls<Party extends object>(
  party: Party,
  calls: readonly (keyof Party & string)[],
  onStep: OnStep,
): Party {
  const watched = calls.map((name) => {
    const call = party[name] as (order: unknown) => Promise<unknown>
    const told = async (order: unknown) => {
      onStep(`call-${name}.before`)
      const answer = await call.call(party, order)
      onStep(`call-${name}.after`)
      return answer
    }
    return [name, told]
  })
  return { ...party, ...Object.fromEntries(watched) }
}
