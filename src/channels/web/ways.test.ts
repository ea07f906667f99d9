import assert from 'node:assert/strict'
import { test } from 'node:test'
import { situations } from '#payments'
import { textOf, visit } from './visit.fixture.ts'

test('the sources of every answer about paying are told in the language of the reader', async () => {
  const { get } = visit()
  for (const language of ['zh', 'ur'])
    for (const seller of ['here', 'jazz', 'zong', 'ding'])
      for (const payer of situations) {
        const page = await get(`/${language}/payments?at=${seller}&payer=${payer}`)
        const text = textOf(await page.text())
        assert.doesNotMatch(text, /undated|source|definition|knowledge|pages say|third|help on/i)
      }
})
