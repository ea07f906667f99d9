import { html, raw } from 'hono/html'
import { type FaultCode, formatClock, formatMoment, isMessageKey, pakistanZone, pick } from '#i18n'
import { nationalForm, publicId } from '#kernel'
import type { PaymentMethod, Quote } from '#renewals'
import { day, largeMoment, largePrice, price, priceText, soon } from './figures.ts'
import type { Page } from './frame.ts'
import { moneyCard, moneyStyle } from './money-view.ts'
import { joined, planWords, sourceWords, validityWords } from './plan-words.ts'
import { ticketStyle } from './plans-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { sheet } from './style.ts'

export const heroStyle = `${ticketStyle}
.hero{margin-block:1rem}.hero .stub{min-width:9rem}.hero .label{font-size:.875rem;color:var(--soft);display:block}
.hero .of{grid-column:1/-1;border-top:1px solid var(--line);padding-block:.8rem}.of h2{font-size:1.06rem}
.of p{font-size:.9375rem}.of .num{font-size:1.06rem;font-weight:650}
`
const style = sheet(`${heroStyle}${moneyStyle}
fieldset{border:0;padding:0;margin:1rem 0;min-inline-size:0}legend{margin-bottom:.3rem}
.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;font-size:1rem;color:var(--ink);
border-top:1px solid var(--line);cursor:pointer}
.choice input{width:1.2rem;height:1.2rem;margin:0;flex:none;accent-color:var(--green)}
.consent{align-items:flex-start;padding-block:.7rem;border:0;margin-top:.4rem}.consent input{margin-top:.2rem}
.pay button{margin-top:.4rem;font-size:1.06rem}
.crumb{color:var(--soft)}.crumb a{margin-inline-start:.3rem}
@media(min-width:60rem){.pay{margin-block:1rem}.two>aside .card:first-child{margin-top:0}}
`)

export interface QuoteModel {
  readonly quote: Quote
  readonly methods: readonly PaymentMethod[]
  /** The plans page of the same number, sealed, for another choice. */
  readonly plansPlace: string
  /** The quote that this one follows, when that one had run out. */
  readonly before: Quote | undefined
  readonly fault: FaultCode | 'consent' | undefined
}

export function quotePlace(quote: Quote): string {
  return `/q/${publicId('quote', quote.id)}`
}

export function quotePage(reader: Reader, model: QuoteModel): Page {
  const { quote, before } = model
  return {
    title: reader.text('quote.title', {
      plan: pick(reader.language, quote.plan.name),
      price: priceText(reader, quote.total.amount),
    }),
    style,
    place: `${quotePlace(quote)}${before ? `?was=${publicId('quote', before.id)}` : ''}`,
    body: html`<h1>${reader.text('quote.heading')}</h1>${changed(reader, model)}<div class="two"><div>${hero(
      reader,
      model,
    )}${effectNote(reader, quote)}${best(reader, quote)}</div><aside>${moneyCard(
      reader,
      quote,
    )}</aside><div>${payForm(reader, model)}</div></div>`,
  }
}

function changed(reader: Reader, { quote, before }: QuoteModel): Html | undefined {
  if (before === undefined) return undefined
  const now = price(reader, quote.total.amount)
  return before.total.amount === quote.total.amount
    ? html`<p class="note">${reader.words('expired.same', { new: now })}</p>`
    : html`<p class="note binds"><b>${reader.words('expired.changed', {
        old: html`<s>${price(reader, before.total.amount)}</s>`,
        new: now,
      })}</b></p>`
}

function hero(reader: Reader, { quote, plansPlace }: QuoteModel): Html {
  const operator = pick(reader.language, quote.operator.name)
  const { figure, more } = planWords(reader, quote.plan.allowance, operator)
  const volume = figure && [[bdi(`${figure.large} ${figure.unit}`), ' ', ...figure.note]]
  return html`<section class="ticket hero"><div><span class="label">${reader.text(
    'quote.lasts_until',
  )}</span>${
    quote.effect.expiresAt
      ? largeMoment(reader, quote.effect.expiresAt)
      : html`<b class="big">${reader.text('quote.lasts_unknown')}</b>`
  }</div><div class="stub"><span class="label">${reader.text('quote.you_pay')}</span>${largePrice(
    reader,
    quote.total.amount,
  )}</div><div class="of"><h2>${bdi(pick(reader.language, quote.plan.name))}</h2><p>${joined([
    ...(volume ?? []),
    ...more,
    validityWords(reader, quote.plan.validity),
  ])}</p><p class="sub">${sourceWords(reader, quote.plan, operator)} · <a class="tap" href="${reader.path(
    plansPlace,
  )}">${reader.text('quote.other_plan')}</a></p></div><div class="of"><p class="num">${bdi(
    nationalForm(quote.msisdn),
  )} · ${bdi(operator)}</p><p class="sub">${reader.text('quote.check_number')}</p>${quote.warnings.map(
    (warning) =>
      isMessageKey(`warning.${warning}`) &&
      html`<p class="error">${reader.text(`warning.${warning}` as 'warning.number_unusual')}</p>`,
  )}</div></section>`
}

