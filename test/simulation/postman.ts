import { Webhook } from 'standardwebhooks'
import type { ReceivedCallback } from '#renewals'
import type { World } from './world.ts'

export const webhookSecret = 'whsec_c2ltdWxhdGlvbi1zZWNyZXQtb2YtMzItYnl0ZXMhIQ=='
const forgersSecret = 'whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LTMyLWJ5dGVzIQ=='

interface Letter extends ReceivedCallback {
  readonly isForged: boolean
}

const tries = 5
const pauseMs = 3000

/** Carries a callback to whichever worker answers; true once it was taken. */
export type Receiver = (callback: ReceivedCallback, isForged: boolean) => Promise<boolean>

/** Callbacks of the parties: lost, repeated, late, out of order, before the answer, and forged. */
export interface Postman {
  post(party: string, payload: Record<string, unknown>): void
  /** Who takes the letters; set once the workers are there. */
  deliverTo(receiver: Receiver): void
}

export function createPostman(getWorld: () => World): Postman {
  let receiver: Receiver = async () => false

  /** Copies travel on their own, so they overtake each other. */
  async function carry(letter: Letter, ms: number, left: number): Promise<void> {
    const world = getWorld()
    const what = { kind: 'request', label: '', ms } as const
    await world.scheduler.turn(world.outside, what, () => {})
    const isTaken = await receiver(letter, letter.isForged)
    if (!isTaken && left > 1) await carry(letter, pauseMs, left - 1)
  }

  return {
    deliverTo(to) {
      receiver = to
    },
    post(party, payload) {
      const world = getWorld()
      const { random, scenario } = world
      const id = String(payload.eventId ?? world.nextName('whk'))
      const body = JSON.stringify(payload)
      if (world.strikes('callbackForged')) {
        void carry(sign({ party, id, body, isForged: true }), random.below(500), 1)
      }
      // Skewed clocks may end the watch for reversals early: then their callbacks must not be lost.
      const mustArrive = scenario.isSkewed && body.includes('cancelled')
      if (!mustArrive && world.strikes('callbackLost')) return
      const copies = world.strikes('callbackRepeated') ? 2 + random.below(3) : 1
      for (let i = 0; i < copies; i++) {
        const ms = random.below(world.strikes('callbackLate') ? 40_000 : 300)
        void carry(sign({ party, id, body, isForged: false }), ms, tries)
      }
    },
  }
}

/** Receivers refuse old timestamps by the machine's clock: the only real time in here. */
function sign(written: { party: string; id: string; body: string; isForged: boolean }): Letter {
  const at = new Date()
  const { party, id, body, isForged } = written
  const secret = isForged ? forgersSecret : webhookSecret
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  return { party, headers, body, isForged }
}
