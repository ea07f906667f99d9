import { type Call, readObject } from '../http.ts'
import type { Letter } from '../postman.ts'
import { newId, timeText, type World } from '../world.ts'
import type { Strike, Target } from './schedule.ts'

const forgeries = ['other_secret', 'unsigned', 'tampered'] as const

/**
 * A stranger's callback about the request that is just arriving: it claims that all is done, or all
 * is undone, whatever will be true. It goes at once, and only once.
 */
export function postForgery(world: World, target: Target, call: Call, strike: Strike): void {
  if (world.settings.notifyUrl === undefined || target.reference === '') return
  const forgery = forgeries[Math.floor(strike.draw('forgery') * forgeries.length)]!
  const isDone = strike.draw('claim') < 0.5
  const claim = target.party === 'gateway' ? claimMoney : claimTopup
  const letter: Letter = {
    path: target.party === 'gateway' ? '/gateway' : `/operators/${target.party}`,
    id: newId('frg'),
    body: JSON.stringify(claim(world, target, readObject(call.body) ?? {}, isDone)),
    forgery,
  }
  const subject = `forged/${target.reference}`
  world.store.transact(() =>
    world.runner.schedule('callback', subject, JSON.stringify(letter), world.clock.now()),
  )
}

function claimTopup(world: World, target: Target, sent: object, isDone: boolean): object {
  const status = isDone ? 'completed' : 'cancelled'
  return {
    eventId: newId('evt'),
    eventTime: timeText(world.clock.now()),
    eventType: isDone ? 'TopupBalanceCreateEvent' : 'TopupBalanceCancelEvent',
    event: { topupBalance: { ...sent, id: newId('tb'), correlatorId: target.reference, status } },
  }
}

function claimMoney(
  world: World,
  target: Target,
  sent: Readonly<Record<string, unknown>>,
  isDone: boolean,
): object {
  const { reference } = target
  const [done, undone] =
    target.action === 'refund' ? ['succeeded', 'failed'] : ['captured', 'declined']
  const status = isDone ? done : undone
  const data = { ...sent, id: newId('chg'), reference, status, captured_amount: sent.amount }
  return { type: `${target.action}.${status}`, timestamp: timeText(world.clock.now()), data }
}
