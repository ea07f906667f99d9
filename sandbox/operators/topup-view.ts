import { type Answer, json } from '../http.ts'
import type { Bundle } from '../store/bundles.ts'
import type { Topup } from '../store/topups.ts'
import type { OperatorId } from '../tariff.ts'
import { type About, newId, postLetter, timeText, type World } from '../world.ts'

export const balancePath = 'tmf-api/prepayBalanceManagement/v4'

/** The error body of every TMF interface. */
export function tmfError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { code, reason: code, message, status: String(status) }, headers)
}

/** TMF654 TopupBalance: what was sent, and over it what the operator knows. */
export function topupView(topup: Topup, bundle: Bundle | undefined): Record<string, unknown> {
  const isRunning = bundle !== undefined && topup.status === 'completed'
  const sent = JSON.parse(topup.sent) as Record<string, unknown>
  return {
    '@type': 'TopupBalance',
    ...sent,
    id: topup.id,
    href: `/${topup.operator}/${balancePath}/topupBalance/${topup.id}`,
    status: topup.status,
    requestedDate: timeText(topup.requestedAt),
    confirmationDate: timeText(topup.completedAt),
    reason: topup.reason ?? undefined,
    validFor: isRunning
      ? { startDateTime: timeText(bundle.startsAt), endDateTime: timeText(bundle.endsAt) }
      : undefined,
  }
}

type TopupEvent = 'TopupBalanceCreateEvent' | 'TopupBalanceCancelEvent' | 'TopupBalanceFailureEvent'

/** Tells the customer of the interface what became of a top-up. Each letter is one event. */
export function topupLetter(
  world: World,
  type: TopupEvent,
  topup: Topup,
  bundle: Bundle | undefined,
): { path: string; id: string; body: string } {
  const eventId = newId('evt')
  const body = JSON.stringify({
    eventId,
    eventTime: timeText(world.clock.now()),
    eventType: type,
    event: { topupBalance: topupView(topup, bundle) },
  })
  return { path: `/operators/${topup.operator}`, id: eventId, body }
}

export function aboutTopup(topup: Topup): About {
  const reference = topup.correlator ?? topup.msisdn ?? ''
  return { party: topup.operator as OperatorId, subject: topup.id, reference }
}

/** The commonest case: one event, sent once. */
export function tellTopup(
  world: World,
  type: TopupEvent,
  topup: Topup,
  bundle: Bundle | undefined,
): void {
  postLetter(world, aboutTopup(topup), topupLetter(world, type, topup, bundle))
}
