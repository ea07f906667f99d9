import type { cost as english } from '../en/cost.ts'

export const cost: Record<keyof typeof english, string> = {
  'cost.rule': '税率版本 {rule}',
  'cost.other_province': '按你所在的省区算税',
  'cost.province_button': '重新拆分',
  'cost.province_why': '各省服务税不同。这里只影响拆分，实付不变。',
  'cost.province_new': '各省服务税不同。换省区会重新报价，先看价再付款。',
}
