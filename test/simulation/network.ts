import type { GatewayBooks } from './gateway.ts'
import type { OperatorBooks } from './operator.ts'
import { maxAnswerMs } from './scenario.ts'
import type { Actor } from './scheduler.ts'
import type { PartyAnswer, PartyRequest, World } from './world.ts'

export interface Parties {
  readonly operator: OperatorBooks
  readonly gateway: GatewayBooks
}

/** What comes back: an answer, a broken connection, or nothing until our patience ends. */
type Reply = PartyAnswer | 'cut' | 'silence'

/**
 * The wire between a worker and the parties, below the real adapters: they write and read real
 * JSON, and every fault is one that a network or a server can really do. What has arrived may be
 * invisible to look-ups for a while, but never longer after its sending than the party promises.
 */
export function createFetch(
  world: World,
  parties: Parties,
  actor: Actor,
  onCall: () => void,
): typeof fetch {
  const { scheduler, random } = world

  return async (input, init) => {
    const url = new URL(String(input))
    const sentAt = scheduler.now()
    const party = url.pathname.startsWith('/gateway') ? 'gateway' : 'operator'
    const lagMs = world.scenario[party].visibilityLagMs
    // A request is at the party, or nowhere, before its visibility lag has passed.
    const bound = Math.min(lagMs ?? maxAnswerMs, maxAnswerMs)
    const name = `${actor.name} ${init!.method} ${party} ${lastOf(url)}`
    onCall()
    const travel = () => random.below(world.strikes('slow') ? bound : Math.min(bound, 200))
    const what = { kind: 'request', label: '', ms: travel() } as const
    const handle = () => {
      const latest = sentAt + (lagMs ?? maxAnswerMs)
      const left = Math.max(0, latest - scheduler.now())
      const visibleAt = scheduler.now() + (world.strikes('staleLookup') ? left : 0)
      return parties[party].handle(readRequest(url, init!, visibleAt))
    }
    const reply = await scheduler.turn(actor, what, (): Reply => {
      const reply = arrive(world, party, handle, () => {
        const again = { kind: 'request', label: '' } as const
        const ms = random.below(Math.max(1, sentAt + bound - scheduler.now()))
        void scheduler.turn(world.outside, { ...again, ms }, () => {
          scheduler.note(`${name} again -> ${wordOf(handle())}`)
        })
      })
      scheduler.note(`${name} -> ${wordOf(reply)}`)
      return reply
    })
    return answer(world, actor, reply, sentAt + maxAnswerMs, travel())
  }
}

/** What the party and the way to it make of one request. */
function arrive(
  world: World,
  party: 'operator' | 'gateway',
  handle: () => PartyAnswer,
  repeat: () => void,
): Reply {
  const { random, strikes } = { random: world.random, strikes: world.strikes }
  if (isOut(world, party)) return random.pick([{ status: 503, json: 'away' }, 'cut', 'silence'])
  if (strikes('requestLost')) return random.pick(['cut', 'silence'])
  if (strikes('errorBefore')) return { status: random.pick([500, 502, 503, 429]), json: 'error' }
  const answer = handle()
  // Without a memory for references a repeated request is a second effect, and nobody's mistake.
  if (world.scenario[party].dedupe !== 'none' && strikes('duplicate')) repeat()
  if (strikes('errorAfter')) return { status: random.pick([500, 502, 504]), json: 'error' }
  if (strikes('garbage')) return { status: random.pick([200, 201, 404, 422]), json: '<html>' }
  if (strikes('cut')) return 'cut'
  if (strikes('answerLost')) return 'silence'
  return answer
}

function isOut(world: World, party: 'operator' | 'gateway'): boolean {
  const at = world.elapsed()
  return world.scenario.outages.some(
    (it) => it.party === party && at >= it.fromMs && at < it.toMs && world.random.next() < it.share,
  )
}

async function answer(
  world: World,
  actor: Actor,
  reply: Reply,
  patienceEndsAt: number,
  ms: number,
): Promise<Response> {
  const { scheduler } = world
  const left = Math.max(0, patienceEndsAt - scheduler.now())
  const comes = reply === 'silence' || ms >= left ? undefined : reply
  const what = { kind: 'timer', label: '', ms: comes ? ms : left } as const
  await scheduler.turn(actor, what, () => {})
  if (comes === undefined) throw new DOMException('no answer in time', 'TimeoutError')
  if (comes === 'cut') throw new TypeError('fetch failed')
  const text = typeof comes.json === 'string' ? comes.json : JSON.stringify(comes.json)
  return new Response(text, { status: comes.status })
}

function readRequest(url: URL, init: RequestInit, visibleAt: number): PartyRequest {
  return {
    method: init.method!,
    path: url.pathname,
    query: url.searchParams,
    body: init.body ? JSON.parse(String(init.body)) : {},
    visibleAt,
  }
}

const lastOf = (url: URL) => url.pathname.split('/').slice(3).join('/').slice(-40)

function wordOf(reply: Reply): string {
  if (typeof reply === 'string') return reply
  const { status, json } = reply
  return `${status} ${typeof json === 'string' ? json : JSON.stringify(json)}`
}
