import type { shell as english } from '../en/shell.ts'

export const shell: Record<keyof typeof english, string> = {
  'shell.home': 'پہلا صفحہ',
  'shell.languages': 'زبان',
  'shell.demo': 'ڈیمو: آپریٹر فرضی ہیں، اصل رقم نہیں کٹتی',
  'shell.footer': 'نہ لاگ اِن، نہ نگرانی۔ ہر قیمت کے ساتھ اس کا ذریعہ لکھا ہے۔',

  'time.full': '{weekday} {date}، {time} PKT',
  'time.day': '{weekday} {date}',
  'time.clock': '{time} PKT',
  'time.own': 'بیجنگ: {weekday} {time}',

  'allowance.all_day': 'ہر وقت',
  'allowance.offpeak': 'مزید {volume}، صرف {window}',
  'allowance.offpeak_only': 'صرف {window}',
  'allowance.night': 'مقررہ اوقات',
  'allowance.social': 'مزید {volume}، صرف {apps}',
  'allowance.apps': 'سوشل ایپس',
  'allowance.only_for': 'صرف {apps}',
  'allowance.minutes': 'منٹ',
  'allowance.to_all': 'تمام نیٹ ورکس پر',
  'allowance.all_networks': '{n, plural, one {# منٹ} other {# منٹ}} تمام نیٹ ورکس پر',
  'allowance.on_net': '{n, plural, one {# منٹ} other {# منٹ}} {operator} پر',
  'allowance.off_net': '{n, plural, one {# منٹ} other {# منٹ}} دوسرے نیٹ ورکس پر',
  'allowance.sms': '{n} ایس ایم ایس',
  'allowance.unlimited_on_net': '{operator} پر لامحدود کالز',
  'allowance.unstated': 'ذریعے میں مقدار نہیں لکھی',

  'validity.calendar_days': '{n, plural, one {صرف آج} other {آج سمیت # دن}}',
  'validity.rolling_days': '{n, plural, one {24 گھنٹے} other {24 گھنٹے والے # دن}}',
  'validity.hours': '{n, plural, one {# گھنٹہ} other {# گھنٹے}}',
  'validity.days': '{n, plural, one {# دن} other {# دن}}',
  'validity.unknown': 'مدت نہیں لکھی',

  'source.sandbox': 'آزمائشی نرخ',
  'source.confirmed': 'قیمت کی تصدیق {operator} نے کی',
  'source.verified': '{source}، {date}، تصدیق شدہ',
  'source.unverified': '{source}، {date}، غیر تصدیق شدہ',

  'territory.punjab': 'پنجاب',
  'territory.sindh': 'سندھ',
  'territory.kp': 'خیبر پختونخوا',
  'territory.balochistan': 'بلوچستان',
  'territory.islamabad': 'اسلام آباد',
  'territory.ajk': 'آزاد کشمیر',
  'territory.gb': 'گلگت بلتستان',
}
