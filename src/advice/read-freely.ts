import { type Piece, piecesOf } from './message-pieces.ts'
import type { MessageWords, Net, Saying, Unit } from './message-words.ts'
import { mostMessageLength } from './read-message.ts'

/** One volume that a message tells of: megabytes, minutes or SMS. */
export interface Amount {
  readonly of: 'data' | 'social' | 'minutes' | 'sms'
  /** Where minutes go; undefined where the message does not say. */
  readonly net: Net | undefined
  readonly amount: number
  /** total: the whole that a part was named of. */
  readonly says: 'left' | 'received' | 'used' | 'total'
}

/** What the words of a message say, without its wording being known. */
export interface FreeReading {
  readonly amounts: readonly Amount[]
  /** For how long what was received holds. */
  readonly days: number | undefined
  /** How long it still holds, and the last day that is named. */
  readonly daysLeft: number | undefined
  readonly until: string | undefined
  /** The network that the message names, if it names one alone. */
  readonly operator: string | undefined
}

/** How far from its number a unit or a network may stand. */
const reach = 5

interface Found {
  readonly unit: Unit
  readonly value: number
  readonly net: Net | undefined
  readonly isApp: boolean
  readonly isTotal: boolean
  /** Where the number stands, and where what belongs to it ends. */
  readonly at: number
  readonly end: number
}

/**
 * Reads a message word by word: each number with the unit beside it, and what is said of it by the
 * word that stands nearest in its sentence. Nothing is read where no word says what became of it,
 * so an advertisement or a one-time code for five minutes tells nothing.
 */
export function readFreely(text: string, words: MessageWords): FreeReading {
  const { sentences, date } = piecesOf(text.slice(0, mostMessageLength), words)
  const sayings = sayingsOf(sentences)
  const [only] = sayings.size === 1 ? sayings : []
  let last: Said | undefined
  const heard = sentences.flatMap((pieces) => {
    const found = foundIn(pieces).filter(({ at }) => !isOffered(pieces, at, only))
    const first = found[0]?.at ?? 0
    const said = found.map((one): Heard => {
      return { ...one, says: only ?? sayingFor(pieces, one, first) ?? last ?? [...sayings][0] }
    })
    last = sayingsIn(pieces).at(-1)?.says ?? last
    return said
  })
  const { days, daysLeft } = spans(heard, sentences, [...sayings])
  return {
    amounts: heard.flatMap((one) => amountOf(one)),
    days,
    daysLeft,
    until: date,
    operator: operatorIn(sentences),
  }
}

/** What is said anywhere; where nothing is, a word that goes with what is left stands for it. */
function sayingsOf(sentences: readonly (readonly Piece[])[]): ReadonlySet<Said> {
  const pieces = sentences.flat()
  const sayings = new Set(pieces.flatMap(({ says }) => sayingOf(says) ?? []))
  const isHinted = sayings.size === 0 && pieces.some(({ isHint }) => isHint)
  return isHinted ? new Set(['left']) : sayings
}

/** Behind what is left often stands an offer, with a price or a code, of which nothing is said. */
function isOffered(pieces: readonly Piece[], at: number, only: Said | undefined): boolean {
  const isSaid = pieces.some(({ says, isHint }) => isHint || sayingOf(says) !== undefined)
  if (!isSaid && pieces.some(({ isPrice, isCode }) => isPrice || isCode)) return true
  return only === 'left' && pieces.slice(0, at).some(({ isCode }) => isCode)
}

type Said = Exclude<Saying, 'nothing'>
type Heard = Found & { readonly says: Said | undefined }

const sayingOf = (says: Saying | undefined) => (says === 'nothing' ? undefined : says)

function sayingsIn(pieces: readonly Piece[]): { at: number; says: Said }[] {
  return pieces.flatMap(({ says }, at) => {
    const said = sayingOf(says)
    return said ? [{ at, says: said }] : []
  })
}

