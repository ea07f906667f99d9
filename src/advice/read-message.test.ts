import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { facts } from './advice-fixture.ts'
import { forecastMessage, unstatedIn } from './forecast-message.ts'
import { readMessageFormats } from './message-formats.ts'
import { mostMessageLength, readMessage, shapeOfMessage } from './read-message.ts'

const formats = readMessageFormats()

/**
 * One text for each known wording, the figures our own. Where each wording was seen stands in its
 * file under `facts/balance-messages/`.
 */
const corpus: readonly (readonly [format: string, text: string, values: object])[] = [
  [
    'jazz-apko-milay-hain',
    'Apko milae hain 2GB Data, 20 Other Network Min, 900 Jazz Min aur SMS 3 din k lye Rs.91 k ' +
      'balance mein. For status *631*2# or visit Jazz World',
    { data: 2048, offNet: 20, onNet: 900, days: 3 },
  ],
  [
    'jazz-apko-milay-hain',
    'Aap ko milae hain 5GB (WA,IMO,Tamasha), 250 Jazz Min, 40 Other Net Min aur 900 SMS 30 din k ' +
      'liay Rs.240 k balance mein. Status *614*2# or visit Jazz World App',
    { social: 5120, offNet: 40, onNet: 250, sms: 900, days: 30 },
  ],
  [
    'jazz-apko-milay-hain',
    'Apko milaien Rs.8.2 main 12MB WhatsApp aur 1500 SMS 24 ghantay k lye. Status *334*2#',
    { social: 12, sms: 1500, hours: 24 },
  ],
  [
    'jazz-your-offer-with',
    'Your Offer with 250 Onnet Mins 80 Other Network Mins 500 MBs 30 SMS with 30day validity has ' +
      'been subscribed for Rs. 240.10 Status:*303*30#',
    { onNet: 250, offNet: 80, data: 500, sms: 30, days: 30 },
  ],
  [
    'zong-apko-milae-hain',
    'Enjoy Weekly Social! Apko milae hain 7 din k liye 4GB FB,WA, aur IMO, 25 Offnet mins and 150 ' +
      'Onnet mins and SMS. For details dial *102#',
    { social: 4096, offNet: 25, onNet: 150, days: 7 },
  ],
  [
    'zong-jis-se-mile',
    'Lahore Super offer activate ker di gayi hai jis se mile 4GB Data, 30 Other Network Mins aur ' +
      '800 Zong Minutes + SMS, 7 din k liye. Tafsilat k lye *102# milaen',
    { data: 4096, offNet: 30, onNet: 800, days: 7 },
  ],
  [
    'zong-se-mile',
    '3rd March se Apna Shehr se mile 2.5 GB data, 45 minute doosray networks par, 350 zong minutes ' +
      'aur 250 sms, 7 din ke lye siraf Rs. 85 load main. Abhe milaye *4466#',
    { data: 2560, offNet: 45, onNet: 350, sms: 250, days: 7 },
  ],
  [
    'zong-bashamul-urdu',
    'ماہانہ ۳۰ جی بی\n۳۰GB(بشمول ۱۵GBرات ۱ سے صبح ۹بجے تک)',
    { data: 30_720, offpeak: 15_360, days: 30 },
  ],
  [
    'zong-including',
    'MONTHLY 30GB*Internet Monthly Validity *30GB (including 15 GB 1 AM to 9 AM)',
    { data: 30_720, offpeak: 15_360, days: 30 },
  ],
  [
    'telenor-mbs-remain',
    'Dear customer, 180 MBs remain for your offer. To check remaining MBs, dial *999#.',
    { data: 180 },
  ],
  [
    'telenor-internet-baki-hai',
    'Aap kay pass sirf 9MB 3G Internet baki hai. Bundle hasil karnay k liyah 345 per call karen',
    { data: 9 },
  ],
  [
    'telenor-mil-chuke-hai',
    'Apko bilkul muft 900 Telenor Mins aur 1500 MB 4G internet 4 din kay liye mil chuke hai.',
    { onNet: 900, data: 1500, days: 4 },
  ],
  [
    'telenor-volume-use-kar-liya',
    'Apne Social Pack ka 75% volume use kar liya hai. My Telenor kai zariyai subscribe karain',
    { percent: 75 },
  ],
]

