/** The line's door, played by hand: pictures that are put into any state. */
import type { Operator } from '#catalog'
import { type Clock, type Msisdn, plusMs } from '#kernel'
import type { KeptDay, LineLink, LinePicture, Lines } from '#lines'
import type { UsageBucket } from '#operators'
import { operators } from './catalog.fixture.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface FakeLines extends Lines {
  /** What the next readers see. */
  picture: LinePicture
}

/** Thirty days with a rhythm, one of them not told, and the day that runs. */
export function fakeDays(asOf: Date): KeptDay[] {
  return Array.from({ length: 31 }, (_, i) => {
    const date = plusMs(asOf, (i - 30) * dayMs)
      .toISOString()
      .slice(0, 10)
    const mood = i % 7 > 4 ? 1.5 : 1
    const known = {
      dataMb: Math.round((260 + ((i * 97) % 190)) * mood),
      minutes: (i * 7) % 23,
      sms: i % 4,
    }
    const unknown = { dataMb: null, minutes: null, sms: null }
    return { date, whole: i < 30, ...(i === 11 ? unknown : known) }
  })
}

export function fakeBucket(
  kind: UsageBucket['kind'],
  more: Partial<UsageBucket> = {},
): UsageBucket {
  const unit = kind === 'sms' ? 'SMS' : kind.startsWith('minutes') ? 'min' : 'MB'
  const figures = { total: null, used: null, remaining: null, unlimited: false }
  return { kind, name: kind, unit, ...figures, validUntil: null, ...more }
}

/** A month of Jazz that ends in a week, its data likely to do until then. */
export function fakePicture(now: Date, more: Partial<LinePicture> = {}): LinePicture {
  const asOf = plusMs(now, -12 * 60_000)
  const end = new Date('2026-11-29T18:59:59Z')
  const volume = (total: number, remaining: number) => {
    return { total, remaining, used: total - remaining, validUntil: end }
  }
  const plan = {
    plan: 'jazz-weekly-x',
    name: 'Weekly X',
    startsAt: plusMs(now, -dayMs),
    endsAt: end,
  }
  const clock = { movedBy: ['renewal'] as const, earliest: null, latest: null }
  return {
    msisdn: '+923001234010' as Msisdn,
    operator: operators.find(({ id }) => id === 'jazz') as Operator,
    confidence: 'told',
    state: 'active',
    plan,
    standing: 'told',
    usage: {
      asOf,
      plans: [plan],
      buckets: [
        fakeBucket('data', volume(12_288, 4_812)),
        fakeBucket('social', volume(2_048, 1_210)),
        fakeBucket('minutes_on_net', { unlimited: true, validUntil: end }),
        fakeBucket('minutes_off_net', volume(300, 41)),
        fakeBucket('sms', volume(1_000, 988)),
      ],
      days: fakeDays(asOf),
    },
    isStale: false,
    runOut: undefined,
    clocks: [
      { ...clock, kind: 'plan', at: end, certainty: 'stated' },
      { ...clock, kind: 'data', at: end, certainty: 'stated', movedBy: ['renewal', 'use'] },
    ],
    deadline: { clock: 'plan', at: end, action: 'renew' },
    ...more,
  }
}

export function fakeLines(clock: Clock): FakeLines {
  const links = new Map<string, LineLink>()
  return {
    picture: fakePicture(clock.now()),
    async readLine() {
      return this.picture
    },
    sealLink(link) {
      const token = `line_${links.size}`
      links.set(token, link)
      return token
    },
    openLink: (token) => links.get(token),
  }
}