/**
 * "Used: 2 GB, left: 3 GB" leads with its words, "2 GB used, 3 GB left" ends with them; and a word
 * right behind or right before a volume is said of that one: "mile 10 GB, 3 GB baqi".
 */
function sayingFor(pieces: readonly Piece[], { at, end }: Found, first: number): Said | undefined {
  const said = sayingsIn(pieces)
  const [before, after] = [said.findLast((one) => one.at < at), said.find((one) => one.at > at)]
  if (after && after.at > end && after.at <= end + 3) {
    const between = pieces.slice(end + 1, after.at)
    const next = pieces.slice(after.at + 1, after.at + 3)
    const isBehind = between.every((piece) => mayStandBetween(piece))
    if (isBehind && next.every(({ number }) => number === undefined)) return after.says
  }
  if (before && pieces.slice(before.at + 1, at).every((piece) => mayStandBetween(piece)))
    return before.says
  const leads = said[0] !== undefined && said[0].at < first
  return leads ? (before ?? after)?.says : (after ?? before)?.says
}

/** Every number that has a unit, from left to right; a word belongs to the first that takes it. */
function foundIn(pieces: readonly Piece[]): Found[] {
  const taken = new Set<number>()
  return pieces.flatMap(({ number }, at) => {
    if (number === undefined) return []
    const right = unitRight(pieces, at, taken)
    const unit = right ?? unitLeft(pieces, at, taken) ?? bareNet(pieces, at)
    if (!unit) return []
    const volume = isVolume(unit.unit)
    const around = [...unit.passed, ...(right ? follow(pieces, right.at) : [])]
    const nearby = [...around, ...lead(pieces, at)].filter((i) => !taken.has(i))
    const pick = (has: (piece: Piece) => boolean) => nearby.find((i) => has(pieces[i]!))
    const netAt = volume ? undefined : pick(({ net }) => net !== undefined)
    const appAt = volume ? pick(({ isApp }) => isApp === true) : undefined
    for (const i of [unit.isShared ? undefined : unit.at, netAt, appAt])
      if (i !== undefined) taken.add(i)
    return [
      {
        at,
        end: Math.max(at, unit.at, ...(netAt === undefined ? [] : [netAt])),
        value: number,
        unit: unit.unit,
        net: netAt === undefined ? undefined : pieces[netAt]!.net,
        isApp: appAt !== undefined,
        isTotal: isWhole(pieces, at, unit.at),
      },
    ]
  })
}

const isVolume = (unit: Unit) => unit === 'kb' || unit === 'mb' || unit === 'gb' || unit === 'tb'

interface UnitAt {
  readonly at: number
  readonly unit: Unit
  /** Places between the number and its unit. */
  readonly passed: readonly number[]
  /** The unit of the whole that the number is a part of: "2 of 10 GB". */
  readonly isShared: boolean
}

function unitRight(
  pieces: readonly Piece[],
  start: number,
  taken: ReadonlySet<number>,
): UnitAt | undefined {
  const passed: number[] = []
  let isShared = false
  for (let at = start + 1; at <= start + reach && at < pieces.length; at++) {
    const piece = pieces[at]!
    if (piece.unit && pieces[at + 1]?.isLabel) return undefined
    if (piece.unit && !taken.has(at)) return { at, unit: piece.unit, passed, isShared }
    if (piece.number !== undefined && pieces[at - 1]!.isOf && !isShared) isShared = true
    else if (!mayStandBetween(piece)) return undefined
    passed.push(at)
  }
  return undefined
}

/** A label before its number: "MBs: 1024", "Jazz Mins = 200". */
function unitLeft(
  pieces: readonly Piece[],
  start: number,
  taken: ReadonlySet<number>,
): UnitAt | undefined {
  const passed: number[] = []
  for (let at = start - 1; at >= Math.max(0, start - reach); at--) {
    const piece = pieces[at]!
    if (piece.unit && taken.has(at)) return undefined
    if (piece.unit)
      return { at, unit: piece.unit, passed: [...passed, Math.max(0, at - 1)], isShared: false }
    if (!mayStandBetween(piece)) return undefined
    passed.push(at)
  }
  return undefined
}

