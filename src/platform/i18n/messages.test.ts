import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { faultCodes, languages, type MessageKey, pick, say } from './index.ts'
import { placeholdersOf } from './message.ts'
import { messages } from './messages/index.ts'

const keys = Object.keys(messages.en) as MessageKey[]

test('every language has every message and no other', () => {
  for (const language of languages)
    assert.deepEqual(Object.keys(messages[language]).sort(), [...keys].sort(), language)
})

test('a message needs the same values in every language', () => {
  for (const language of languages)
    for (const key of keys)
      assert.deepEqual(
        placeholdersOf(messages[language][key]),
        placeholdersOf(messages.en[key]),
        `${language} ${key}`,
      )
})

test('no message is left over: each is named in the source or the facts, or made from a named stem', () => {
  const source = sourceOf(fileURLToPath(new URL('../..', import.meta.url)))
  const facts = readFileSync(new URL('../../../facts/operators.json', import.meta.url), 'utf8')
  const unused = keys.filter((key) => {
    const stem = key.replace(/[^._]+$/, '')
    const made = [stem, key.replace(/[^.]+$/, '')].some((part) => source.includes(`\`${part}\${`))
    return !made && !source.includes(`'${key}'`) && !facts.includes(`"${key}"`)
  })
  assert.deepEqual(unused, [])
})

test('the words are calm: no exclamation mark, no apology, only Western digits', () => {
  for (const language of languages)
    for (const key of keys)
      assert.doesNotMatch(
        messages[language][key],
        /[!！]|sorry|apolog|抱歉|对不起|معذرت|معاف|[٠-٩۰-۹]/i,
        `${language} ${key}`,
      )
})

test('no Urdu message has a day, a range or an address bare: they would be drawn from the wrong end', () => {
  for (const key of keys) {
    const bare = messages.ur[key].replace(/\u2066[^\u2069]*\u2069/g, '')
    assert.doesNotMatch(bare, /\d[-–/]\d|:\/\//, key)
  }
})

test('each translation is written in its own script', () => {
  for (const key of keys.filter((name) => !/^time\.|^receipt\.title/.test(name))) {
    if (/^\W*(\{\w+\}\W*)+$/.test(messages.en[key])) continue
    assert.match(messages.zh[key], /\p{Script=Han}/u, key)
    assert.match(messages.ur[key], /\p{Script=Arabic}/u, key)
  }
})

test('every refusal that the doors name has a text', () => {
  assert.equal(faultCodes.length, 67)
  for (const code of ['quote_in_use', 'link_tampered', 'internal'] as const)
    assert.ok(faultCodes.includes(code))
  assert.match(say('ur', 'fault.msisdn_invalid'), /11 ہندسے/)
})

test('a fact without a translation is shown in English', () => {
  assert.equal(pick('zh', { en: 'Weekly X' }), 'Weekly X')
  assert.equal(pick('zh', { en: 'Weekly X', 'zh-Hans': '周套餐' }), '周套餐')
  assert.equal(pick('ur', { en: 'Jazz', ur: 'جاز' }), 'جاز')
})

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|\.fixture\.ts$|i18n/.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')
}
