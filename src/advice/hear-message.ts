import type { Slot } from './message-formats.ts'
import type { MessageWords } from './message-words.ts'
import { type Amount, type FreeReading, readFreely } from './read-freely.ts'
import type { MessageReading } from './read-message.ts'
import { type Figure, type Sentence, sentence } from './sentence.ts'

/** The name of a reading whose wording is not known. */
const general = 'general'

export const isGeneral = ({ format }: MessageReading): boolean => format.id === general

/**
 * What a message of no known wording says, as readings like those of a known one. What was used of
 * a whole leaves the rest of it, and a whole is what was received.
 */
export function hearMessage(text: string, words: MessageWords): readonly MessageReading[] {
  const heard = readFreely(text, words)
  const received = wholeOf(heard.amounts)
  const left = restOf(heard.amounts, received)
  const days = heard.days === undefined ? {} : { days: heard.days }
  const kinds = [
    ['received', { ...slotsOf(received), ...days }],
    ['left', slotsOf(left)],
    ['used', slotsOf(heard.amounts.filter(({ says }) => says === 'used'))],
  ] as const
  return kinds.flatMap(([tells, values]) => {
    const isEmpty = Object.keys(values).every((slot) => slot === 'days')
    return isEmpty ? [] : [{ format: formatOf(heard, words, tells), values, whole: true }]
  })
}

function formatOf(
  { operator }: FreeReading,
  { provenance }: MessageWords,
  tells: 'received' | 'left' | 'used',
): MessageReading['format'] {
  return { id: general, operator: operator ?? null, language: null, tells, provenance }
}

/** Where a whole is named, what is called received beside it is that whole again. */
function wholeOf(amounts: readonly Amount[]): Amount[] {
  const totals = amounts.filter(({ says }) => says === 'total')
  const wholes = new Set(totals.map(({ of }) => of))
  return [...totals, ...amounts.filter(({ of, says }) => says === 'received' && !wholes.has(of))]
}

function restOf(amounts: readonly Amount[], received: readonly Amount[]): Amount[] {
  const left = amounts.filter(({ says }) => says === 'left')
  const told = new Set(left.map(({ of }) => of))
  const used = amounts.filter(({ of, says }) => says === 'used' && !told.has(of))
  return [
    ...left,
    ...used.flatMap((part) => {
      const whole = received.find(({ of, net }) => of === part.of && net === part.net)
      return whole ? [{ ...whole, amount: Math.max(0, whole.amount - part.amount) }] : []
    }),
  ]
}

const netSlots = { on: 'onNet', off: 'offNet', all: 'allNet' } as const

function slotsOf(amounts: readonly Amount[]): Partial<Record<Slot, number>> {
  const slots: Partial<Record<Slot, number>> = {}
  for (const { of, net, amount } of amounts) {
    const slot = of === 'minutes' ? netSlots[net ?? 'all'] : of
    slots[slot] = (slots[slot] ?? 0) + amount
  }
  return slots
}

const saidKeys = {
  received: 'fit.heard_received',
  total: 'fit.heard_received',
  left: 'fit.heard_left',
  used: 'fit.heard_used',
} as const

/** `left: 1 GB of data, 40 minutes; 3 days`: for the reader to see what was taken for what. */
export function heardSentence(text: string, words: MessageWords): Sentence | undefined {
  const { amounts, days, daysLeft, until } = readFreely(text, words)
  if (amounts.length === 0) return undefined
  const groups = Map.groupBy(amounts, ({ says }) => saidKeys[says])
  const items = [...groups].map(([key, list]) =>
    sentence(key, { list: { kind: 'list', items: list.map(amountSentence) } }),
  )
  const span = days ?? daysLeft
  const when: Sentence[] = [
    ...(span === undefined ? [] : [sentence('fit.heard_days', { n: Math.ceil(span) })]),
    ...(until ? [sentence('fit.heard_until', { date: { kind: 'text', text: until } })] : []),
  ]
  return sentence('fit.heard', { list: { kind: 'list', items: [...items, ...when] } })
}

function amountSentence({ of, net, amount }: Amount): Sentence {
  if (of === 'sms') return sentence('fit.sms', { n: amount })
  const what =
    of === 'minutes'
      ? sentence('fit.minutes', { n: amount })
      : sentence('fit.data', { volume: { kind: 'volume', mb: amount } as Figure })
  const said = { what: { kind: 'said', sentence: what } as Figure }
  if (of === 'social') return sentence('fit.heard_apps', said)
  if (net === 'on') return sentence('fit.heard_on_net', said)
  return net === 'off' ? sentence('fit.heard_off_net', said) : what
}