for (const [id, text, values] of corpus)
  test(`${id} is read: ${text.slice(0, 40)}`, () => {
    const [reading, ...others] = readMessage(text, formats)
    assert.equal(reading?.format.id, id)
    assert.deepEqual(reading.values, values)
    assert.deepEqual(others, [])
  })

test('every format is in the corpus, has its source, and none is called verified', () => {
  const tested = new Set(corpus.map(([id]) => id))
  for (const { id, provenance } of formats) {
    assert.ok(tested.has(id), id)
    assert.match(provenance.sourceUrl ?? '', /^https:/, id)
    assert.equal(provenance.verified, false)
  }
})

test('an unknown wording is not guessed at, however many numbers are in it', () => {
  for (const text of [
    'You have 300 MB, 50 minutes and 20 SMS left',
    'Remaining: 1.2GB',
    '03001234567',
    'بقیہ ۵۰۰ ایم بی',
    '',
    '🙂',
  ])
    assert.deepEqual(readMessage(text, formats), [], text)
})

test('digits of Urdu and Arabic, thousands and decimals mean what they mean', () => {
  const text = (number: string) => `Dear customer, ${number} MBs remain for your offer.`
  for (const [number, mb] of [
    ['۱۵۰', 150],
    ['١٥٠', 150],
    ['1,500', 1500],
    ['0.5', 1],
  ] as const)
    assert.equal(readMessage(text(number), formats)[0]?.values.data, mb, number)
})

test('a part that no phrase takes is noticed', () => {
  const text = corpus[0]![1]
  assert.equal(readMessage(text, formats)[0]?.whole, true)
  assert.equal(readMessage(`${text} aur 3GB raat ko`, formats)[0]?.whole, false)
})

test('a shape has the wording and no person: no name, number, address or code', () => {
  const text =
    'Dear Ayesha Khan, 0300 1234567, CNIC 35202-1234567-1: 120 MBs left. https://x.pk/a7 PIN 4821'
  const shape = shapeOfMessage(text, formats)
  assert.doesNotMatch(shape, /\d|ayesha|khan|x\.pk|pin|cnic/i)
  assert.match(shape, /# mbs/)
})

test('any text is read in a moment and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4000, unit: 'grapheme' }), (text) => {
      readMessage(text, formats)
      assert.ok(shapeOfMessage(text, formats).length <= 400)
    }),
    { numRuns: 200 },
  )
  const hostile = 'apko milae hain '.repeat(200) + '1 gb '.repeat(400)
  const before = process.cpuUsage()
  readMessage(hostile, formats)
  assert.ok(hostile.length > mostMessageLength)
  assert.ok(process.cpuUsage(before).user < 200_000, 'a hostile text costs less than 0.2 s')
})

test('what a bundle gave bounds the use from above, and what is left from below', () => {
  const given = corpus[5]![1]
  const high = { dataMb: 17_555, minutes: 215, sms: 0 }
  const alone = forecastMessage(readMessage(given, formats), facts)
  // 4096 MB, 30 minutes and at most a plausible 10 of the 800 to the own network, in 7 of 30 days.
  assert.deepEqual(alone?.high, { ...high, minutes: Math.ceil((40 * 30) / 7) })
  assert.deepEqual(alone?.low, { dataMb: 0, minutes: 0, sms: 0 })
  const left = 'Dear customer, 1024 MBs remain for your offer.'
  const both = forecastMessage(readMessage(`${given}\n${left}`, formats), facts)
  assert.equal(both?.low.dataMb, Math.ceil((3072 * 30) / 7))
  assert.equal(both?.high.dataMb, high.dataMb)
})

test('what is left says nothing of how fast it goes', () => {
  assert.equal(forecastMessage(readMessage(corpus[9]![1], formats), facts), undefined)
  assert.equal(forecastMessage(readMessage(corpus[12]![1], formats), facts), undefined)
})

test('kinds that a message does not name are told', () => {
  const [reading] = readMessage(corpus[7]![1], formats)
  assert.deepEqual(unstatedIn(reading!), ['minutes', 'sms'])
})
