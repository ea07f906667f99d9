import { earlier, type NotFound, plusMs, type Unknown } from '#kernel'
import type { Policy } from './policy.ts'
import type { AttentionReason, RenewalEvent, RenewalStatus } from './status.ts'
import type { Change, Work } from './work.ts'

/** What a party promises about references; both contracts have these. */
export interface PartyPromises {
  readonly dedupe: 'native' | 'rejects' | 'none'
  readonly lookupByReference?: boolean
  readonly visibilityLagMs: number | null
  readonly keyTtlMs: number | null
}

export interface OpenRules {
  readonly policy: Policy
  readonly promises: PartyPromises
  readonly now: Date
}

interface OpenWords {
  /** The renewal's status while this leg is unanswered. */
  readonly status: RenewalStatus
  readonly attention: AttentionReason
  readonly unanswered: RenewalEvent
  readonly resent?: RenewalEvent
}

/**
 * An attempt without a yes or no: look again later, send again where that is safe, and past its
 * deadline give it to a person while slow looks go on. The one place where a second send is ever
 * decided.
 */
export function stillOpen(
  work: Work,
  answer: Unknown | NotFound,
  rules: OpenRules,
  words: OpenWords,
): Change {
  const { now } = rules
  const resend = answer.kind === 'not_found' && work.step === 'look' && mayResend(work, rules)
  const late = now >= work.deadlineAt || !canBeSettled(rules.promises)
  const asked = work.renewal.status === 'needs_attention'
  const events: RenewalEvent[] = []
  if (work.step === 'send' && work.sends === 1) events.push(words.unanswered)
  if (resend && words.resent) events.push(words.resent)
  if (late && !asked) events.push('attention_needed')
  return {
    work,
    attempt: {
      state: 'open',
      step: resend ? 'send' : work.step === 'close' ? 'close' : 'look',
      nextAt: resend ? now : nextLook(work, answer, late, rules),
      answer: { last: answer.kind, ...('detail' in answer ? { detail: answer.detail } : {}) },
    },
    renewal: late
      ? {
          status: 'needs_attention',
          attention: attentionOf(work, words),
          promisedBy: null,
        }
      : { status: words.status, attention: null, promisedBy: work.deadlineAt },
    transfers: [],
    events,
  }
}

/** Why it waits now: a reason of the time before its party was called again is over. */
function attentionOf({ renewal: { attention } }: Work, words: OpenWords): AttentionReason {
  const isOver = attention === 'upstream_stopped' || attention === 'float_empty'
  return attention === null || isOver ? words.attention : attention
}

/**
 * Nobody to ask and no safe second send: waiting would not make it known, so a person has it at
 * once.
 */
function canBeSettled(promises: PartyPromises): boolean {
  return promises.lookupByReference !== false || promises.dedupe !== 'none'
}

/**
 * "Not found" is not a no: only after the party's stated visibility lag, only where the same
 * reference cannot take effect twice, and only while the party surely still remembers it (80 % of
 * its key's life).
 */
export function mayResend(work: Work, { promises, now }: OpenRules): boolean {
  if (promises.dedupe === 'none' || promises.visibilityLagMs === null) return false
  const firstSent = work.firstSentAt?.getTime() ?? now.getTime()
  const lastSent = work.lastSentAt?.getTime() ?? firstSent
  if (now.getTime() - lastSent < promises.visibilityLagMs) return false
  return promises.keyTtlMs === null || now.getTime() - firstSent < 0.8 * promises.keyTtlMs
}

function nextLook(work: Work, answer: Unknown | NotFound, late: boolean, rules: OpenRules): Date {
  const { policy, promises, now } = rules
  if (late) return plusMs(now, policy.slowLookMs)
  const delays = policy.lookDelaysMs
  const planned = plusMs(now, delays[Math.min(work.looks, delays.length - 1)]!)
  const visible = plusMs(work.lastSentAt ?? now, promises.visibilityLagMs ?? 0)
  const wanted =
    answer.kind === 'not_found' && visible > now && visible < planned ? visible : planned
  return earlier(wanted, work.deadlineAt)
}

/**
 * A refusal "for now" in the answer to a send is about that send. In a lookup it may be about an
 * earlier one, and where a reference can take effect twice, what has become of the later one must
 * come first.
 */
export function mayTryAgain(work: Work, { promises }: OpenRules): boolean {
  return work.step === 'send' || promises.dedupe !== 'none'
}

/** When the next try of a refusal that may be sent again is due, by the same growing waits. */
export function nextTry(work: Work, rules: OpenRules): Date {
  const delays = rules.policy.lookDelaysMs
  return plusMs(rules.now, delays[Math.min(work.sends - 1, delays.length - 1)]!)
}
