/** Where a price goes: what is said beside the chain of service and taxes. */
export const cost = {
  'cost.rule': 'Tax rule {rule}',
  'cost.other_province': 'Taxes of your province',
  'cost.province_button': 'Show split',
  'cost.province_why':
    'Service tax differs by province. Here that only moves the split; you pay the same.',
  'cost.province_new':
    'Service tax differs by province. Another one makes a new quote; you see its price first.',
  'tax.title': 'Taxes in {territory}',
  'tax.lead':
    'The rule {rule} splits a price into its parts. Each rate names its source, and you can say if one is wrong.',
  'tax.from': 'from {from} on',
  'tax.between': 'from {from} until the day before {until}',
} as const
