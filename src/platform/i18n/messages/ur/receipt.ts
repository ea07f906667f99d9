import type { receipt as english } from '../en/receipt.ts'

export const receipt: Record<keyof typeof english, string> = {
  'receipt.title': '{reference}: {status}',
  'tag.waiting': 'انتظار',
  'tag.done': 'مکمل',
  'tag.refund': 'رقم کی واپسی',
  'tag.not_charged': 'رقم نہیں کٹی',
  'tag.person': 'عملے کے پاس',

  'status.awaiting_payment': 'ادائیگی کی تصدیق آپ کو کرنی ہے',
  'status.awaiting_payment_lead': 'ابھی کوئی رقم نہیں کٹی۔',
  'status.paying': 'ادائیگی کی تصدیق ہو رہی ہے',
  'status.paying_lead': 'رقم زیادہ سے زیادہ ایک بار کٹے گی۔ دوبارہ ادا نہ کریں۔',
  'status.paying_unknown': 'ادائیگی کا جواب نہیں آیا',
  'status.paying_unknown_lead':
    'ہم پوچھ رہے ہیں۔ رقم زیادہ سے زیادہ ایک بار کٹے گی۔ دوبارہ ادا نہ کریں۔',
  'status.paid': 'رقم مل گئی، {operator} کو بھیجا جا رہا ہے',
  'status.paid_lead': 'رقم ایک ہی بار کٹی۔ آپ یہ صفحہ بند کر سکتے ہیں۔',
  'status.delivering': 'رقم مل گئی، {operator} کے جواب کا انتظار ہے',
  'status.delivering_lead': 'رقم ایک ہی بار کٹی۔ آپ یہ صفحہ بند کر سکتے ہیں۔',
  'status.delivering_unknown': 'رقم مل گئی، {operator} کا جواب نہیں آیا',
  'status.delivering_unknown_lead':
    'رقم ایک ہی بار کٹی۔ ہم {operator} سے پوچھ رہے ہیں؛ پیکج دو بار نہیں لگے گا۔',
  'status.delivered': '{plan} لگ گیا',
  'status.delivered_lead': 'رقم ایک بار کٹی، پیکج ایک بار لگا۔',
  'status.refunding': 'آپ کے {price} واپس آ رہے ہیں',
  'status.refunded': 'آپ کے {price} واپس ہو گئے',
  'status.declined': 'ادائیگی مسترد ہو گئی',
  'status.declined_lead': 'کوئی رقم نہیں کٹی۔ دوبارہ کوشش کریں یا کسی اور طریقے سے ادا کریں۔',
  'status.expired': 'ادائیگی وقت پر نہیں ہوئی',
  'status.expired_lead': 'کوئی رقم نہیں کٹی۔',
  'status.cancelled': 'آپ نے منسوخ کر دیا',
  'status.cancelled_lead': 'کوئی رقم نہیں کٹی۔',
  'status.needs_attention': 'ہمارا عملہ معاملہ دیکھ رہا ہے',

  'why.delivery_refused': '{operator} نے انکار کیا۔ پیکج نہیں لگا۔',
  'why.delivery_reversed': '{operator} نے پیکج لگایا، پھر واپس لے لیا۔',
  'why.paid_too_late': 'رقم قیمت کا وقت ختم ہونے کے بعد پہنچی۔ پیکج نہیں لگا۔',
  'why.other': 'پیکج نہیں لگا۔',
  'why.all_of_it': 'پوری رقم اسی راستے سے واپس جائے گی جس سے آئی۔',

  'attention.payment_unanswered':
    'ادائیگی سروس نے نہیں بتایا کہ رقم کٹی یا نہیں۔ دوبارہ ادا نہ کریں۔',
  'attention.payment_amount_differs':
    'طے شدہ رقم سے مختلف رقم کٹی۔ وہ محفوظ ہے؛ معاملہ صاف ہونے تک پیکج نہیں لگے گا۔',
  'attention.operator_silent':
    'رقم ایک ہی بار کٹی۔ {operator} نے نہیں بتایا کہ پیکج لگا یا نہیں۔ آپ کے {price} محفوظ ہیں۔',
  'attention.refund_unanswered':
    '{price} واپس کرنے کو کہا جا چکا ہے، ادائیگی سروس نے تصدیق نہیں کی۔',
  'attention.refund_refused':
    'ادائیگی سروس نے {price} واپس بھیجنے سے انکار کیا۔ رقم ہمارے پاس محفوظ ہے، دوسرا ' +
    'راستہ نکال رہے ہیں۔',
  'attention.books_differ':
    'ہمارے حساب میں {plan} لگ چکا، {operator} کے حساب میں نہیں۔ معاملہ صاف ہونے تک آپ کے ' +
    '{price} محفوظ ہیں۔',
  'attention.invariant_broken':
    'ہماری اپنی جانچ میں اس آرڈر کا حساب نہیں ملا۔ عملے کے دیکھنے تک اس پر مزید کچھ نہیں ہوگا۔',
  'attention.upstream_stopped':
    'اس آرڈر کا رابطہ ہم نے روک رکھا ہے۔ رابطہ کھلتے ہی کام آگے بڑھے گا؛ رقم دوبارہ نہیں کٹے گی۔',
  'attention.float_empty':
    'رقم ایک ہی بار کٹی۔ {operator} کے پاس ہمارا بیلنس ختم ہے، اس لیے {plan} ابھی نہیں بھیجا گیا۔ ' +
    'ہم بیلنس بھر رہے ہیں؛ آپ کے {price} محفوظ ہیں۔',
  'attention.next': 'آپ کو کچھ نہیں کرنا۔ نتیجہ آتے ہی اسی صفحے پر نظر آئے گا۔',

  'place.heading': 'آپ کی رقم',
  'place.not_charged': 'نہیں کٹی',
  'place.asking': 'ابھی معلوم نہیں، پوچھ رہے ہیں',
  'place.held': 'ادا ہو گئی، فیصلہ ہونے تک ہمارے پاس محفوظ',
  'place.spent': '{operator} کو ادا ہو گئی',
  'place.returning': 'آپ کو واپس آ رہی ہے',
  'place.returned': 'آپ کو واپس مل گئی',

  'promise.label': 'آخری وقت',
  'promise.by':
    'زیادہ سے زیادہ {time} تک: پیکج لگ جائے گا، یا رقم واپس، یا معاملہ عملے کے پاس ' +
    'ہوگا اور رقم محفوظ، یہیں دکھائی جائے گی۔',
  'timeline.heading': 'کیا کیا ہوا',
  'event.placed': 'آرڈر لکھا گیا',
  'event.auto_paid': 'خود بخود تجدید، رقم بٹوے سے ادا ہوئی',
  'event.payer_must_confirm': 'آپ کی تصدیق درکار ہے',
  'event.payment_unanswered': 'ادائیگی کا جواب نہیں آیا، دوبارہ پوچھ رہے ہیں',
  'event.paid': 'رقم مل گئی، ایک ہی بار',
  'event.declined': 'ادائیگی مسترد',
  'event.payment_expired': 'ادائیگی کا وقت ختم',
  'event.cancelled': 'آپ نے منسوخ کیا',
  'event.delivery_sent': '{operator} کو بھیج دیا',
  'event.delivery_unanswered': 'جواب نہیں آیا، {operator} سے پوچھ رہے ہیں',
  'event.delivery_resent': 'پہنچا ہی نہیں تھا، اسی حوالے سے دوبارہ بھیجا',
  'event.delivered': '{operator} نے لگا دیا، ایک بار',
  'event.delivery_refused': '{operator} نے انکار کیا',
  'event.delivery_reversed': '{operator} نے واپس لے لیا',
  'event.paid_too_late': 'قیمت کا وقت ختم ہونے کے بعد رقم پہنچی',
  'event.refund_started': 'رقم کی واپسی شروع',
  'event.refund_unanswered': 'واپسی کا جواب نہیں آیا، دوبارہ پوچھ رہے ہیں',
  'event.refunded': 'پوری رقم واپس',
  'event.attention_needed': 'معاملہ عملے کو دیا گیا',
  'event.settled_by_person': 'عملے نے ثبوت دیکھ کر طے کیا',

  'receipt.pay_by': 'اس وقت تک ادا کریں',
  'receipt.total': 'کل رقم',
  'receipt.number': 'نمبر',
  'receipt.plan': 'پیکج',
  'receipt.reference': 'حوالہ نمبر',
  'receipt.reference_hint': 'فون پر یا دکان پر یہی نمبر بتائیں۔',
  'receipt.continue': 'آگے بڑھیں، {price} ادا کریں',
  'receipt.cancel': 'منسوخ کریں، کچھ ادا نہ کریں',
  'receipt.not_cancelled': 'اب منسوخ نہیں ہو سکتا: ادائیگی شروع ہو چکی تھی۔',
  'receipt.try_again': 'دوبارہ کوشش کریں، {price}',
  'receipt.new_price': 'ابھی کی قیمت دیکھیں',
  'receipt.another': 'دوسرا نمبر ری نیو کریں',
  'receipt.refreshing': 'یہ صفحہ خود تازہ ہوتا ہے۔',
  'receipt.stop': 'تازہ کرنا روکیں',
  'receipt.still': 'یہ صفحہ اب خود تازہ نہیں ہوتا۔',
  'receipt.resume': 'خود تازہ ہونے دیں',
  'receipt.keep': 'یہ صفحہ محفوظ کر لیں یا چھاپ لیں۔ اس کا لنک لاگ اِن کے بغیر کھلتا ہے۔',
}
