import type { OperatorAdapter } from '#operators'
import type { PaymentProvider } from '#payments'

/** The outside parties this installation is connected to; wired once, in main. */
export interface Parties {
  readonly operators: readonly OperatorAdapter[]
  readonly providers: readonly PaymentProvider[]
}

/** The upstream that renews lines of an operator; the first connected one is the route. */
export function routeTo(parties: Parties, operator: string): OperatorAdapter | undefined {
  return parties.operators.find((adapter) => adapter.operator === operator)
}

export function getOperator(parties: Parties, id: string): OperatorAdapter {
  const adapter = parties.operators.find((candidate) => candidate.id === id)
  if (!adapter) throw new Error(`no upstream ${id} is connected, but an attempt names it`)
  return adapter
}

export function getProvider(parties: Parties, id: string): PaymentProvider {
  const provider = parties.providers.find((candidate) => candidate.id === id)
  if (!provider) throw new Error(`no payment provider ${id} is connected, but an attempt names it`)
  return provider
}
