import type { Postman } from './postman.ts'
import { chance, type LineFate } from './scenario.ts'
import type { PartyAnswer, PartyRequest, World } from './world.ts'

type Status = 'created' | 'completed' | 'failed' | 'cancelled'

export interface BookedTopup {
  readonly id: string
  readonly reference: string
  readonly sent: Record<string, unknown>
  readonly bookedAt: number
  readonly visibleAt: number
  status: Status
  /** Ever credited, whether or not it was taken back. */
  wasCredited: boolean
}

/** An operator's own books: what was really credited and what was taken back. */
export interface OperatorBooks {
  readonly topups: readonly BookedTopup[]
  handle(request: PartyRequest): PartyAnswer
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one party, each function in it short
export function createOperator(world: World, postman: Postman): OperatorBooks {
  const { scheduler, random, scenario } = world
  const { dedupe, keyTtlMs } = scenario.operator
  const topups: BookedTopup[] = []
  const fates = new Map<string, LineFate>()
  const floatFrom = world.startedAt + random.below(70_000)

  function fateOf(sent: Record<string, unknown>): LineFate {
    const line = JSON.stringify(sent.logicalResource)
    const fate = fates.get(line) ?? random.pick(scenario.lineFates)
    fates.set(line, fate)
    return fate
  }

  function tell({ reference }: BookedTopup, type: string) {
    const event = { topupBalance: { correlatorId: reference } }
    postman.post('sandbox:jazz', { eventId: world.nextName('evt'), eventType: type, event })
  }

  function move(topup: BookedTopup, from: Status, to: Status) {
    if (topup.status !== from) return
    topup.status = to
    if (to === 'completed') topup.wasCredited = true
    scheduler.note(`operator ${to} ${topup.reference}`)
    tell(topup, `TopupBalance${to}`)
  }

  function later(topup: BookedTopup, ms: number, from: Status, to: Status) {
    scheduler.after(world.outside, `${to} ${topup.id}`, ms, () => move(topup, from, to))
  }

  function isKnown(reference: unknown): boolean {
    return (
      dedupe !== 'none' &&
      topups.some(
        (it) =>
          it.reference === reference &&
          (keyTtlMs === null || scheduler.now() - it.bookedAt < keyTtlMs),
      )
    )
  }

  function topUp({ body, visibleAt }: PartyRequest): PartyAnswer {
    const reference = String(body.correlatorId)
    if (isKnown(reference)) return { status: 409, json: { code: 'duplicateCorrelatorId' } }
    const fate = fateOf(body)
    // An empty float books nothing, so the same reference may come again.
    if (fate === 'float' && scheduler.now() < floatFrom) {
      return { status: 402, json: { code: 'partnerBalanceTooLow' } }
    }
    const topup: BookedTopup = {
      id: world.nextName('tb'),
      reference,
      sent: body,
      bookedAt: scheduler.now(),
      visibleAt,
      status: 'created',
      wasCredited: false,
    }
    topups.push(topup)
    if (fate === 'refuse') {
      topup.status = 'failed'
      return { status: 422, json: { code: 'lineNotRechargeable' } }
    }
    settle(topup, fate)
    return { status: 201, json: view(topup) }
  }

  function settle(topup: BookedTopup, fate: LineFate) {
    const soon = random.below(6000)
    if (fate === 'pending') return later(topup, soon, 'created', 'completed')
    if (fate === 'fail') return later(topup, soon, 'created', 'failed')
    move(topup, 'created', 'completed')
    // Taken back while we may still be asking whether it came, or well after we were told.
    const ms = fate === 'fleeting' ? random.below(1500) : random.below(38_000)
    // Not each time: a mandate goes on while an earlier delivery of its line is taken back.
    const isTakenBack = fate === 'fleeting' || (fate === 'reverse' && chance(random, 0.6))
    if (isTakenBack) later(topup, ms, 'completed', 'cancelled')
  }

  return {
    topups,
    handle(request) {
      if (request.method === 'POST') return topUp(request)
      const { query } = request
      const since = Date.parse(query.get('requestedDate.gte') ?? '')
      const isAsked = (it: BookedTopup) =>
        query.get('status') === 'cancelled'
          ? it.status === 'cancelled' && it.bookedAt >= since
          : it.reference === query.get('correlatorId')
      const found = topups.filter((it) => isAsked(it) && it.visibleAt <= scheduler.now())
      return { status: 200, json: found.map(view) }
    },
  }
}

function view(topup: BookedTopup) {
  const reason = topup.status === 'failed' ? { reason: 'lineNotRechargeable' } : {}
  return { ...topup.sent, id: topup.id, status: topup.status, ...reason }
}
