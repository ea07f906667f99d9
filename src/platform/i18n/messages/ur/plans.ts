import type { plans as english } from '../en/plans.ts'

export const plans: Record<keyof typeof english, string> = {
  'plans.title': '{operator} کے پیکج',
  'plans.heading': 'اس نمبر کے لیے {operator} کے پیکج',
  'plans.other_number': 'دوسرا نمبر',
  'plans.guessed': 'نمبر کے آغاز سے اندازہ',
  'plans.chosen': 'آپ نے چنا',
  'plans.network': 'نیٹ ورک',
  'plans.which': 'یہ نمبر کس نیٹ ورک کا ہے؟',
  'plans.ported':
    'نمبر ایک نیٹ ورک سے دوسرے پر جا سکتا ہے۔ یقین نہ ہو تو {text} لکھ کر {code} پر ' +
    'ایس ایم ایس کریں، جواب میں نیٹ ورک کا نام آئے گا۔',
  'plans.alias': 'آپ نے {text} لکھا: یہ {operator} کے پیکج ہیں۔',
  'catalog.alias.jio': 'جیو بھارت کا نیٹ ورک ہے؛ پاکستان میں اس سے مراد جاز ہے۔',
  'catalog.alias.ptcl': 'یوفون پی ٹی سی ایل کی ہے، اور 31 دسمبر 2025 سے ٹیلی نار پاکستان بھی۔',
  'plans.you_pay': 'کل ادائیگی',
  'plans.choose': 'یہ لیں',
  'plans.lasts': 'ابھی لیں تو {end} تک چلے گا۔',
  'plans.lasts_unknown': 'ذریعے میں نہیں لکھا کہ کب تک چلے گا۔',
  'plans.territory': 'صوبہ',
  'plans.territory_why': 'سروس ٹیکس ہر صوبے میں الگ ہے، کچھ پیکجوں کی کل رقم اسی سے بنتی ہے۔',
  'plans.territory_none': 'چنیں…',
  'plans.territory_button': 'کل رقم دکھائیں',
  'plans.territory_first': 'پہلے صوبہ چنیں',
  'plans.none': 'اس وقت {operator} کا کوئی پیکج یہاں نہیں ملتا',
  'plans.none_why':
    'ہم صرف وہ پیکج بیچتے ہیں جس کی قیمت اور شرائط کی تصدیق ہو چکی ہو۔ فی الحال ' +
    '{operator} سے براہِ راست ری نیو کریں۔',
  'plans.none_call': 'ہیلپ لائن {number}۔',
  'plans.not_sold':
    '{n, plural, one {# اور پیکج} other {# اور پیکج}} ہمارے علم میں ہیں مگر یہاں نہیں ' +
    'بکتے: قیمت یا شرائط کی تصدیق نہیں ہوئی۔',
}
