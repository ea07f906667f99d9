import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOf, visit } from './visit.fixture.ts'

test('the start is one field, in the language of the path, cookie or browser', async () => {
  const { get } = visit()
  for (const [path, headers, tag, dir] of [
    ['/', {}, 'en', 'ltr'],
    ['/', { 'accept-language': 'zh-CN,zh;q=0.9' }, 'zh-Hans', 'ltr'],
    ['/', { cookie: 'lang=ur', 'accept-language': 'zh' }, 'ur', 'rtl'],
    ['/zh/', { cookie: 'lang=ur' }, 'zh-Hans', 'ltr'],
    ['/ur/', {}, 'ur', 'rtl'],
  ] as const) {
    const answer = await get(path, headers)
    const html = await answer.text()
    assert.equal(answer.status, 200)
    assert.ok(html.includes(`<html lang="${tag}" dir="${dir}">`), `${path} ${tag}`)
    assert.equal(answer.headers.get('content-language'), tag)
    assert.equal(html.match(/<input/g)?.length, 1)
    assert.match(html, /inputmode="tel"/)
    assert.match(html, /autocomplete="tel"/)
  }
})

test('a negotiated page says what it was negotiated from', async () => {
  const { get } = visit()
  assert.match((await get('/')).headers.get('vary') ?? '', /Accept-Language, Cookie/)
  assert.doesNotMatch((await get('/en/')).headers.get('vary') ?? '', /Cookie/)
})

test('the language of a path is remembered once, in a cookie no script can read', async () => {
  const { get } = visit()
  const cookie = (await get('/ur/')).headers.get('set-cookie') ?? ''
  assert.match(cookie, /^lang=ur; /)
  assert.match(cookie, /HttpOnly/)
  assert.match(cookie, /SameSite=Lax/)
  assert.doesNotMatch(cookie, /Secure/)
  assert.equal((await get('/ur/', { cookie: 'lang=ur' })).headers.get('set-cookie'), null)
  assert.equal((await get('/')).headers.get('set-cookie'), null)
  const real = await visit(undefined, 'production').get('/ur/')
  assert.match(real.headers.get('set-cookie') ?? '', /Secure/)
})

test('every page of the sandbox says that it is a demo, and none in production does', async () => {
  const demo = visit()
  const { place } = await demo.quote()
  for (const path of ['/en/', `/en${await demo.plansPlace()}`, `/en${place}`, '/en/nothing'])
    assert.match(textOf(await (await demo.get(path)).text()), /simulated operators, no real money/)
  const real = await (await visit(undefined, 'production').get('/en/')).text()
  assert.doesNotMatch(real, /simulated|Numbers to try/)
})

test('a number in any spelling leads to its plans and never stands in the address', async () => {
  const { send, get } = visit()
  for (const number of ['0300 123 4000', '+92 300 1234000', '00923001234000', '۰۳۰۰ ۱۲۳ ۴۰۰۰']) {
    const answer = await send('/ur/number', { number })
    assert.equal(answer.status, 303, number)
    const location = answer.headers.get('location')!
    assert.match(location, /^\/ur\/plans\/[\w-]+$/)
    assert.doesNotMatch(location, /1234/)
    const page = await (await get(location)).text()
    assert.match(page, /0300 1234000/)
  }
})

test('a bad number comes back as typed, with the reason beside the field and 422', async () => {
  const { send } = visit()
  for (const [number, reason] of [
    ['0300 12', /11 digits/],
    ['051 1234567', /landline/],
    ['+86 138 0013 8000', /not from Pakistan/],
    ['', /11 digits/],
    ['<b>"x"', /11 digits/],
  ] as const) {
    const answer = await send('/en/number', { number })
    const html = await answer.text()
    assert.equal(answer.status, 422, number)
    assert.match(textOf(html), reason)
    const typed = number.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    assert.ok(html.includes(`value="${typed}"`), number)
    assert.match(html, /aria-invalid="true"/)
    assert.match(html, /aria-describedby="error hint"/)
    assert.match(html, /id="error"/)
  }
})

test('the page of a refused number can change its language', async () => {
  const html = await (await visit().send('/en/number', { number: '1' })).text()
  assert.match(html, /<a href="\/zh\/" lang="zh-Hans"/)
})

test('a language without its slash is led to its page', async () => {
  const answer = await visit().get('/zh')
  assert.equal(answer.status, 308)
  assert.equal(answer.headers.get('location'), '/zh/')
})
