import type { cost as english } from '../en/cost.ts'

export const cost: Record<keyof typeof english, string> = {
  'cost.rule': 'ٹیکس کا اصول {rule}',
  'cost.other_province': 'آپ کے صوبے کا ٹیکس',
  'cost.province_button': 'تقسیم دکھائیں',
  'cost.province_why': 'سروس ٹیکس ہر صوبے میں الگ ہے۔ یہاں صرف تقسیم بدلتی ہے، کل رقم وہی رہتی ہے۔',
  'cost.province_new':
    'سروس ٹیکس ہر صوبے میں الگ ہے۔ دوسرا صوبہ چنیں تو نئی قیمت پہلے دکھائی جائے گی، پھر ادائیگی ہوگی۔',
  'tax.title': '{territory} کے ٹیکس',
  'tax.lead':
    'قیمت ٹیکس کے اصول {rule} کے مطابق بٹتی ہے۔ ہر شرح کے ساتھ اس کا ذریعہ لکھا ہے؛ کچھ غلط ہو تو بتا دیں۔',
  'tax.from': '{from} سے',
  'tax.between': '{from} سے {until} سے ایک دن پہلے تک',
}
