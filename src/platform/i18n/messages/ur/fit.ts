import type { fit as english } from '../en/fit.ts'

export const fit: Record<keyof typeof english, string> = {
  'fit.title': 'کون سا پیکج آپ کے لیے ہے؟',
  'fit.heading': 'کون سا پیکج آپ کے لیے ہے؟',
  'fit.lead': 'بتائیں آپ کتنا استعمال کرتے ہیں۔ ہم تمام نیٹ ورک اصل ادائیگی کے حساب سے ملاتے ہیں۔',
  'fit.link': 'پیکج کا فیصلہ نہیں ہو رہا؟ اپنا استعمال بتائیں',
  'fit.numbers': 'تین عدد، 30 دن کے لیے',
  'fit.label_data': 'ڈیٹا (جی بی)',
  'fit.label_minutes': 'کال کے منٹ',
  'fit.label_sms': 'ایس ایم ایس',
  'fit.label_days': 'کتنے دن کے لیے',
  'fit.hint_days': 'آپ کا قیام، آج سمیت۔ مہینہ 30 دن کا ہے۔',
  'fit.more': 'ویزا، نیٹ ورک، صوبہ، عادتیں',
  'fit.label_visa': 'ویزے کا آخری دن، اگر پہلے ختم ہو',
  'fit.hint_visa': 'ویزا ختم ہونے پر نمبر بند ہو جاتا ہے، اس لیے اس کے بعد کے دن شمار نہیں ہوتے۔',
  'fit.label_operator': 'نیٹ ورک',
  'fit.any_operator': 'کوئی بھی نیٹ ورک',
  'fit.own_operator': 'اسی نمبر کا نیٹ ورک',
  'fit.label_offpeak': 'رات گئے استعمال ہونے والا ڈیٹا، فیصد',
  'fit.label_apps': 'واٹس ایپ اور فیس بک کا ڈیٹا، فیصد',
  'fit.button': 'پیکج ڈھونڈیں',
  'fit.or_paste': 'یا نیٹ ورک کا پیغام یہاں چسپاں کریں',
  'fit.label_paste': 'پیکج کے بارے میں ایس ایم ایس یا یو ایس ایس ڈی جواب',
  'fit.hint_paste':
    'پیغام ایک بار پڑھا جاتا ہے اور کہیں محفوظ نہیں ہوتا۔ ہم {operators} کے پیغام ' +
    'پہچانتے ہیں؛ باقی لفظ بہ لفظ پڑھے جاتے ہیں۔',
  'fit.button_paste': 'پیغام پڑھیں',
  'fit.understood': 'ہم نے کیا سمجھا',
  'fit.read_as': '{operator} کا پیغام سمجھا گیا۔',
  'fit.range': '30 دن میں: {list}۔ حساب اوپر والی حد کا ہے۔',
  'fit.range_none': '30 دن میں کوئی استعمال نہیں۔',
  'fit.carry_days':
    'پیکج کو {n, plural, one {# دن} other {# دن}} (آج سمیت) میں {usage} پورا کرنا ہے۔',
  'fit.carry_visa':
    'ویزا ختم ہونے کی وجہ سے صرف {day} تک کے {n, plural, one {# دن} other {# دن}} شمار ہیں: ان میں پیکج ' +
    'کو {usage} پورا کرنا ہے۔',
  'fit.no_use_heading': 'آپ کو پیکج کی ضرورت نہیں',
  'fit.no_use_next': 'نمبر برقرار رکھنے کا سب سے سستا طریقہ دیکھیں',
  'fit.range_data': 'ڈیٹا {range}',
  'fit.range_minutes': '{range} منٹ',
  'fit.range_sms': '{range} ایس ایم ایس',
  'fit.best': 'آپ کے لیے بہترین',
  'fit.in_all': 'کل رقم',
  'fit.why': 'کیوں',
  'fit.price_each': 'ہر بار {price}',
  'fit.carries_until': '{end} تک کافی ہے۔',
  'fit.carries_unknown': 'ذریعے میں نہیں لکھا کہ کب تک چلے گا۔',
  'fit.order_after': 'اسی ترتیب سے، ایک ختم ہونے پر دوسرا لیں۔',
  'fit.order_together': 'دونوں ساتھ چلتے ہیں۔',
  'fit.order_again': 'ختم ہونے پر دوبارہ لیں۔',
  'fit.renew': '{plan} لگائیں',
  'fit.renew_number': 'کس نمبر پر',
  'fit.renew_sure': 'یہ نمبر واقعی {operator} کا ہے۔',
  'fit.runner_up': 'دوسرا بہترین',
  'fit.others': 'دوسرے نیٹ ورک',
  'fit.changes': 'جواب کب بدلے گا',
  'fit.doubts': 'یہ جواب کس بنیاد پر ہے',
  'fit.none_heading': 'یہاں کوئی پیکج اس کے لیے کافی نہیں',
  'fit.none_next': 'دن یا استعمال کم کر کے دیکھیں، یا نیٹ ورک سے براہِ راست لیں۔',
  'fit.error_number': '0 سے {most} تک کوئی عدد لکھیں۔',
  'fit.error_days': '1 سے {most} تک دنوں کی تعداد لکھیں۔',
  'fit.error_date': 'تاریخ یوں لکھیں: {example}',
  'fit.error_paste': 'پہلے پیغام چسپاں کریں۔',

  'fit.pair': '{first}، {rest}',
  'fit.data': '{volume} ڈیٹا',
  'fit.minutes': '{n, plural, one {# منٹ} other {# منٹ}}',
  'fit.sms': '{n} ایس ایم ایس',
  'fit.nothing_used': 'کوئی استعمال نہیں',
  'fit.times': '{plan} ×\u00a0{n}',
  'fit.then': 'پہلے {first}، پھر {second}',
  'fit.with': '{first}، ساتھ {second}',
  'fit.heard':
    'یہ عبارت ہمارے علم میں نہیں؛ لفظ بہ لفظ یہ سمجھا گیا: {list}۔ غلط ہو تو تینوں عدد درست کر ' +
    'دیں۔',
  'fit.heard_left': 'باقی: {list}',
  'fit.heard_received': 'ملا: {list}',
  'fit.heard_used': 'استعمال: {list}',
  'fit.heard_days': '{n, plural, one {# دن} other {# دن}}',
  'fit.heard_until': '{date} تک',
  'fit.heard_apps': '{what} صرف ایپس کے لیے',
  'fit.heard_on_net': '{what} نیٹ ورک کے اندر',
  'fit.heard_off_net': '{what} دوسرے نیٹ ورکس پر',
  'fit.resource_data': 'ڈیٹا',
  'fit.resource_minutes': 'منٹ',
  'fit.resource_sms': 'ایس ایم ایس',
  'fit.why_only':
    '{days, plural, one {# دن} other {# دن}} تک ماہانہ {usage} کے لیے یہاں صرف {basket} کافی ہے۔',
  'fit.why_cheapest':
    '{days, plural, one {# دن} other {# دن}} تک ماہانہ {usage} کے لیے {basket} سب سے سستا ہے: ' +
    '{other} سے {saved} کم۔',
  'fit.why_tie':
    '{days, plural, one {# دن} other {# دن}} تک ماہانہ {usage} کے لیے {basket} اور {other} دونوں ' +
    'ایک ہی قیمت پر کافی ہیں؛ پہلا آسان ہے۔',
  'fit.change_less': 'اگر ماہانہ {usage} سے زیادہ نہ ہو تو {basket} کافی ہے، کل {total}۔',
  'fit.change_more_data': 'ماہانہ {volume} ڈیٹا سے زیادہ ہو تو {basket} بہترین ہے، کل {total}۔',
  'fit.change_no_more_data': 'ماہانہ {volume} ڈیٹا سے زیادہ ہو تو یہاں کچھ کافی نہیں۔',
  'fit.change_more_minutes':
    'ماہانہ {n, plural, one {# منٹ} other {# منٹ}} سے زیادہ ہوں تو {basket} بہترین ہے، کل {total}۔',
  'fit.change_no_more_minutes':
    'ماہانہ {n, plural, one {# منٹ} other {# منٹ}} سے زیادہ ہوں تو یہاں کچھ کافی نہیں۔',

  'fit.doubt_nothing': 'یہاں بکنے والا کوئی پیکج اس استعمال کی اوپر والی حد کے لیے کافی نہیں۔',
  'fit.doubt_stated': 'بتائے گئے عدد اندازاً ہوتے ہیں، اس لیے ماہانہ {usage} تک کا حساب رکھا گیا۔',
  'fit.doubt_history':
    'ہر دن کا استعمال الگ ہے، اس لیے ماہانہ {usage} تک کا حساب رکھا گیا: 20 میں سے 19 مہینے اس سے کم۔',
  'fit.doubt_message_received':
    'پیغام میں ملنے والی مقدار ہے، استعمال نہیں: ماہانہ {usage} تک کا حساب رکھا گیا۔',
  'fit.doubt_message_partly': 'پیغام کا کچھ حصہ سمجھ نہیں آیا اور شمار نہیں ہوا۔',
  'fit.doubt_message_silent': 'پیغام میں {list} کا ذکر نہیں: صفر شمار کیا گیا۔',
  'fit.doubt_offpeak': 'فرض کیا گیا کہ {rate} ڈیٹا رات کے اوقات میں لگتا ہے۔ یہ ہمارا اندازہ ہے۔',
  'fit.doubt_apps':
    'فرض کیا گیا کہ {rate} ڈیٹا واٹس ایپ اور فیس بک پر لگتا ہے۔ یہ ہمارا اندازہ ہے۔',
  'fit.doubt_on_net':
    'فرض کیا گیا کہ {rate} منٹ {operator} پر ہی لگتے ہیں: 2023 میں تمام سموں میں اس کا حصہ۔',
  'fit.doubt_unstated': '{plan}: ذریعے میں {list} کا ذکر نہیں، اس لیے صفر شمار کیا گیا۔',
  'fit.doubt_volumes': '{plan}: قیمت اور مدت کی تصدیق ہے، مقداریں {date} کے ذریعے سے ہیں۔',
  'fit.doubt_validity': '{plan}: یہ نہیں لکھا کہ دن کیسے گنے جاتے ہیں۔',
  'fit.doubt_not_offered':
    '{n, plural, one {# اور پیکج} other {# اور پیکج}} ہمارے علم میں ہیں مگر یہاں نہیں بکتے، اس لیے ' +
    'شامل نہیں۔',
  'fit.doubt_elsewhere':
    '{n, plural, one {# پیکج} other {# پیکج}} صرف اُن جگہوں پر ملتے ہیں جن کا آپ نے ذکر نہیں کیا۔',
  'fit.doubt_territory':
    '{n, plural, one {# پیکج} other {# پیکج}} کی کل رقم صوبے پر ہے: صوبہ چنیں تو موازنہ ہو گا۔',
  'fit.doubt_no_use': 'استعمال نہ ہو تو کچھ خریدنے کی ضرورت نہیں۔',
  'fit.doubt_keep_number':
    'نمبر تبھی آپ کا رہتا ہے جب استعمال ہو: {days} دن میں کم از کم ایک کال، ایک ایس ایم ایس یا موبائل ' +
    'ڈیٹا؛ ورنہ بند ہو کر کسی اور کو مل سکتا ہے۔ خبروں میں ادارے کی بات یوں آئی ہے ({source}، تصدیق ' +
    'نہیں)؛ صرف لوڈ کافی ہے یا نہیں، اس پر خبریں ایک نہیں۔',
  'fit.doubt_other_sim':
    'یہ نمبر {operator} پر ہے: دوسرے نیٹ ورک کے پیکج کے لیے اُس کی سم چاہیے، یا نمبر وہاں منتقل ' +
    'کرانا ہو گا۔',
  'fit.doubt_payer': 'ایڈوانس ٹیکس عام صارف کے حساب سے ہے؛ یہاں کوئی چھوٹ شامل نہیں۔',
  'fit.doubt_visa': 'صرف {day} تک کے دن شمار ہیں: ویزا ختم ہونے پر نمبر بند ہو جاتا ہے۔',
}
