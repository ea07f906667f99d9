/** Which plan fits: the page, and the sentences in which advice explains itself. */
export const fit = {
  'fit.title': 'Which plan fits you?',
  'fit.heading': 'Which plan fits you?',
  'fit.lead': 'Say what you use. We compare every network by what you would really pay.',
  'fit.link': 'Not sure which plan? Say what you use',
  'fit.numbers': 'Three numbers, for 30 days',
  'fit.label_data': 'Data (GB)',
  'fit.label_minutes': 'Call minutes',
  'fit.label_sms': 'SMS',
  'fit.label_days': 'For how many days',
  'fit.hint_days': 'Your stay, with today. A month is 30 days.',
  'fit.more': 'Visa, network, province, habits',
  'fit.label_visa': 'Last day of the visa, if it ends before',
  'fit.hint_visa': 'The number is blocked when the visa ends, so nothing after it is counted.',
  'fit.label_operator': 'Network',
  'fit.any_operator': 'any network',
  'fit.own_operator': "the number's own network",
  'fit.label_offpeak': 'Percent of the data used late at night',
  'fit.label_apps': 'Percent of the data for WhatsApp and Facebook',
  'fit.button': 'Find the plan',
  'fit.or_paste': 'Or paste a message of your network',
  'fit.label_paste': 'SMS or USSD answer about your bundle',
  'fit.hint_paste':
    'It travels in the body of the form, is read once and kept nowhere. We know wordings of ' +
    '{operators}; any other is read word by word.',
  'fit.button_paste': 'Read the message',
  'fit.understood': 'What we understood',
  'fit.read_as': 'Read as a message of {operator}.',
  'fit.range': 'In 30 days: {list}. The upper ends are what counts.',
  'fit.range_none': 'No use at all in 30 days.',
  'fit.carry_days':
    'A plan must carry {usage} in {n, plural, one {# day} other {# days}}, today counted.',
  'fit.carry_visa':
    'Only the {n, plural, one {# day} other {# days}} until {day} count, when the visa ends: a plan ' +
    'must carry {usage} in them.',
  'fit.no_use_heading': 'You need no plan',
  'fit.no_use_next': 'Look for the cheapest way to keep a number',
  'fit.range_data': '{range} of data',
  'fit.range_minutes': '{range} minutes',
  'fit.range_sms': '{range} SMS',
  'fit.best': 'Best for you',
  'fit.in_all': 'in all',
  'fit.why': 'Why',
  'fit.price_each': '{price} each time',
  'fit.carries_until': 'Carries you until {end}.',
  'fit.carries_unknown': 'Until when it lasts is not stated.',
  'fit.order_after': 'Buy them one after the other, in this order.',
  'fit.order_together': 'They run side by side.',
  'fit.order_again': 'Buy it again when it has ended or is used up.',
  'fit.renew': 'Renew with {plan}',
  'fit.renew_number': 'Number to renew',
  'fit.renew_sure': 'This number is on {operator} all the same.',
  'fit.runner_up': 'Next best',
  'fit.others': 'Other networks',
  'fit.changes': 'What would change this',
  'fit.doubts': 'What this stands on',
  'fit.none_heading': 'Nothing sold here carries this',
  'fit.none_next': 'Ask for fewer days or less volume, or buy from the network itself.',
  'fit.error_number': 'Write a number from 0 to {most}.',
  'fit.error_days': 'Write a whole number of days from 1 to {most}.',
  'fit.error_date': 'Write a day like {example}.',
  'fit.error_paste': 'Paste the message first.',

  'fit.pair': '{first}, {rest}',
  'fit.data': '{volume} of data',
  'fit.minutes': '{n, plural, one {# minute} other {# minutes}}',
  'fit.sms': '{n} SMS',
  'fit.nothing_used': 'no use at all',
  'fit.times': '{plan} ×\u00a0{n}',
  'fit.then': '{first}, then {second}',
  'fit.with': '{first} with {second} beside it',
  'fit.heard':
    'This wording is not known to us; word by word it says: {list}. Correct the three numbers if ' +
    'that is wrong.',
  'fit.heard_left': 'left: {list}',
  'fit.heard_received': 'given: {list}',
  'fit.heard_used': 'used: {list}',
  'fit.heard_days': '{n, plural, one {# day} other {# days}}',
  'fit.heard_until': 'until {date}',
  'fit.heard_apps': '{what} for apps',
  'fit.heard_on_net': '{what} within the network',
  'fit.heard_off_net': '{what} to other networks',
  'fit.resource_data': 'data',
  'fit.resource_minutes': 'minutes',
  'fit.resource_sms': 'SMS',
  'fit.why_only':
    '{basket} is the only choice sold here that carries {usage} a month for ' +
    '{days, plural, one {# day} other {# days}}.',
  'fit.why_cheapest':
    '{basket} is the cheapest choice that carries {usage} a month for ' +
    '{days, plural, one {# day} other {# days}}: {saved} less than {other}.',
  'fit.why_tie':
    '{basket} and {other} both carry {usage} a month for ' +
    '{days, plural, one {# day} other {# days}} at the same price; the first is simpler.',
  'fit.change_less': 'If you use no more than {usage} a month, {basket} is enough, for {total}.',
  'fit.change_more_data': 'Above {volume} of data a month the best is {basket}, for {total}.',
  'fit.change_no_more_data': 'Above {volume} of data a month, nothing sold here is enough.',
  'fit.change_more_minutes':
    'Above {n, plural, one {# minute} other {# minutes}} a month the best is {basket}, for {total}.',
  'fit.change_no_more_minutes':
    'Above {n, plural, one {# minute} other {# minutes}} a month, nothing sold here is enough.',

  'fit.doubt_nothing': 'No plan that is sold here carries the upper end of this use.',
  'fit.doubt_stated': 'Stated numbers are rounded, so up to {usage} a month is counted on.',
  'fit.doubt_history':
    'Days differ, so up to {usage} a month is counted on: 19 months in 20 stay below it.',
  'fit.doubt_message_received':
    'The message says what you got, not what you used: up to {usage} a month is counted on.',
  'fit.doubt_message_partly': 'Part of the message was not understood and is not counted.',
  'fit.doubt_message_silent': 'The message says nothing of {list}: counted as none.',
  'fit.doubt_offpeak':
    'Of your data, {rate} is taken to fall into off-peak hours. That is our assumption.',
  'fit.doubt_apps':
    'Of your data, {rate} is taken to be WhatsApp and Facebook. That is our assumption.',
  'fit.doubt_on_net':
    'Of your minutes, {rate} are taken to stay within {operator}: its share of all SIMs in 2023.',
  'fit.doubt_unstated': '{plan}: its source says nothing of {list}, so none is counted.',
  'fit.doubt_volumes':
    '{plan}: price and length are confirmed, the volumes are those of its source of {date}.',
  'fit.doubt_validity': '{plan}: how its days are counted is not stated.',
  'fit.doubt_not_offered':
    '{n, plural, one {# more plan is} other {# more plans are}} known but not sold here, and not ' +
    'compared.',
  'fit.doubt_elsewhere':
    '{n, plural, one {# plan is} other {# plans are}} sold only in places that you did not name.',
  'fit.doubt_territory':
    '{n, plural, one {# total depends} other {# totals depend}} on the province: choose it to compare.',
  'fit.doubt_no_use': 'Nothing has to be bought for no use at all.',
  'fit.doubt_keep_number':
    'A number stays yours if it is used: a call, an SMS or mobile data at least once in {days} ' +
    'days; otherwise it may be blocked and given to somebody else. That is how the press reports ' +
    'the regulator ({source}, not verified); whether a load alone counts, reports disagree.',
  'fit.doubt_other_sim':
    'The line is on {operator}: a plan of another network needs a SIM of that network, or the ' +
    'number moved to it.',
  'fit.doubt_payer': 'Advance tax is counted as everyone pays it; no exemption is applied here.',
  'fit.doubt_visa': 'Only days until {day} are counted: the number is blocked when the visa ends.',
} as const
