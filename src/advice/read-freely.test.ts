import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { facts } from './advice-fixture.ts'
import { forecastMessage } from './forecast-message.ts'
import { hearMessage } from './hear-message.ts'
import { readMessageWords } from './message-words.ts'
import { readFreely } from './read-freely.ts'
import { mostMessageLength } from './read-message.ts'

const words = readMessageWords()

/**
 * `left data 1024 · left minutes/on 200 · 7 days · until 2026-11-30`, as short as it can be read.
 */
function told(text: string): string {
  const { amounts, days, daysLeft, until, operator } = readFreely(text, words)
  return [
    ...amounts.map(({ says, of, net, amount }) => `${says} ${of}${net ? `/${net}` : ''} ${amount}`),
    ...(days === undefined ? [] : [`${days} days`]),
    ...(daysLeft === undefined ? [] : [`ends in ${daysLeft}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(operator === undefined ? [] : [operator]),
  ].join(' · ')
}

/**
 * Our own sentences, in the ways in which people and networks put it. They are no network's
 * wording: what is known of those stands in `facts/balance-messages/`.
 */
const corpus: readonly (readonly [text: string, told: string])[] = [
  ['You have 1,024.5 MBs remaining', 'left data 1025'],
  [
    'Dear Customer, you have 1.5GB remaining. Valid till 30-11-2026.',
    'left data 1536 · until 2026-11-30',
  ],
  ['You have 300 MB, 50 minutes and 20 SMS left', 'left data 300 · left minutes 50 · left sms 20'],
  ['Remaining: 1.2GB', 'left data 1229'],
  ['Remaining 1,5 GB', 'left data 1536'],
  ['Your remaining volume is 512 MB out of 2048 MB', 'left data 512 · total data 2048'],
  ['Your bundle: 1.5GB of 6GB remaining', 'left data 1536 · total data 6144'],
  ['Remaining 1.5/6 GB', 'left data 1536 · total data 6144'],
  [
    'Remaining MBs: 1024, Onnet Mins: 200, Offnet Mins: 45, SMS: 900. Expiry: 30/11/2026 23:59',
    'left data 1024 · left minutes/on 200 · left minutes/off 45 · left sms 900 · until 2026-11-30',
  ],
  [
    'Your remaining resources are\nData 1.2 GB\nOn-Net minutes 100\nOff-Net minutes 20',
    'left data 1229 · left minutes/on 100 · left minutes/off 20',
  ],
  [
    'You have used 2 GB of 10 GB, 8 GB remaining',
    'used data 2048 · total data 10240 · left data 8192',
  ],
  ['Used 2GB Remaining 3GB', 'used data 2048 · left data 3072'],
  ['Used: 2GB\nRemaining: 3GB', 'used data 2048 · left data 3072'],
  ['2 GB used, 3 GB left', 'used data 2048 · left data 3072'],
  [
    'Onic: 12.4 GB left of your 40 GB. Renews on 5 Dec 2026',
    'left data 12698 · total data 40960 · until 2026-12-05 · onic',
  ],
  [
    'SCOM: Remaining Data 512MB, Remaining Minutes 30, Remaining SMS 10',
    'left data 512 · left minutes 30 · left sms 10 · scom',
  ],
  [
    'Ufone U2U 250 mins, other networks 40 mins, 700 SMS remaining, valid for 6 days',
    'left minutes/on 250 · left minutes/off 40 · left sms 700 · ends in 6 · ufone',
  ],
  ['WhatsApp: 2 GB left, data: 300 MB left', 'left social 2048 · left data 300'],
  ['120 minutes (all networks) available', 'left minutes/all 120'],
  [
    'Free Jazz Min: 523, Free Other Net Min: 34, Free SMS: 845, Free MBs: 2048 Exp: 30-11-26',
    'left minutes/on 523 · left minutes/off 34 · left sms 845 · left data 2048 · until 2026-11-30 · jazz',
  ],
  [
    'Bal:Rs.12.50 Exp 12/12/2026 Data:1.5GB Mins:200 SMS:500',
    'left data 1536 · left minutes 200 · left sms 500 · until 2026-12-12',
  ],
  ['0 MB left. Weekly 5GB for Rs 200 only', 'left data 0 · 7 days'],
  ['You are left with 0 MB. Dial *123# to subscribe 5GB for Rs 200', 'left data 0'],
  [
    'Weekly Mega: 5GB/8GB left, valid for 3 days',
    'left data 5120 · total data 8192 · 7 days · ends in 3',
  ],
  [
    'Offer activated: 10GB + 1000 Zong Mins + 100 Off-net + 1000 SMS valid for 30 days',
    'received data 10240 · received minutes/on 1000 · received minutes/off 100 · received sms 1000 · 30 days · zong',
  ],
  [
    'Monthly Social subscribed. 12GB (WhatsApp, FB, IMO) for 30 days. Rs.240 deducted',
    'received social 12288 · 30 days',
  ],
  ['You received 5 GB for 7 days', 'received data 5120 · 7 days'],
  [
    'Dear customer, your Weekly bundle has been activated: 8 GB, 500 Jazz mins, 50 other network mins, 500 SMS',
    'received data 8192 · received minutes/on 500 · received minutes/off 50 · received sms 500 · 7 days · jazz',
  ],
  [
    'Aap ke paas 1500 MB, 200 Jazz minutes aur 900 SMS baqi hain. Validity: 3 din',
    'left data 1500 · left minutes/on 200 · left sms 900 · ends in 3 · jazz',
  ],
  ['Apke pass 2.5 GB internet baki hai', 'left data 2560'],
  ['Aap ke 750 MB reh gaye hain', 'left data 750'],
  ['Sirf 90 MB bache hain', 'left data 90'],
  ['6 GB mein se 1.5 GB baqi hai, weekly', 'total data 6144 · left data 1536 · 7 days'],
  [
    'Ufone: Apko 10GB data, 500 Ufone mins, 100 other network mins aur 1000 SMS 30 din ke liye mil gaye hain',
    'received data 10240 · received minutes/on 500 · received minutes/off 100 · received sms 1000 · 30 days · ufone',
  ],
  ['Mile 10GB, 3GB baqi', 'received data 10240 · left data 3072'],
  ['Aap 4 GB istemal kar chuke hain', 'used data 4096'],
  [
    'Moaziz sarif, aap k pass 850 MB data, 25 doosray networks k minutes aur 430 SMS baaqi hain',
    'left data 850 · left minutes/off 25 · left sms 430',
  ],
  ['Aap ka 80% data istemal ho chuka hai. Aap k pas 2GB hai', 'left data 2048'],
  [
    'Mahana Card: 15GB data, 3000 onnet mins, 300 offnet mins - 30 din. Offer kamyabi se lag gai hai',
    'received data 15360 · received minutes/on 3000 · received minutes/off 300 · 30 days',
  ],
  [
    'آپ کے پاس 2 جی بی ڈیٹا، 100 منٹ اور 50 ایس ایم ایس باقی ہیں۔ 3 دن باقی',
    'left data 2048 · left minutes 100 · left sms 50 · ends in 3',
  ],
  ['بقیہ ۵۰۰ ایم بی', 'left data 500'],
  ['آپ کا ۱٫۵ جی بی انٹرنیٹ باقی ہے', 'left data 1536'],
  [
    'آپ نے 10 جی بی میں سے 3 جی بی استعمال کر لیے ہیں، ماہانہ',
    'total data 10240 · used data 3072 · 30 days',
  ],
  [
    'آپ کو 7 دن کے لیے 4 جی بی، 300 جاز منٹ اور 40 دوسرے نیٹ ورک منٹ مل گئے ہیں',
    'received data 4096 · received minutes/on 300 · received minutes/off 40 · 7 days · jazz',
  ],
  [
    '您的剩余流量3.2GB，剩余通话120分钟，短信50条，有效期至2026年11月30日',
    'left data 3277 · left minutes 120 · left sms 50 · until 2026-11-30',
  ],
  ['已用2GB，共10GB，剩余8GB', 'used data 2048 · total data 10240 · left data 8192'],
  ['流量还剩 500 兆', 'left data 500'],
  [
    '您本月套餐内流量共20GB，已使用12.5GB，剩余7.5GB。',
    'total data 20480 · used data 12800 · left data 7680 · 30 days',
  ],
  [
    '您还有 300 分钟网内通话、45 分钟网外通话和 1.2 GB 流量，11月30日到期',
    'left minutes/on 300 · left minutes/off 45 · left data 1229 · until 11-30',
  ],
  [
    '月包已开通：含 20GB 流量、网内 300 分钟',
    'received data 20480 · received minutes/on 300 · 30 days',
  ],
]

for (const [text, expected] of corpus)
  test(`read word by word: ${text.slice(0, 60).replaceAll('\n', ' ')}`, () => {
    assert.equal(told(text), expected)
  })

test('what says nothing of a volume is not read, however many numbers are in it', () => {
  for (const text of [
    '03001234567',
    'Your OTP is 871208. It is valid for 5 minutes. Do not share it',
    '2 DAYS LEFT! The sale is ending on 27th November 11:59pm',
    'Your remaining balance is Rs. 120.50',
    'Dial *345# to get 500 MBs for 1 hour in Rs.14',
    'You have loaded 1000.00. New balance is Rs.1164.35. Weekly 40 GB Data Rs420 load *794',
    '20% minutes used',
    'Your monthly pack will expire soon. Dial *123# and get 15 GB for 30 days in just Rs.150',
    'Available balance Rs 40. 5GB sirf Rs.100 mein, dial *12#',
    'بقیہ رقم ۱۲۰ روپے',
    '余额 50 卢比',
    '',
    '🙂',
  ]) {
    assert.deepEqual(readFreely(text, words).amounts, [], text)
  }
})

test('a whole with its days bounds the use from above, what is left or used of it from below', () => {
  const forecast = (text: string) => forecastMessage(hearMessage(text, words), facts)
  const weekly = forecast('6 GB mein se 1.5 GB baqi hai, weekly')
  assert.equal(weekly?.high.dataMb, Math.ceil((6144 * 30) / 7))
  assert.equal(weekly?.low.dataMb, Math.ceil(((6144 - 1536) * 30) / 7))
  const used = forecast('آپ نے 10 جی بی میں سے 3 جی بی استعمال کر لیے ہیں، ماہانہ')
  assert.deepEqual([used?.low.dataMb, used?.high.dataMb], [3072, 10_240])
  assert.equal(forecast('You have 1,024.5 MBs remaining'), undefined)
  assert.equal(forecast('You have 5 GB left, valid for 3 days'), undefined)
})

test('any text is read in a moment and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4000, unit: 'grapheme' }), (text) => {
      readFreely(text, words)
    }),
    { numRuns: 200 },
  )
  for (const one of ['1 of ', '12-12-', 'jan 1 ', 'left 5 gb, ', '剩', 'on - net ']) {
    const before = process.cpuUsage()
    readFreely(one.repeat(2000), words)
    assert.ok(one.length * 2000 >= mostMessageLength)
    assert.ok(process.cpuUsage(before).user < 200_000, `${one} costs less than 0.2 s`)
  }
})
