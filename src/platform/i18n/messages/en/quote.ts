/**
 * The third page: what it costs, when it ends, what it does to the line, and the button that pays.
 */
export const quote = {
  'quote.title': '{plan}: {price}',
  'quote.heading': 'Check, then pay',
  'quote.you_pay': 'You pay',
  'quote.lasts_until': 'Lasts until',
  'quote.lasts_unknown': 'not stated',
  'quote.other_plan': 'Other plan',
  'quote.check_number': 'Check the number: once delivered, a plan cannot move to another one.',
  'warning.number_unusual': 'This number range is new to us. Check it digit by digit.',
  'quote.not_answering':
    '{operator} has not answered us since {time}. You can pay now; the plan then waits until ' +
    'it answers.',

  'effect.heading': 'If a bundle is still running',
  'effect.stack': 'Both run side by side. Nothing is lost.',
  'effect.replace': 'It ends at once, and what is left of it is lost.',
  'effect.queue': 'This one waits and starts when that one ends. Nothing is lost.',
  'effect.start': 'Nothing of this kind can be in the way: it starts at once.',
  'effect.refused': '{operator} refuses this plan, and all your money goes back.',
  'effect.refused_now': '{operator} refuses this plan on this line now. Choose another plan.',
  'effect.unknown': '{operator} does not say what happens to it. It may be lost.',
  'effect.by_rule': 'This is the rule of the plan; we have not looked into the line.',
  'effect.by_operator': '{operator} confirmed this for the line.',
  'consent.label': 'I agree: what is left of a running bundle may be lost.',
  'consent.missing': 'Tick this box first, or choose another plan.',

  'best.heading': 'Better after midnight',
  'best.body':
    'Buy after {time} tonight and it lasts until {later} instead of {sooner}: ' +
    '{n, plural, one {one day} other {# days}} more for the same money.',

  'money.heading': 'Where {price} goes',
  'money.service': 'Service',
  'money.service_tax': 'Service tax {rate}',
  'money.credited': 'Reaches the balance',
  'money.advance_tax': 'Advance income tax {rate}',
  'money.total': 'You pay',
  'money.assumed': 'Split as in {territory}; the total is the same everywhere.',

  'pay.heading': 'Pay',
  'pay.method': 'How you pay',
  'pay.tokens': 'What shall the test card do?',
  'pay.lock': 'The price holds until {time}.',
  'pay.button': 'Pay {price}',
  'pay.button_with': 'Pay {price} with {method}',
  'pay.once': 'You pay once, even if you press twice.',
  'pay.none': 'No way to pay is connected yet. Nothing can be charged.',
  'method.wallet': 'your wallet',
  'method.sandbox_card': 'the test card',
  'token.tok_ok': 'pays at once',
  'token.tok_declined': 'is declined',
  'token.tok_redirect': 'asks you to confirm on another page',
  'token.tok_lost_paid': 'pays, but its answer is lost',
  'token.tok_lost_unpaid': 'loses the first request, pays the second',
  'token.tok_slow': 'pays after 3 seconds',
  'token.tok_webhook_twice': 'pays and reports it twice',
  'token.tok_refund_fails_once': 'pays; a refund fails the first time',

  'expired.heading': 'This price has run out',
  'expired.body': 'It held until {time}. Nothing was charged. Number and plan are kept.',
  'expired.button': 'Show the price now',
  'expired.changed':
    'The price changed: {old} → {new}. You pay {new} only if you press the button.',
  'expired.same': 'The price is still {new}.',
} as const
