import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { html } from 'hono/html'
import { languages } from '#i18n'
import { createReader } from './reader.ts'
import { describedSources, regionWords, sourceDate, sourceName } from './source-words.ts'
import { textOf } from './visit.fixture.ts'

const folder = fileURLToPath(new URL('../../../facts/', import.meta.url))
const texts = globSync(`${folder}/**/*.json`).map((file) => readFileSync(file, 'utf8'))
/** Every value that the facts have under a name. */
const stated = (name: string) =>
  [
    ...new Set(
      texts.flatMap((text) =>
        [...text.matchAll(new RegExp(`"${name}": "((?:[^"\\\\]|\\\\.)*)"`, 'g'))].map(
          ([, it]) => it!,
        ),
      ),
    ),
  ].sort()

const readers = languages.map((language) => createReader(language, 'sandbox', new Date(0)))
const said = (words: unknown) => textOf(String(html`${words}`))

test('what dates a source and is no date is said in every language', () => {
  const dates = stated('asOf')
  assert.ok(dates.includes('undated') && dates.includes('2024 (estimated)'))
  for (const asOf of dates)
    for (const reader of readers) {
      const text = said(sourceDate(reader, asOf))
      if (reader.language !== 'en') assert.doesNotMatch(text, /[a-z]/i, `${asOf}: ${text}`)
      for (const year of asOf.match(/^\d{4}/) ?? []) assert.ok(text.includes(year), text)
    }
})

test('every place where a plan is sold has its words in every language', () => {
  for (const region of stated('region').filter((it) => it !== 'national'))
    for (const reader of readers) {
      const text = said(regionWords(reader, region))
      if (reader.language !== 'en') assert.doesNotMatch(text, /[a-z]/i, `${region}: ${text}`)
    }
})

test('a source is quoted as it is, and our own description of one is said in every language', () => {
  const sources = stated('source')
  for (const source of describedSources) {
    assert.ok(sources.includes(source), `no fact has the source ${source}`)
    for (const reader of readers.filter(({ language }) => language !== 'en'))
      assert.doesNotMatch(said(sourceName(reader, source)), /[a-z]/i)
  }
  const quoted = 'ShoutMePlz (Urdu) "Zong raises mobile package prices again"'
  for (const reader of readers) assert.equal(said(sourceName(reader, quoted)).trim(), quoted)
})
