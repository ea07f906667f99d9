/** What a line uses in 30 days: whole megabytes, minutes to any Pakistani number, SMS. */
export interface Usage {
  readonly dataMb: number
  readonly minutes: number
  readonly sms: number
}

/**
 * How a line uses its data, in basis points of its volume: inside a plan's off-peak window, and in
 * the apps that social volumes are for.
 */
export interface Pattern {
  readonly offpeakBp: number
  readonly appsBp: number
  /** Which of the two nobody stated, so that our own careful default stands in. */
  readonly assumed: { readonly offpeak: boolean; readonly apps: boolean }
}

/** Both ends count: the low one says what may do, the high one is what a plan must carry. */
export interface Forecast {
  readonly low: Usage
  readonly high: Usage
}

/** The most that anybody may ask advice for: 2 TB, 100,000 minutes, 100,000 SMS in 30 days. */
export const mostUsage: Usage = { dataMb: 2_000_000, minutes: 100_000, sms: 100_000 }
export const mostDays = 366
/** Usage is stated and forecast for 30 days, the length of a plan called monthly. */
export const monthDays = 30

export function isNoUse({ dataMb, minutes, sms }: Usage): boolean {
  return dataMb + minutes + sms === 0
}

/** Every part of a usage through one function of its name and value. */
export function mapUsage(usage: Usage, change: (value: number, of: keyof Usage) => number): Usage {
  return {
    dataMb: change(usage.dataMb, 'dataMb'),
    minutes: change(usage.minutes, 'minutes'),
    sms: change(usage.sms, 'sms'),
  }
}