/** Conditional in its words: nobody looked into the line, so the plan's rule speaks unless the operator did. */
function effectNote(reader: Reader, { effect, operator: { name } }: Quote): Html {
  const operator = bdi(pick(reader.language, name))
  const refusedNow = effect.kind === 'refused' && effect.certainty === 'confirmed'
  const tone = { replace: 'loss', refused: 'binds', unknown: 'binds' }[effect.kind as string] ?? ''
  const basis =
    effect.certainty === 'confirmed'
      ? 'effect.by_operator'
      : effect.certainty === 'rule'
        ? 'effect.by_rule'
        : undefined
  return html`<section class="note ${tone}"><h2>${reader.text('effect.heading')}</h2><p><b>${reader.words(
    refusedNow ? 'effect.refused_now' : `effect.${effect.kind}`,
    { operator },
  )}</b></p>${basis && html`<p class="sub">${reader.words(basis, { operator })}</p>`}</section>`
}

function best(reader: Reader, { bestMoment, effect }: Quote): Html | undefined {
  if (!bestMoment || !effect.expiresAt) return undefined
  const { time } = formatMoment(reader.language, bestMoment.at, pakistanZone, reader.now)
  return html`<section class="note"><h2>${reader.text('best.heading')}</h2><p>${reader.words(
    'best.body',
    {
      time: bdi(time),
      later: html`<b>${day(reader, bestMoment.expiresAt)}</b>`,
      sooner: day(reader, effect.expiresAt),
      n: bestMoment.gainsDays,
    },
  )}</p></section>`
}

function payForm(reader: Reader, { quote, methods, fault }: QuoteModel): Html | undefined {
  const { effect } = quote
  if (effect.kind === 'refused' && effect.certainty === 'confirmed') return undefined
  if (methods.length === 0) return html`<p class="note binds">${reader.text('pay.none')}</p>`
  const only = methods.length === 1 ? methods[0] : undefined
  const total = price(reader, quote.total.amount)
  return html`<form class="pay" method="post" action="${reader.path(`${quotePlace(quote)}/pay`)}"><h2>${reader.text(
    'pay.heading',
  )}</h2>${
    fault !== undefined &&
    fault !== 'consent' &&
    html`<p class="error">${reader.text(`fault.${fault}`)}</p>`
  }${methodFields(reader, methods)}${effect.kind === 'unknown' && consent(reader, fault === 'consent')}<button>${
    only
      ? reader.words('pay.button_with', { price: total, method: methodName(reader, only.id) })
      : reader.words('pay.button', { price: total })
  }</button><p class="hint">${reader.text('pay.once')} ${reader.words('pay.lock', {
    time: soon(reader, quote.expiresAt),
  })}</p></form>`
}

function methodName(reader: Reader, id: string): string {
  const key = `method.${id}`
  return isMessageKey(key) ? reader.text(key) : id
}

function methodFields(reader: Reader, methods: readonly PaymentMethod[]): Html {
  const tokens = methods.flatMap((method) => method.tokens)
  const choice = (name: string, value: string, label: string, first: boolean) =>
    html`<label class="choice"><input type="radio" name="${name}" value="${value}"${
      first && raw(' checked')
    }>${label}</label>`
  return html`${
    methods.length === 1
      ? html`<input type="hidden" name="method" value="${methods[0]!.id}">`
      : html`<fieldset><legend>${reader.text('pay.method')}</legend>${methods.map((method, i) =>
          choice('method', method.id, methodName(reader, method.id), i === 0),
        )}</fieldset>`
  }${
    tokens.length > 0 &&
    html`<fieldset><legend>${reader.text('pay.tokens')}</legend>${tokens.map((token, i) => {
      const key = `token.${token}`
      return choice('token', token, isMessageKey(key) ? reader.text(key) : token, i === 0)
    })}</fieldset>`
  }`
}

function consent(reader: Reader, missing: boolean): Html {
  return html`<label class="choice consent note binds"><input type="checkbox" name="consent" value="yes" required${
    missing && raw(' aria-invalid="true" aria-describedby="consent-error" autofocus')
  }><span>${reader.text('consent.label')}</span></label>${
    missing && html`<p class="error" id="consent-error">${reader.text('consent.missing')}</p>`
  }`
}

/** The quote ran out while it was looked at: nothing is lost, one button asks again. */
export function expiredPage(reader: Reader, quote: Quote): Page {
  return {
    title: reader.text('expired.heading'),
    style,
    place: quotePlace(quote),
    body: html`<p class="tag dim">${reader.text('tag.not_charged')}</p><h1>${reader.text(
      'expired.heading',
    )}</h1><p class="lead">${reader.words('expired.body', {
      time: bdi(formatClock(quote.expiresAt, false)),
    })}</p><div class="two"><form class="pay" method="post" action="${reader.path(
      `${quotePlace(quote)}/again`,
    )}"><div class="card"><h2>${bdi(pick(reader.language, quote.plan.name))}</h2><p>${bdi(
      nationalForm(quote.msisdn),
    )} · ${bdi(pick(reader.language, quote.operator.name))} · ${price(
      reader,
      quote.total.amount,
    )}</p></div><button>${reader.text('expired.button')}</button></form></div>`,
  }
}
