/** The second page: the plans of one operator, and the aliases the catalogue explains. */
export const plans = {
  'plans.title': '{operator} plans',
  'plans.heading': '{operator} plans for this number',
  'plans.other_number': 'Other number',
  'plans.guessed': 'guessed from the prefix',
  'plans.chosen': 'chosen by you',
  'plans.network': 'Network',
  'plans.which': 'Which network is this number on?',
  'plans.ported':
    'Numbers can move between networks. Not sure? Send “{text}” by SMS to {code}: the ' +
    'answer names it.',
  'plans.alias': 'You typed “{text}”: these are {operator} plans.',
  'catalog.alias.jio': 'Jio is an Indian network; in Pakistan it is Jazz that people mean.',
  'catalog.alias.ptcl': 'PTCL owns Ufone and, since 31 December 2025, Telenor Pakistan too.',
  'plans.you_pay': 'you pay',
  'plans.choose': 'Choose',
  'plans.lasts': 'Bought now, it lasts until {end}.',
  'plans.lasts_unknown': 'How long it lasts is not stated.',
  'plans.territory': 'Province',
  'plans.territory_why': 'Service tax differs by province, and some totals here depend on it.',
  'plans.territory_none': 'choose…',
  'plans.territory_button': 'Show totals',
  'plans.territory_first': 'choose the province first',
  'plans.none': 'No {operator} plan is sold here now',
  'plans.none_why':
    'We sell a plan only once its price and terms are confirmed. Renew at {operator} ' +
    'itself for now.',
  'plans.none_call': 'Its helpline is {number}.',
  'plans.not_sold':
    '{n, plural, one {# more plan is known but not sold here} other {# more plans ' +
    'are known but not sold here}}: price or terms are not confirmed.',
} as const
