import type { Context, Hono } from 'hono'
import type { FitAnswer } from '#advice'
import type { FaultCode } from '#i18n'
import { Fault, publicId } from '#kernel'
import { faultStatus } from './error-route.ts'
import {
  type FieldErrors,
  type FitField,
  type FitModel,
  isAsked,
  readQuestion,
  readTyped,
  type Typed,
} from './fit-model.ts'
import { fitPage } from './fit-view.ts'
import { answer, quoteFor, type Room, readerOf, readForm, seeOther } from './room.ts'

const noRenewal = { number: '', fault: undefined } as const

export function fitRoutes(app: Hono, room: Room, language: string): void {
  app.get(`/${language}/fit`, async (c) => {
    const typed = readTyped(new URL(c.req.url).searchParams)
    return await show(c, room, typed, isAsked(typed))
  })

  app.post(`/${language}/fit`, async (c) => {
    const form = await readForm(c)
    const text = (form.get('text') ?? '').trim()
    return await show(c, room, readTyped(form, text), true)
  })

  /** From advice to a quote: the number is asked for here, and is only now needed. */
  app.post(`/${language}/fit/renew`, async (c) => {
    const form = await readForm(c)
    const typed = readTyped(new URLSearchParams(form.get('asked') ?? ''), form.get('text') ?? '')
    const number = (form.get('number') ?? '').slice(0, 64)
    try {
      const { msisdn } = room.readMsisdn(number)
      const [operator, territory] = [form.get('operator'), form.get('territory')]
      const quote = await quoteFor(c, room, {
        msisdn,
        plan: form.get('plan') ?? '',
        ...(operator && { operator }),
        ...(territory && { territory }),
      })
      return seeOther(c, readerOf(c, room).path(`/q/${publicId('quote', quote.id)}`))
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'busy') throw error
      const fault = error.code as FaultCode
      return await show(c, room, typed, true, { number, fault }, faultStatus(error))
    }
  })
}

type Status = Parameters<typeof answer>[3]

async function show(
  c: Context,
  room: Room,
  typed: Typed,
  asked: boolean,
  renewal: FitModel['renewal'] = noRenewal,
  status: Status = 200,
): Promise<Response> {
  const { answer: found, errors } = asked
    ? await find(room, typed)
    : { answer: undefined, errors: {} }
  const operators = await room.catalog.listOperators()
  const page = fitPage(readerOf(c, room), { typed, errors, operators, answer: found, renewal })
  return answer(c, room, page, Object.keys(errors).length > 0 ? 422 : status)
}

/** Where a refusal of the advice belongs: beside the field that it is about. */
const fieldOf: Readonly<Record<string, FitField>> = {
  message_unknown: 'text',
  message_too_little: 'text',
  visa_over: 'visa',
}

/** The network of the number that the reader came with, as its page of plans has it. */
async function homeOf(room: Room, { line }: Typed): Promise<string | undefined> {
  const asked = line === '' ? undefined : room.seal.open(line)
  return asked && (asked.operator ?? (await room.catalog.guessOperator(asked.msisdn))?.id)
}

async function find(
  room: Room,
  typed: Typed,
): Promise<{ answer: FitAnswer | undefined; errors: FieldErrors }> {
  if (typed.text === '' && !isAsked(typed))
    return { answer: undefined, errors: { text: { key: 'fit.error_paste', values: {} } } }
  const question = readQuestion(typed)
  if ('errors' in question) return { answer: undefined, errors: question.errors }
  try {
    const home = await homeOf(room, typed)
    const request = { ...question.request, ...(home && { home }) }
    return { answer: await room.advice.advise(request, room.clock.now()), errors: {} }
  } catch (error) {
    const code = error instanceof Fault ? (error.code as FaultCode) : undefined
    const field = code && fieldOf[code]
    if (!code || !field) throw error
    const heard = field === 'text' ? room.advice.heardIn(typed.text) : undefined
    const wrong = { key: `fault.${code}` as const, values: {}, ...(heard && { heard }) }
    return { answer: undefined, errors: { [field]: wrong } }
  }
}