/** "100 Off-net": what goes to a network and has no unit is minutes. */
function bareNet(pieces: readonly Piece[], at: number): UnitAt | undefined {
  if (!pieces[at + 1]?.net) return undefined
  return { at: at + 1, unit: 'minute', passed: [at + 1], isShared: true }
}

function mayStandBetween({ number, isPause, ...means }: Piece): boolean {
  return number === undefined && !isPause && Object.keys(means).length > 0
}

/** What follows a unit and still belongs to it: "mins (other network)". */
function follow(pieces: readonly Piece[], start: number): number[] {
  const places: number[] = []
  for (let at = start + 1; at <= start + reach && at < pieces.length; at++) {
    const { isBetween, isData, net, isApp } = pieces[at]!
    if (!isBetween && !isData && !net && !isApp) break
    places.push(at)
  }
  // A word that another number takes as its own name stands before that number.
  const next = pieces[(places.at(-1) ?? start) + 1]
  return next?.number === undefined ? places : []
}

/** A name before its number: "WhatsApp: 2 GB". */
function lead(pieces: readonly Piece[], start: number): number[] {
  const places: number[] = []
  for (let at = start - 1; at >= Math.max(0, start - 3); at--) {
    const { isBetween, isData, net, isApp } = pieces[at]!
    if (!isBetween && !isData && !net && !isApp) break
    places.push(at)
  }
  return places
}

function isWhole(pieces: readonly Piece[], at: number, unitAt: number): boolean {
  const before = pieces.slice(Math.max(0, at - 2), at)
  const part = pieces.slice(0, at).some(({ number }) => number !== undefined)
  const of = pieces.findLastIndex(({ isOf }, i) => isOf === true && i < at && i >= at - 2)
  if (part && of >= 0 && pieces.slice(of + 1, at).every((piece) => mayStandBetween(piece)))
    return true
  if (before.some(({ isTotal }) => isTotal)) return true
  return pieces.slice(unitAt + 1, unitAt + 3).some(({ isWhole }) => isWhole)
}

const megabytes = { kb: 1 / 1024, mb: 1, gb: 1024, tb: 1024 * 1024 } as const

function amountOf({ unit, value, net, isApp, isTotal, says }: Heard): Amount[] {
  if (unit === 'day' || unit === 'hour' || says === undefined) return []
  const told = isTotal ? 'total' : says
  if (unit === 'minute' || unit === 'sms') {
    const of = unit === 'sms' ? 'sms' : 'minutes'
    return [{ of, net: unit === 'sms' ? undefined : net, amount: Math.round(value), says: told }]
  }
  const amount = Math.round(value * megabytes[unit])
  return [{ of: isApp ? 'social' : 'data', net: undefined, amount, says: told }]
}

/** Days beside what is left are those that are left; a word like "weekly" says how long it is. */
function spans(
  heard: readonly Heard[],
  sentences: readonly (readonly Piece[])[],
  sayings: readonly Said[],
): { days: number | undefined; daysLeft: number | undefined } {
  const [span] = heard.filter(({ unit }) => unit === 'day' || unit === 'hour')
  const stated = span && (span.unit === 'day' ? span.value : span.value / 24)
  const period = sentences.flat().find(({ period }) => period !== undefined)?.period
  const isLeft = span && (sayings.includes('received') ? span.says === 'left' : true)
  if (!isLeft) return { days: stated ?? period, daysLeft: undefined }
  return { days: period, daysLeft: stated }
}

function operatorIn(sentences: readonly (readonly Piece[])[]): string | undefined {
  const named = new Set(sentences.flat().flatMap(({ network }) => network ?? []))
  return named.size === 1 ? [...named][0] : undefined
}
