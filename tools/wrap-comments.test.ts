import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrapComments } from './wrap-comments.ts'

const wrap = (...lines: string[]) => wrapComments(lines.join('\n'), 24).split('\n')

test('a long line is broken together with the rest of its paragraph', () => {
  assert.deepEqual(wrap('  // one two three four five', '  // six', '', '// seven'), [
    '  // one two three four',
    '  // five six',
    '',
    '// seven',
  ])
})

test('a comment of one long line gets its marks on lines of their own', () => {
  assert.deepEqual(wrap('/** one two three four five */'), [
    ...['/**', ' * one two three four', ' * five', ' */'],
  ])
})

test('a comment that opens on its first words goes on under the star', () => {
  assert.deepEqual(wrap('/** one two three four five', ' * six', ' */'), [
    ...['/**', ' * one two three four', ' * five six', ' */'],
  ])
})

test('tags, lists, notes to the linter and addresses keep their line', () => {
  const kept = ['// biome-ignore lint/a: because of that', '// https://example.org/longer-than']
  assert.deepEqual(wrap(...kept), kept)
  assert.deepEqual(wrap(' * one two three four five', ' * @throws x', ' * - y'), [
    ...[' * one two three four', ' * five', ' * @throws x', ' * - y'],
  ])
})

test('code stays as it is', () => {
  const code = ["const text = 'one two three four five'"]
  assert.deepEqual(wrap(...code), code)
})
