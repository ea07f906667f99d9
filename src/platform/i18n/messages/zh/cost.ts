import type { cost as english } from '../en/cost.ts'

export const cost: Record<keyof typeof english, string> = {
  'cost.rule': '税率版本 {rule}',
  'cost.other_province': '按你所在的省区算税',
  'cost.province_button': '重新拆分',
  'cost.province_why': '各省服务税不同。这里只影响拆分，实付不变。',
  'cost.province_new': '各省服务税不同。换省区会重新报价，先看价再付款。',
  'tax.title': '{territory}的税',
  'tax.lead': '价格按税率版本 {rule} 拆分。每个税率都写明来源，发现不对可以告诉我们。',
  'tax.from': '{from} 起',
  'tax.between': '{from} 起，到 {until} 前一天为止',
}
