import type { home as english } from '../en/home.ts'

export const home: Record<keyof typeof english, string> = {
  'home.title': 'تجدید: پاکستانی موبائل نمبر ری نیو کریں',
  'home.heading': 'نمبر لکھیں، سیکنڈوں میں ری نیو کریں',
  'home.lead': 'پہلے دیکھیں کل کتنا دینا ہے اور پیکج کب تک چلے گا، پھر ادا کریں۔',
  'home.label': 'موبائل نمبر',
  'home.hint': '{local}، {plus} یا {zeros} سے شروع؛ خالی جگہ ہو یا نہ ہو',
  'home.button': 'پیکج دیکھیں',
  'home.promise': 'ہمارا وعدہ',
  'home.promise_paid': 'رقم ایک ہی بار کٹتی ہے، چاہے بٹن دو بار دب جائے۔',
  'home.promise_delivered': 'پیکج ایک بار لگتا ہے، ورنہ پوری رقم واپس۔',
  'home.promise_unknown': 'جواب نہ آئے تو ہم صاف بتاتے ہیں، اور یہ بھی کہ آپ کی رقم کہاں ہے۔',
  'home.try': 'آزمانے کے لیے نمبر',
  'home.try_intro': 'آخری تین ہندسے طے کرتے ہیں کہ فرضی آپریٹر کیا کرے۔',
  'home.try_000': 'فوراً لگا دیتا ہے',
  'home.try_002': 'لگا دیتا ہے، مگر جواب گم ہو جاتا ہے',
  'home.try_003': 'انکار کرتا ہے: رقم واپس',
  'home.try_007': 'لگا کر واپس لے لیتا ہے: رقم واپس',
  'home.try_009': 'جواب نہیں دیتا: معاملہ عملے کے پاس',
}
