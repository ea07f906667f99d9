/** The line's door, played by hand: pictures that are put into any state. */
import type { Operator } from '#catalog'
import { type Clock, type Msisdn, plusMs } from '#kernel'
import type { KeptDay, LineLink, LinePicture, Lines } from '#lines'
import type { UsageBucket } from '#operators'
import { operators } from './catalog.fixture.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface FakeLines extends Lines {
  /** The address of a line's page, without its language. */
  show(picture: LinePicture): string
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

const clockOf = { movedBy: ['renewal', 'use'] as const, earliest: null, latest: null }

/** Every state that the page has words for, each under a number of its own. */
export function everyLine(now: Date): Map<string, LinePicture> {
  const plain = fakePicture(now)
  const { usage } = plain
  const [planClock] = plain.clocks
  const at = (days: number) => plusMs(now, days * dayMs)
  const data = {
    kind: 'data',
    certainty: 'forecast',
    at: at(3),
    earliest: at(2),
    latest: at(5),
  } as const
  const only = (...buckets: UsageBucket[]) => ({ ...usage!, buckets })
  const old = { ...usage!, asOf: plusMs(now, -5.2 * hourMs) }
  const left = (remaining: number | null) => fakeBucket('data', { total: 12_288, remaining })
  const nothing = {
    usage: undefined,
    plan: undefined,
    clocks: [],
    deadline: null,
    state: 'unknown',
  } as const
  const states: Record<string, Partial<LinePicture>> = {
    plan: {},
    data: { clocks: [{ ...clockOf, ...data }, planClock!] },
    open: { clocks: [{ ...clockOf, ...data, latest: null }, planClock!] },
    doubt: { clocks: [planClock!, { ...clockOf, ...data, at: planClock!.at, latest: null }] },
    gone: { usage: only(left(0), fakeBucket('sms', { remaining: 7 })) },
    stale: { usage: old, isStale: true },
    dial: { usage: old, isStale: true, plan: { ...plain.plan!, plan: 'jazz-monthly-calls' } },
    unlimited: { usage: only(fakeBucket('data', { unlimited: true })), clocks: [planClock!] },
    doubtful: {
      usage: {
        ...only(left(null), fakeBucket('other', { name: 'YouTube 5GB', unit: null })),
        days: [],
      },
    },
    no_plan: {
      usage: { ...only(), plans: [] },
      plan: undefined,
      clocks: [],
      deadline: null,
      state: 'no_plan',
    },
    refused: { ...nothing, standing: 'refused' },
    silent: { ...nothing, standing: 'silent' },
    not_told: { ...nothing, standing: 'not_told' },
  }
  return new Map(
    Object.entries(states).map(([name, more], i) => {
      const msisdn = `+92300123${String(4010 + i)}` as Msisdn
      return [name, { ...plain, msisdn, ...more }]
    }),
  )
}

export function fakeLines(clock: Clock): FakeLines {
  const links = new Map<string, LineLink>()
  const pictures = new Map<Msisdn, LinePicture>()
  const revoked = new Set<Msisdn>()
  const keep = (link: LineLink) => {
    // As long as a real one: its weight is part of the page's.
    const token = `line_${links.size}`.padEnd(86, 'x')
    links.set(token, link)
    return token
  }
  return {
    show(picture) {
      const { msisdn } = picture
      pictures.set(msisdn, picture)
      const link = { msisdn, operator: undefined, expiresAt: plusMs(clock.now(), dayMs) }
      return `/l/${keep(link)}`
    },
    readLine: async ({ msisdn }) => pictures.get(msisdn) ?? fakePicture(clock.now(), { msisdn }),
    async noteChange() {},
    sealLink: async (link) => keep(link),
    async openLink(token) {
      const link = links.get(token)
      return link && { ...link, isRevoked: revoked.has(link.msisdn) }
    },
    async revokeLinks(msisdn) {
      revoked.add(msisdn)
      return { revokedAt: clock.now() }
    },
  }
}
