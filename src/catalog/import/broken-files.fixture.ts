/** For the tests of imports: files as people break them, and what they must read about it. */
export const head = 'id,operator,name,kind,price,basis,validity,region,source,as_of'
/** A plan that nobody knows yet, each cell by its column; one of them may be another. */
export function row(changes: Readonly<Record<string, string>> = {}): string {
  const cells = {
    ...{ id: 'zong-new', operator: 'zong', name: 'New Week', kind: 'prepaid', price: '450' },
    ...{ basis: 'load_incl_ait', validity: '7 days', region: 'national' },
    ...{ source: 'a shop list', as_of: '2026-11-20', ...changes },
  }
  return head
    .split(',')
    .map((name) => cells[name as keyof typeof cells])
    .join(',')
}
export const csv = (...rows: string[]) => [head, ...rows].join('\n')
const withRow = (changes: Readonly<Record<string, string>>) => csv(row(changes))
const withColumn = (name: string, value: string) => `${head},${name}\n${row()},${value}`
const entry = (changes: object = {}) => ({
  id: 'zong-new',
  name: { en: 'New Week' },
  kind: 'prepaid',
  price: { basis: 'load_incl_ait', amount: 45_000, currency: 'PKR' },
  validity: { days: 7 },
  region: 'national',
  provenance: { source: 'a shop list', asOf: '2026-11-20' },
  ...changes,
})
const json = (changes: object = {}) =>
  JSON.stringify({ operator: 'zong', plans: [entry(changes)] }, undefined, 2)
const utf16 = (text: string) => {
  const units = new Uint16Array([0xfeff, ...[...text].map((one) => one.charCodeAt(0))])
  return new Uint8Array(units.buffer)
}
const latin1 = (text: string) => Uint8Array.from([...text].map((one) => one.charCodeAt(0)))

