/** Where a price goes: what is said beside the chain of service and taxes. */
export const cost = {
  'cost.rule': 'Tax rule {rule}',
  'cost.other_province': 'Taxes of your province',
  'cost.province_button': 'Show split',
  'cost.province_why':
    'Service tax differs by province. Here that only moves the split; you pay the same.',
  'cost.province_new':
    'Service tax differs by province. Another one makes a new quote; you see its price first.',
} as const
