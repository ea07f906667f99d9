/** The receipt: what is certain, what happens next and by when. */
export const receipt = {
  'receipt.title': '{reference}: {status}',
  'tag.waiting': 'Waiting',
  'tag.done': 'Done',
  'tag.refund': 'Refund',
  'tag.not_charged': 'Not charged',
  'tag.person': 'A person has it',

  'status.awaiting_payment': 'Your turn: confirm the payment',
  'status.awaiting_payment_lead': 'Nothing has been charged yet.',
  'status.paying': 'Confirming your payment',
  'status.paying_lead': 'You are charged at most once. Do not pay again.',
  'status.paying_unknown': 'The payment answer is missing',
  'status.paying_unknown_lead': 'We keep asking. You are charged at most once. Do not pay again.',
  'status.paid': 'Paid. Sending it to {operator}',
  'status.paid_lead': 'Paid, only once. You can close this page.',
  'status.delivering': 'Paid. Waiting for {operator}',
  'status.delivering_lead': 'Paid, only once. You can close this page.',
  'status.delivering_unknown': 'Paid. The answer of {operator} is missing',
  'status.delivering_unknown_lead':
    'Paid, only once. We are asking {operator}, and it is never delivered twice.',
  'status.delivered': '{plan} is on your line',
  'status.delivered_lead': 'Paid once, delivered once.',
  'status.refunding': 'Your {price} is on its way back',
  'status.refunded': 'Your {price} went back',
  'status.declined': 'The payment was declined',
  'status.declined_lead': 'Nothing was charged. Try again, or pay another way.',
  'status.expired': 'The payment was not made in time',
  'status.expired_lead': 'Nothing was charged.',
  'status.cancelled': 'You cancelled',
  'status.cancelled_lead': 'Nothing was charged.',
  'status.needs_attention': 'A person is looking into it',

  'why.delivery_refused': '{operator} refused the plan. Nothing was delivered.',
  'why.delivery_reversed': '{operator} delivered the plan and then took it back.',
  'why.paid_too_late': 'The payment arrived after the price had run out. Nothing was delivered.',
  'why.other': 'The plan was not delivered.',
  'why.all_of_it': 'All of it goes back the way you paid.',

  'attention.payment_unanswered':
    'The payment service does not say whether you were charged. Do not pay again.',
  'attention.payment_amount_differs':
    'Another amount was charged than was agreed. It is held; nothing is delivered ' +
    'until it is clear.',
  'attention.operator_silent':
    'Paid, only once. {operator} does not say whether the plan arrived. Your {price} is held.',
  'attention.refund_unanswered':
    'The refund of {price} was ordered, and the payment service has not confirmed it.',
  'attention.refund_refused':
    'The payment service refused to send {price} back. We hold it and find another way.',
  'attention.books_differ':
    'Our books say {plan} was delivered, those of {operator} do not show it. Your {price} is ' +
    'safe until that is clear.',
  'attention.invariant_broken':
    'Our own check found that this order does not add up. Nothing more happens to it until a ' +
    'person has cleared it.',
  'attention.upstream_stopped':
    'We have stopped the connection that this order needs. It goes on when that runs again; ' +
    'you do not pay twice.',
  'attention.float_empty':
    'Paid, only once. Our own balance with {operator} is used up, so {plan} has not been sent ' +
    'yet. We fill it; your {price} is held.',
  'attention.next': 'Nothing for you to do. This page shows the end as soon as there is one.',

  'place.heading': 'Your money',
  'place.not_charged': 'not charged',
  'place.asking': 'not known yet, we are asking',
  'place.held': 'paid, held until it is settled',
  'place.spent': 'paid to {operator}',
  'place.returning': 'on its way back to you',
  'place.returned': 'back with you',

  'promise.label': 'Settled by',
  'promise.by':
    'By {time} at the latest: delivered, refunded, or a person has it and your money ' +
    'is held and shown here.',
  'timeline.heading': 'What happened',
  'event.placed': 'Order written',
  'event.auto_paid': 'Renewed by itself, paid from the wallet',
  'event.payer_must_confirm': 'Your confirmation is needed',
  'event.payment_unanswered': 'Payment answer missing, asking again',
  'event.paid': 'Paid, only once',
  'event.declined': 'Payment declined',
  'event.payment_expired': 'Time to pay ran out',
  'event.cancelled': 'Cancelled by you',
  'event.delivery_sent': 'Sent to {operator}',
  'event.delivery_unanswered': 'Answer missing, asking {operator}',
  'event.delivery_resent': 'Never arrived, sent again under the same reference',
  'event.delivered': 'Delivered by {operator}, once',
  'event.delivery_refused': 'Refused by {operator}',
  'event.delivery_reversed': 'Taken back by {operator}',
  'event.paid_too_late': 'Paid after the price had run out',
  'event.refund_started': 'Refund ordered',
  'event.refund_unanswered': 'Refund answer missing, asking again',
  'event.refunded': 'Refunded in full',
  'event.attention_needed': 'Handed to a person',
  'event.settled_by_person': 'Settled by a person, with evidence',

  'receipt.pay_by': 'Pay by',
  'receipt.total': 'Total',
  'receipt.number': 'Number',
  'receipt.plan': 'Plan',
  'receipt.reference': 'Reference',
  'receipt.reference_hint': 'Say this by telephone or at a counter.',
  'receipt.continue': 'Go on and pay {price}',
  'receipt.cancel': 'Cancel, pay nothing',
  'receipt.not_cancelled': 'Too late to cancel: the payment was already under way.',
  'receipt.try_again': 'Try again for {price}',
  'receipt.new_price': 'Show the price now',
  'receipt.another': 'Renew another number',
  'receipt.refreshing': 'This page refreshes by itself.',
  'receipt.stop': 'Stop refreshing',
  'receipt.still': 'This page stands still.',
  'receipt.resume': 'Refresh by itself',
  'receipt.keep': 'Keep this page or print it. Its link works without a login.',
} as const
