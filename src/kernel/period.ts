/**
 * Calendar arithmetic. It is Temporal's, in the operator's zone, and never SQL's: a Jazz week ends
 * at 23:59:59 in Karachi whatever the server, the payer or PostgreSQL believe the time zone to be.
 */
export type ValidityRule =
  /**
   * Ends 23:59:59 of the n-th calendar day in the operator's zone, the day of purchase being the
   * first.
   */
  | 'calendar_days'
  /** Ends n × 24 hours (or n hours) after it starts. */
  | 'rolling'
  /** The source does not say. */
  | 'unknown'

export interface Validity {
  readonly days: number | null
  readonly hours: number | null
  readonly rule: ValidityRule
}

/**
 * The last moment at which a plan that starts at `start` is valid; undefined when its rule is not
 * known.
 */
export function endOfValidity(validity: Validity, start: Date, zone: string): Date | undefined {
  if (validity.rule === 'unknown') return undefined
  const at = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone)
  if (validity.rule === 'rolling') {
    const hours = validity.hours ?? (validity.days === null ? undefined : validity.days * 24)
    return hours === undefined ? undefined : new Date(at.add({ hours }).epochMilliseconds)
  }
  if (validity.days === null) return undefined
  return endOfDay(at.toPlainDate().add({ days: validity.days - 1 }), zone)
}

/**
 * 23:59:59 of a calendar day: the last whole second before the next day starts, so it holds on days
 * without a midnight.
 */
function endOfDay(day: Temporal.PlainDate, zone: string): Date {
  const next = day.add({ days: 1 }).toZonedDateTime(zone)
  return new Date(next.epochMilliseconds - 1000)
}

/** The first moment of the next calendar day in the zone. */
export function nextMidnight(at: Date, zone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
  return new Date(today.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
}

/**
 * The start of period `n` (0 is the anchor itself) of something that recurs every `months`, in
 * `zone`. It is always computed from the anchor, never from period n − 1: 31 January, 28 February,
 * 31 March, and not 28 for ever.
 */
export function monthlyPeriodStart(
  anchor: Temporal.ZonedDateTime,
  n: number,
  months = 1,
): Temporal.ZonedDateTime {
  return anchor
    .toPlainDateTime()
    .add({ months: n * months })
    .toZonedDateTime(anchor.timeZoneId)
}
