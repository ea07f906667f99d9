import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandLanguage } from './command-language.ts'

test('a command speaks what is asked for, else what the terminal speaks, else English', () => {
  for (const [argv, env, language] of [
    [[], {}, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [[], { LANG: 'ur_PK.UTF-8' }, 'ur'],
    [[], { LANG: 'ur_PK.UTF-8', LC_ALL: 'zh_CN' }, 'zh'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [['import', 'x.csv', '--lang', 'zh'], { LANG: 'ur_PK' }, 'zh'],
    [['--lang=ur'], {}, 'ur'],
  ] as const)
    assert.equal(commandLanguage(argv, env), language, JSON.stringify([argv, env]))
})

test('a language that is not spoken is refused with those that are', () => {
  for (const argv of [['--lang', 'de'], ['--lang=']])
    assert.throws(() => commandLanguage(argv, {}), /--lang is ".*"; it may be zh, en, ur\./)
})
