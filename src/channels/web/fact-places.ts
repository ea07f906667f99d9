/** Where the facts of a rule of taxes stand: `/tax/pk-2025-26/punjab`. */
export function taxPlace(rule: string): string {
  return `/tax/${rule}`
}

/** Where the facts of a way to pay stand, as one seller takes it: `/payments/jazz/alipay`. */
export function wayPlace(seller: string, method: string): string {
  return `/payments/${seller}/${method}`
}

/** The form of the page at a place, with one fact chosen in it. */
export function wrongPlace(place: string, field: string): string {
  return `${place}?wrong=${field}#report`
}
