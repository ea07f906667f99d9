import type { quote as english } from '../en/quote.ts'

export const quote: Record<keyof typeof english, string> = {
  'quote.title': '{plan}: {price}',
  'quote.heading': 'دیکھ لیں، پھر ادا کریں',
  'quote.you_pay': 'کل ادائیگی',
  'quote.lasts_until': 'کب تک چلے گا',
  'quote.lasts_unknown': 'نہیں لکھا',
  'quote.other_plan': 'دوسرا پیکج',
  'quote.check_number': 'نمبر دیکھ لیں: لگنے کے بعد پیکج دوسرے نمبر پر نہیں جا سکتا۔',
  'warning.number_unusual': 'یہ نمبر سیریز ہمارے لیے نئی ہے۔ ایک ایک ہندسہ دیکھ لیں۔',
  'quote.not_answering':
    '{operator} نے {time} سے جواب نہیں دیا۔ آپ ابھی ادا کر سکتے ہیں؛ پیکج اس کے جواب تک ' +
    'انتظار کرے گا۔',

  'effect.heading': 'اگر کوئی پیکج ابھی چل رہا ہے',
  'effect.stack': 'دونوں ساتھ چلیں گے۔ کچھ ضائع نہیں ہوگا۔',
  'effect.replace': 'وہ فوراً ختم ہو جائے گا اور جو بچا ہے ضائع ہو جائے گا۔',
  'effect.queue': 'یہ پیکج انتظار کرے گا اور اُس کے ختم ہوتے ہی شروع ہوگا۔ کچھ ضائع نہیں ہوگا۔',
  'effect.start': 'اس قسم کا کوئی پیکج رکاوٹ نہیں: فوراً شروع ہوگا۔',
  'effect.refused': '{operator} اسے قبول نہیں کرے گا، اور پوری رقم واپس آئے گی۔',
  'effect.refused_now': '{operator} اس نمبر پر ابھی یہ پیکج نہیں لگاتا۔ دوسرا پیکج چنیں۔',
  'effect.unknown': '{operator} نے نہیں بتایا کہ اُس کا کیا ہوگا۔ وہ ضائع ہو سکتا ہے۔',
  'effect.by_rule': 'یہ پیکج کا اصول ہے؛ ہم نے اس نمبر کی جانچ نہیں کی۔',
  'effect.by_operator': '{operator} نے اس نمبر کے لیے تصدیق کی ہے۔',
  'consent.label': 'مجھے منظور ہے: چلتے پیکج کا بچا ہوا حصہ ضائع ہو سکتا ہے۔',
  'consent.missing': 'پہلے اس خانے پر نشان لگائیں، یا دوسرا پیکج چنیں۔',

  'best.heading': 'رات 12 بجے کے بعد بہتر ہے',
  'best.body':
    'آج رات {time} کے بعد لیں تو {sooner} کے بجائے {later} تک چلے گا: اسی رقم میں ' +
    '{n, plural, one {ایک دن} other {# دن}} زیادہ۔',

  'money.heading': '{price} کہاں گئے',
  'money.service': 'سروس',
  'money.service_tax': 'سروس ٹیکس {rate}',
  'money.credited': 'بیلنس میں آئے گا',
  'money.advance_tax': 'ایڈوانس انکم ٹیکس {rate}',
  'money.total': 'کل ادائیگی',
  'money.assumed': 'تقسیم {territory} کے حساب سے؛ کل رقم ہر جگہ یہی ہے۔',

  'pay.heading': 'ادائیگی',
  'pay.method': 'ادائیگی کا طریقہ',
  'pay.tokens': 'ٹیسٹ کارڈ کیا کرے؟',
  'pay.lock': 'یہ قیمت {time} تک برقرار ہے۔',
  'pay.button': '{price} ادا کریں',
  'pay.button_with': '{method} سے {price} ادا کریں',
  'pay.once': 'رقم ایک ہی بار کٹے گی، چاہے بٹن دو بار دب جائے۔',
  'pay.none': 'ادائیگی کا کوئی طریقہ ابھی منسلک نہیں۔ کوئی رقم نہیں کٹ سکتی۔',
  'method.wallet': 'آپ کا بٹوہ',
  'method.sandbox_card': 'ٹیسٹ کارڈ',
  'token.tok_ok': 'فوراً ادا کرے',
  'token.tok_declined': 'مسترد ہو جائے',
  'token.tok_redirect': 'دوسرے صفحے پر آپ سے تصدیق مانگے',
  'token.tok_lost_paid': 'ادا کرے، مگر جواب گم ہو جائے',
  'token.tok_lost_unpaid': 'پہلی درخواست گم ہو، دوسری پر ادا کرے',
  'token.tok_slow': '3 سیکنڈ بعد ادا کرے',
  'token.tok_webhook_twice': 'ادا کرے اور دو بار اطلاع دے',
  'token.tok_refund_fails_once': 'ادا کرے؛ رقم کی واپسی پہلی بار ناکام ہو',

  'expired.heading': 'اس قیمت کا وقت ختم ہو گیا',
  'expired.body': 'یہ {time} تک تھی۔ کوئی رقم نہیں کٹی۔ نمبر اور پیکج محفوظ ہیں۔',
  'expired.button': 'ابھی کی قیمت دیکھیں',
  'expired.changed': 'قیمت بدل گئی: پہلے {old}، اب {new}۔ بٹن دبائیں گے تو ہی {new} کٹیں گے۔',
  'expired.same': 'قیمت وہی ہے: {new}۔',
}
