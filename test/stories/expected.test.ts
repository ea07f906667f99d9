import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openStory, type Story } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('expected')
})
after(() => story.close())

/** A script of its own, or English words; no words of the schemas, which tell of types. */
const scripts = { zh: /\p{Script=Han}/u, ur: /\p{Script=Arabic}/u, en: /^[A-Z].*\.$/ } as const
const ofSchemas = /Invalid|expected|received|Too (small|big)|must match|^$|expected\./

async function reasons(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<readonly Json[]> {
  const answers: Json[] = []
  for (const [language, script] of Object.entries(scripts)) {
    const headers = { 'accept-language': language }
    const { status, json } = await story.api(method, path, body, headers)
    assert.equal(status, 422, `${path} ${JSON.stringify(json)}`)
    const said = json.code === 'choice_unknown' ? json.title : json.reason
    assert.match(said, script, `${language} ${path}`)
    assert.doesNotMatch(said, ofSchemas, `${language} ${path}`)
    answers.push(json)
  }
  return answers
}

test('of a value that is none the answer says what to write, in the language of the reader', async () => {
  for (const [query, zh, en] of [
    ['min_data_mb=lots', /MB 计的整数.*10000/, /number of megabytes, 0 or more, such as 10000/],
    ['min_data_mb=1&min_data_mb=2', /MB 计的整数/, /number of megabytes/],
    ['min_data_mb=1e400', /MB 计的整数/, /number of megabytes/],
    ['max_days=0', /以天计的整数，1/, /number of days, 1 or more/],
    ['max_total=-1', /派萨/, /60000 is Rs 600/],
    ['limit=501', /不大于 500/, /500 or less/],
    ['limit=0', /不小于 1/, /1 or more/],
    [`q=${'x'.repeat(300)}`, /\d+ 个字符/, /Shorten it to \d+ characters/],
    ['cursor=nothing', /next_cursor/, /next_cursor of the page before/],
  ] as const) {
    const [chinese, , english] = await reasons('GET', `/v1/plans?${query}`)
    assert.equal(chinese?.code, 'query_invalid')
    assert.match(chinese?.reason, zh, query)
    assert.match(english?.reason, en, query)
  }
})

test('every part of an address that can be wrong says so in three languages', async () => {
  const { paths } = (await (await fetch(`${story.url}/openapi.json`)).json()) as Json
  let tried = 0
  for (const [path, { get }] of Object.entries<Json>(paths)) {
    for (const { name, in: where, schema } of get?.parameters ?? []) {
      if (where !== 'query') continue
      const tooLong = schema.type === 'string' && schema.enum === undefined
      const value = tooLong ? 'x'.repeat(2000) : 'lots'
      const others = name === 'msisdn' ? '' : '&msisdn=03001234000'
      await reasons('GET', `${path.replace(/\{\w+\}/, '03001234000')}?${name}=${value}${others}`)
      tried += 1
    }
  }
  assert.ok(tried > 20, String(tried))
  for (const path of ['/v1/renewals', '/v1/cases', '/v1/catalog/changes'])
    assert.match((await reasons('GET', `${path}?cursor=nothing`))[2]?.reason, /next_cursor/)
  await reasons('GET', '/v1/operators/identify')
})

test('a field of a body that is not right says so in three languages', async () => {
  const usage = { data_mb_per_month: -5, minutes_per_month: 0, sms_per_month: 0 }
  for (const [path, body, field, en] of [
    ['/v1/quotes', { line: 'x' }, 'line', /an object in braces/],
    ['/v1/quotes', { line: {} }, 'plan', /one text here/],
    ['/v1/quotes', { line: {}, plan: '' }, 'plan', /It is empty/],
    ['/v1/plan-fit', {}, 'usage', /exactly one of these three/],
    ['/v1/plan-fit', { usage }, 'usage.data_mb_per_month', /megabytes/],
    ['/v1/plan-fit', { sms_text: 'x', visa_ends: 'soon' }, 'visa_ends', /year-month-day/],
    ['/v1/plan-fit', { sms_text: 'x', operators: 'jazz' }, 'operators', /in square brackets/],
    ['/v1/catalog/changes/preview', {}, 'plans', /in square brackets/],
  ] as const) {
    const [, , english] = await reasons('POST', path, body)
    assert.deepEqual([english?.code, english?.field], ['body_invalid', field])
    assert.match(english?.reason, en, JSON.stringify(body))
  }
})
