/**
 * One text per refusal, for people: what is the matter, then what to do. Error pages have their
 * headings here.
 */
export const faults = {
  'fault.msisdn_invalid':
    'This is not a complete mobile number. A Pakistani one has 11 digits: 03xx xxxxxxx.',
  'fault.msisdn_landline': 'This is a landline. Enter a mobile number that starts with 03.',
  'fault.msisdn_foreign': 'This number is not from Pakistan. Enter one that starts with 03 or +92.',
  'fault.iccid_needs_number': 'The SIM number alone is not enough here. Enter the mobile number.',
  'fault.iccid_invalid': 'This SIM number does not add up. Copy all 19 or 20 digits again.',
  'fault.operator_unknown': 'We do not know which network this number is on. Choose it.',
  'fault.plan_unknown': 'This plan does not exist here. Choose one from the list.',
  'fault.plan_not_offered': 'This plan is not sold here now. Choose another one.',
  'fault.plan_other_operator': 'This plan belongs to another network. Choose a plan of this one.',
  'fault.price_basis_unknown':
    'Its true price is not known, so it is not sold. Choose another plan.',
  'fault.territory_required': 'The total depends on the province. Choose it first.',
  'fault.territory_unknown': 'This province is not on the list. Choose one from it.',
  'fault.currency_not_sold': 'We do not charge in this currency. Pay in Pakistani rupees.',
  'fault.quote_unknown': 'This price is not known here. Start again with the number.',
  'fault.quote_expired': 'This price has run out. Ask for a new one; nothing was charged.',
  'fault.quotes_too_many':
    'Too many prices were asked for from here. Wait a minute, then go on; nothing was charged.',
  'fault.quote_in_use': 'This order is already under way. Look at its receipt; do not pay again.',
  'fault.quote_used': 'This price was used already. Look at its receipt, or start a new order.',
  'fault.payment_method_unknown': 'This way of paying is not on offer. Choose another one.',
  'fault.payment_token_unknown': 'This card cannot be used here. Choose one of those shown.',
  'fault.wallet_short':
    'The money in this wallet is not enough for this price. Fill it, or pay otherwise.',
  'fault.wallet_unknown': 'This wallet is not known here. Check its id, and that it is yours.',
  'fault.price_above_cap':
    'This plan costs more than the most you allow. Allow more, or choose another plan.',
  'fault.return_url_invalid': 'The return address is not a valid web address. Correct it.',
  'fault.renewal_unknown': 'This order is not known here. Check the link or the reference.',
  'fault.renewal_not_cancellable':
    'This order can no longer be cancelled. Its receipt shows what happens.',
  'fault.case_unknown': 'There is no such case. Look at the list again.',
  'fault.case_closed': 'This case is closed already. Look at how it ended.',
  'fault.case_asked':
    'We are asking the party about it at this very moment. Nothing was changed: try again in a few seconds.',
  'fault.case_moved': 'Something about it changed just now. Look at the case again, then decide.',
  'fault.case_finding_missing':
    'Say what the evidence shows: {wanted}. Without it this is not safe.',
  'fault.case_unsafe': 'Not possible as it stands: {because}. Look again instead.',
  'fault.case_still_broken':
    'It still does not add up: {invariant}. Repair that first, then look again.',
  'fault.word_unsafe': 'This cannot be true of where it stands now. Look at the case again.',
  'fault.window_invalid': 'The start of the time must be before its end. Correct it.',
  'fault.import_bad_rows':
    '{count} row(s) cannot be read, nothing was written. Line {line}, {column}: {problem}. {remedy}.',
  'fault.import_suspicious':
    'Most likely a slip: {why}. Correct it, or accept the rows {rows} by name. Nothing was written.',
  'fault.accept_unknown':
    'There is nothing to accept about {row}. Look at the rows again and leave it out.',
  'fault.catalog_changed':
    'The catalogue has changed since you looked. Look again at what it would change now.',
  'fault.change_unknown': 'There is no such change to take back. Look at the history again.',
  'fault.change_taken_back': 'This change is taken back already. Look at the history.',
  'fault.upstream_stopped':
    'We have stopped selling for this network for now. Nothing was charged. Try again later.',
  'fault.payment_unavailable':
    'The payment service does not answer at the moment. Nothing was ordered or charged. ' +
    'Try again in a few minutes.',
  'fault.upstream_unknown': 'No such party is connected here. Look at the list again.',
  'fault.idempotency_key_missing': 'Send an Idempotency-Key header with this request.',
  'fault.idempotency_key_invalid':
    'The Idempotency-Key is not readable. Use 1 to 255 visible ASCII characters.',
  'fault.idempotency_key_reused':
    'This Idempotency-Key was used for another request. Use a new one.',
  'fault.body_too_large': 'That was too much text at once. Send less.',
  'fault.body_malformed': 'What was sent cannot be read. Go back and send the form again.',
  'fault.body_invalid': 'Something in the form is missing or wrong. Go back and check it.',
  'fault.choice_unknown': 'This is not one of the choices. There are: {known}.',
  'fault.query_invalid': 'A part of the address is not right. Correct it, or leave it out.',
  'fault.unauthenticated': 'We do not know who is asking. Send a valid key.',
  'fault.permission_missing': 'This is not allowed from here. Open the page again and retry.',
  'fault.link_tampered':
    'This receipt link is incomplete or was changed. Open the whole link again.',
  'fault.webhook_forged': 'The signature of this message is wrong. It was not accepted.',
  'fault.not_found': 'There is nothing at this address. Start with the number.',
  'fault.method_not_allowed': 'This address is a step of a form. Start with the number.',
  'fault.busy': 'Too many people at once. Try again in a moment; nothing is charged twice.',
  'fault.internal':
    'We could not finish this. If you had paid, your receipt shows where your money is.',
  'fault.message_unknown': 'We do not know this wording. Enter the three numbers instead.',
  'fault.message_too_little':
    'This message does not say how much you use. Enter the three numbers instead.',
  'fault.line_link_unknown':
    'This link is not whole or was changed. Open the whole link, or ask for a new one.',
  'fault.line_link_expired':
    'This link has expired. Ask for a new one where you got it. You can renew all the same.',
  'fault.line_link_revoked':
    'Whoever gave out this link has called it back. Ask there for a new one. You can renew all the same.',
  'fault.usage_too_short': 'Less than a week of use is known. Enter the three numbers instead.',
  'fault.visa_over': 'This day has passed. Correct the last day of the visa.',

  'error.malformed': 'This cannot be read',
  'error.invalid': 'Something does not fit',
  'error.anonymous': 'A key is needed',
  'error.denied': 'Not from here',
  'error.missing': 'Not found',
  'error.conflict': 'Not possible now',
  'error.too_large': 'Too much at once',
  'error.too_many': 'Wait a minute',
  'error.busy': 'One moment',
  'error.method': 'This is not a page',
  'error.internal': 'Something broke on our side',
  'error.code': 'Error {code}',
  'error.home': 'Start with the number',
  'unsafe.books_broken': 'its books do not agree yet, so look again first',
  'unsafe.renewal_waits': 'the renewal itself still waits for its end',
  'unsafe.nothing_waits': 'no renewal waits here; look again, or accept it with evidence',
  'unsafe.refund_under_way': 'a refund is under way',
  'unsafe.refund_done': 'the refund has been made',
  'unsafe.nothing_sent': 'nothing was sent to the operator',
  'unsafe.nothing_charged': 'nothing was charged',
  'unsafe.delivery_done': 'it was delivered',
  'unsafe.delivery_over': 'the delivery was refused or taken back',
} as const

type FaultKey = Extract<keyof typeof faults, `fault.${string}`>
/** Every stable code a refusal can carry. */
export type FaultCode = FaultKey extends `fault.${infer Code}` ? Code : never