/** Each broken file, and what the person who made it must read: place, problem, remedy. */
export const corpus: readonly [name: string, content: string | Uint8Array, said: RegExp][] = [
  ['an empty file', '', /the file: is empty\. Look whether it was saved/],
  ['spaces alone', ' \n\n \n', /the file: is empty/],
  ['a mark alone', '\ufeff', /the file: is empty/],
  ['a header alone', head, /line 1: has no plan\. Write a header/],
  ['no header', `${row()}\n${row()}`, /line 1: is no header\. Write a header \(id, source, as_of/],
  ['a misspelt column', `${head},prise\n${row()},450`, /line 1, prise: is no column that we know/],
  ['a missing source', 'id,price,as_of\nx,1,2', /line 1, source: is missing\. Add the column/],
  ['a column twice', `${head},price\n${row()},1`, /line 1, price: is there twice/],
  ['UTF-16', utf16(withRow({})), /the file: is UTF-16\. Save it again as UTF-8/],
  ['UTF-16 without a mark', utf16(withRow({})).slice(2), /is no text, or UTF-16\. Save it again/],
  ['Latin-1', latin1(withRow({ name: 'Caf\u00e9' })), /line 2: is not UTF-8 from here on\. Save/],
  ['a workbook', latin1('PK\u0003\u0004 sheet'), /is a workbook or an archive\. Save the sheet/],
  ['one line of 1 MB', 'x'.repeat(1_048_576), /line 1: a row goes on for more than 64 KB/],
  ['9 MB', 'x'.repeat(9 * 1_048_576), /is larger than 8 MB\. Cut it/],
  ['a quote left open', csv(row(), row({ id: '"zong-b' })), /line 3: a quotation mark opens here/],
  ['a quote inside', withRow({ name: 'New "Week"' }), /line 2, cell 3: a quotation mark stands/],
  ['a cell too many', withRow({ price: '1,450' }), /line 2: has 11 cells, the header has 10/],
  ['a cell too few', csv('zong-new,zong'), /line 2: has 2 cells, the header has 10/],
  ['thousands', withRow({ price: '"1,450"' }), /price \(column E\): has thousands.*Write 1450/],
  ['a decimal comma', withRow({ price: '"450,50"' }), /has a decimal comma\. Write 450\.50/],
  ['a currency', withRow({ price: 'Rs 450' }), /names a currency\. Write the number alone: 450/],
  ['Urdu digits', withRow({ price: '۴۵۰' }), /has other digits than 0–9\. Write 450/],
  ['Arabic digits', withRow({ validity: '٧ days' }), /has other digits than 0–9\. Write 7/],
  ['1.2E+06', withRow({ price: '1.2E+06' }), /was shortened by a spreadsheet\. Set the column/],
  ['a huge price', withRow({ price: '99999999999999999999' }), /more than any plan costs/],
  ['a negative price', withRow({ price: '-450' }), /is negative\. Write a number above 0/],
  ['no number', withRow({ price: 'cheap' }), /"cheap" is no amount\. Write rupees, as 520/],
  ['validity 0', withRow({ validity: '0 days' }), /validity \(column G\): is 0\. Write how long/],
  ['no unit', withRow({ validity: '7' }), /has no unit\. Write 7 days or 7 hours/],
  ['a month', withRow({ validity: '1 month' }), /unknown unit "month"\. Write 1 days or 1 hours/],
  ['100 years', withRow({ validity: '36500 days' }), /longer than ten years/],
  ['an unknown basis', withRow({ basis: 'net' }), /"net" is not known\. Write one of balance/],
  ['a price without basis', withRow({ basis: '' }), /basis .*: a price without its basis/],
  ['an unknown kind', withRow({ kind: 'weekly' }), /"weekly" is not known\. Write one of prepaid/],
  ['an unknown operator', withRow({ operator: 'jio' }), /"jio" is no operator that we know/],
  ['an id with spaces', withRow({ id: 'Zong New' }), /id .*: "Zong New" is no id\. Write lower/],
  ['no id', withRow({ id: '' }), /id \(column A\): is empty\. Write which plan it is/],
  ['no source', withRow({ source: '' }), /source \(column I\): is empty.*no fact without/],
  ['an id twice', csv(row(), row()), /line 3, id: zong-new is there twice, first in line 2/],
  ['a formula', withRow({ name: '=HYPERLINK(1)' }), /begins with "=": a spreadsheet would run/],
  ['another formula', withRow({ region: '@SUM(A1)' }), /begins with "@"/],
  ['a control character', withRow({ name: 'New\u0007Week' }), /a character that cannot be read/],
  ['5,000 letters', withRow({ name: 'x'.repeat(5000) }), /has 5000 characters\. Shorten it/],
  ['a new plan half told', 'id,source,as_of\nzong-new,a,2026', /name: is missing, and zong-new/],
  ["a spreadsheet's day", withColumn('from', '01/12/2026'), /from .*own way\. Write YYYY-MM-DD/],
  ["a spreadsheet's number", withColumn('from', '46357'), /number of a day\..*write 2026-12-01/],
  ['30 February', withColumn('from', '2026-02-30'), /2026-02-30 is no day of the calendar/],
  ['dollars', withColumn('currency', 'USD'), /currency .*: is in USD\. Write PKR, or leave/],
  ['no unit of data', withColumn('data', '10'), /data .*: has no unit\. Write 10 GB or 10 MB/],
  ['a strange unit', withColumn('data', '10 Gbit'), /unknown unit "Gbit"\. Write 10 GB/],
  ['0 MB', withColumn('data', '0 MB'), /data .*: is 0\. Write a number above 0, or - where/],
  ['minutes in words', withColumn('minutes_all_net', 'many'), /"many" is no whole number/],
  ['a window', withColumn('offpeak_window', '1am-9am'), /no window of hours\. Write a 24-hour/],
  ['maybe', withColumn('withdrawn', 'maybe'), /"maybe" is neither yes nor no/],
  ['verified nowhere', withColumn('verified', 'yes'), /source_url: is called verified, but not/],
  ['an address', withColumn('source_url', 'javascript:alert(1)'), /is no web address\. Write it/],
  ['JSON cut off', json().slice(0, 120), /line 9, .*is no JSON here.*ends too early/s],
  ['JSON with a comma too many', json().replace('7\n', '7,\n'), /line 17, .*is no JSON here/],
  ['JSON with comments', `{ // plans\n"plans": []}`, /line 1, .*is no JSON here/],
  ['JSON without plans', '{"tariff": []}', /line 1: has no list of plans\. Write \{"operator"/],
  ['JSON with no plan', '{"plans": []}', /line 1: has no plan\. Write one entry per plan/],
  ['a plan that is a list', '{"plans": [[1]]}', /line 1: is no object in braces/],
  ['nested wrong', json({ validity: 7 }), /line \d+, validity: is no object in braces/],
  ['nested 100,000 deep', '['.repeat(100_000), /is nested too deeply|is no JSON here/],
  [
    'a key misspelt',
    json({ validty: {} }),
    /line 4: has fields that we do not know: validty\. Correct the spelling/,
  ],
  ['a key twice', '[{"id":"a","id":"b"}]', /line 1, id: is there twice\. Keep one/],
  [
    'JSON in rupees',
    json({ price: { basis: 'unknown', amount: 4.5, currency: 'PKR' } }),
    /price\.amount: .*Write whole paisa/,
  ],
  ['a JSON day', json({ from: '1.12.2026' }), /from: .*own way\. Write YYYY-MM-DD/],
  [
    'JSON in dollars',
    json({ price: { basis: 'unknown', amount: 1, currency: 'USD' } }),
    /price\.currency: .*Write PKR/,
  ],
  ['validity 0 in JSON', json({ validity: { days: 0 } }), /validity\.days: .*whole number of days/],
  ['a JSON formula', json({ region: '=1+1' }), /region: begins with "="/],
  ['no provenance', json({ provenance: undefined }), /provenance: .*no fact without its source/],
  ['allowance as text', json({ allowance: { dataMb: '10 GB' } }), /allowance\.dataMb: .*above 0/],
]
