import type { faults as english } from '../en/faults.ts'

export const faults: Record<keyof typeof english, string> = {
  'fault.msisdn_invalid':
    'یہ مکمل موبائل نمبر نہیں۔ پاکستانی نمبر میں 11 ہندسے ہوتے ہیں: 03xx xxxxxxx',
  'fault.msisdn_landline': 'یہ لینڈ لائن ہے۔ 03 سے شروع ہونے والا موبائل نمبر لکھیں۔',
  'fault.msisdn_foreign': 'یہ نمبر پاکستان کا نہیں۔ 03 یا +92 سے شروع ہونے والا نمبر لکھیں۔',
  'fault.iccid_needs_number': 'صرف سِم نمبر کافی نہیں۔ موبائل نمبر لکھیں۔',
  'fault.iccid_invalid': 'سِم نمبر درست نہیں۔ تمام 19 یا 20 ہندسے دوبارہ لکھیں۔',
  'fault.operator_unknown': 'معلوم نہیں یہ نمبر کس نیٹ ورک کا ہے۔ نیٹ ورک چنیں۔',
  'fault.plan_unknown': 'یہ پیکج یہاں نہیں۔ فہرست میں سے چنیں۔',
  'fault.plan_not_offered': 'یہ پیکج اس وقت نہیں ملتا۔ دوسرا چنیں۔',
  'fault.plan_other_operator': 'یہ پیکج کسی اور نیٹ ورک کا ہے۔ اسی نیٹ ورک کا پیکج چنیں۔',
  'fault.price_basis_unknown': 'اس کی اصل قیمت معلوم نہیں، اس لیے نہیں بکتا۔ دوسرا پیکج چنیں۔',
  'fault.territory_required': 'کل رقم صوبے کے حساب سے بنتی ہے۔ پہلے صوبہ چنیں۔',
  'fault.territory_unknown': 'یہ صوبہ فہرست میں نہیں۔ فہرست میں سے چنیں۔',
  'fault.currency_not_sold': 'اس کرنسی میں ادائیگی نہیں ہوتی۔ پاکستانی روپے میں ادا کریں۔',
  'fault.quote_unknown': 'یہ قیمت ہمارے پاس نہیں۔ نمبر لکھ کر دوبارہ شروع کریں۔',
  'fault.quote_expired': 'اس قیمت کا وقت ختم ہو گیا، کوئی رقم نہیں کٹی۔ نئی قیمت لیں۔',
  'fault.quote_in_use': 'یہ آرڈر پہلے ہی جاری ہے۔ رسید دیکھیں؛ دوبارہ ادا نہ کریں۔',
  'fault.quote_used': 'یہ قیمت استعمال ہو چکی۔ رسید دیکھیں یا نیا آرڈر کریں۔',
  'fault.payment_method_unknown': 'ادائیگی کا یہ طریقہ دستیاب نہیں۔ دوسرا چنیں۔',
  'fault.payment_token_unknown': 'یہ کارڈ یہاں نہیں چلتا۔ دکھائے گئے کارڈوں میں سے چنیں۔',
  'fault.wallet_short':
    'بٹوے میں اس قیمت کے لیے رقم کافی نہیں۔ رقم ڈالیں یا کسی اور طریقے سے ادا کریں۔',
  'fault.wallet_unknown': 'یہ بٹوہ ہمارے پاس نہیں۔ اس کا نمبر دیکھیں اور یہ کہ وہ آپ کا ہے۔',
  'fault.price_above_cap':
    'اس پلان کی قیمت آپ کی مقرر حد سے زیادہ ہے۔ حد بڑھائیں یا دوسرا پلان چنیں۔',
  'fault.return_url_invalid': 'واپسی کا پتا درست ویب پتا نہیں۔ اسے ٹھیک کریں۔',
  'fault.renewal_unknown': 'یہ آرڈر ہمارے پاس نہیں۔ لنک یا حوالہ نمبر دیکھیں۔',
  'fault.renewal_not_cancellable': 'یہ آرڈر اب منسوخ نہیں ہو سکتا۔ رسید پر دیکھیں کیا ہوتا ہے۔',
  'fault.case_unknown': 'ایسا کوئی معاملہ نہیں۔ فہرست دوبارہ دیکھیں۔',
  'fault.case_closed': 'یہ معاملہ پہلے ہی بند ہو چکا۔ نتیجہ دیکھیں۔',
  'fault.case_moved': 'ابھی ابھی کچھ بدلا ہے۔ معاملہ دوبارہ دیکھیں، پھر فیصلہ کریں۔',
  'fault.case_finding_missing':
    'بتائیں کہ ثبوت سے کیا ثابت ہوتا ہے: {wanted}۔ اس کے بغیر یہ محفوظ نہیں۔',
  'fault.case_unsafe': 'موجودہ صورت میں ممکن نہیں: {because}۔ اس کی بجائے دوبارہ پوچھیں۔',
  'fault.case_still_broken':
    'حساب اب بھی نہیں ملتا: {invariant}۔ پہلے اسے درست کریں، پھر دوبارہ دیکھیں۔',
  'fault.word_unsafe': 'موجودہ حالت میں یہ درست نہیں ہو سکتا۔ معاملہ دوبارہ دیکھیں۔',
  'fault.window_invalid': 'وقت کا آغاز اختتام سے پہلے ہونا چاہیے۔ درست کریں۔',
  'fault.upstream_stopped':
    'اس نیٹ ورک کی فروخت فی الحال روکی ہوئی ہے۔ رقم نہیں کٹی۔ بعد میں کوشش کریں۔',
  'fault.payment_unavailable':
    'ادائیگی سروس اس وقت جواب نہیں دے رہی۔ نہ آرڈر بنا، نہ رقم کٹی۔ چند منٹ بعد کوشش کریں۔',
  'fault.upstream_unknown': 'ایسا کوئی فریق یہاں جڑا ہوا نہیں۔ فہرست دوبارہ دیکھیں۔',
  'fault.idempotency_key_missing': 'درخواست کے ساتھ Idempotency-Key ہیڈر بھیجیں۔',
  'fault.idempotency_key_invalid':
    'Idempotency-Key پڑھی نہیں جا سکتی۔ 1 سے 255 تک نظر آنے والے ASCII حروف لکھیں۔',
  'fault.idempotency_key_reused':
    'یہ Idempotency-Key کسی اور درخواست کے لیے استعمال ہو چکی۔ نئی استعمال کریں۔',
  'fault.body_too_large': 'ایک ساتھ بہت زیادہ مواد آیا۔ کم بھیجیں۔',
  'fault.body_malformed': 'جو بھیجا گیا وہ پڑھا نہیں جا سکتا۔ واپس جا کر فارم دوبارہ بھیجیں۔',
  'fault.body_invalid': 'فارم میں کچھ رہ گیا یا غلط ہے۔ واپس جا کر دیکھیں۔',
  'fault.query_invalid': 'پتے کا ایک حصہ غلط ہے۔ صفحہ شروع سے دوبارہ کھولیں۔',
  'fault.unauthenticated': 'معلوم نہیں کون پوچھ رہا ہے۔ درست کلید بھیجیں۔',
  'fault.permission_missing': 'یہاں سے اس کی اجازت نہیں۔ صفحہ دوبارہ کھول کر کوشش کریں۔',
  'fault.link_tampered': 'رسید کا لنک ادھورا ہے یا بدلا گیا ہے۔ پورا لنک دوبارہ کھولیں۔',
  'fault.webhook_forged': 'اس پیغام کے دستخط درست نہیں۔ اسے قبول نہیں کیا گیا۔',
  'fault.not_found': 'اس پتے پر کچھ نہیں۔ نمبر لکھ کر شروع کریں۔',
  'fault.method_not_allowed': 'یہ پتا فارم کا ایک مرحلہ ہے۔ نمبر لکھ کر شروع کریں۔',
  'fault.busy': 'اس وقت رش ہے۔ تھوڑی دیر بعد کوشش کریں؛ رقم دو بار نہیں کٹے گی۔',
  'fault.internal':
    'یہ کام مکمل نہ ہو سکا۔ اگر آپ ادا کر چکے ہیں تو رسید پر لکھا ہے کہ رقم کہاں ہے۔',

  'error.malformed': 'یہ پڑھا نہیں جا سکتا',
  'error.invalid': 'کچھ ٹھیک نہیں بیٹھا',
  'error.anonymous': 'کلید درکار ہے',
  'error.denied': 'یہاں سے نہیں',
  'error.missing': 'نہیں ملا',
  'error.conflict': 'ابھی ممکن نہیں',
  'error.too_large': 'مواد بہت زیادہ ہے',
  'error.busy': 'ذرا ٹھہریں',
  'error.method': 'یہ کوئی صفحہ نہیں',
  'error.internal': 'ہماری طرف خرابی ہوئی',
  'error.code': 'خرابی {code}',
  'error.home': 'نمبر لکھ کر شروع کریں',
}
