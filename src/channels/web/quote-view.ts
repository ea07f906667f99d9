import { html } from 'hono/html'
import { formatClock, formatMoment, isMessageKey, pakistanZone, pick } from '#i18n'
import { nationalForm } from '#kernel'
import type { Quote } from '#quotes'
import { day, largeMoment, largePrice, price, priceText, soon } from './figures.ts'
import { longName } from './fit-words.ts'
import type { Page } from './frame.ts'
import { moneyCard } from './money-view.ts'
import { shortName } from './operator-name.ts'
import { payForm } from './pay-view.ts'
import { joined, planWords, sourceWords, validityWords } from './plan-words.ts'
import { provinceForm } from './province-view.ts'
import { type QuoteModel, quoteAddress, quotePlace } from './quote-model.ts'
import { quoteStyle } from './quote-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { recordPlace } from './record-model.ts'
import { sinceNote } from './since-view.ts'
import { quoteWays } from './ways-view.ts'

export function quotePage(reader: Reader, model: QuoteModel): Page {
  const { quote, before, since } = model
  return {
    title: reader.text('quote.title', {
      plan: pick(reader.language, quote.plan.name),
      price: priceText(reader, quote.total.amount),
    }),
    style: quoteStyle,
    place: quoteAddress(model),
    body: html`
      <h1>${reader.text('quote.heading')}</h1>
      ${before && changedNote(reader, before, quote)}
      ${sinceNote(reader, since)}
      ${illNote(reader, model)}
      <div class="two">
      <div>
      <section class="ticket hero">
      ${figures(reader, quote)}
      ${planFacts(reader, model)}
      ${numberFacts(reader, quote)}
      </section>
      ${effectNote(reader, quote)}
      ${bestNote(reader, quote)}
      </div>
      <aside>${moneyCard(reader, quote)}${provinceForm(reader, quote)}</aside>
      <div>${paying(reader, model)}</div>
      </div>`,
  }
}

/**
 * Which payment works is told before any button; a refusal of the operator leaves nothing to pay.
 */
function paying(reader: Reader, model: QuoteModel): Html | undefined {
  const { kind, certainty } = model.quote.effect
  if (kind === 'refused' && certainty === 'confirmed') return undefined
  return html`
    ${quoteWays(reader, model, (who) => quoteAddress(model, who))}
    ${payForm(reader, model)}`
}

function changedNote(reader: Reader, before: Quote, quote: Quote): Html {
  const old = html`<s>${price(reader, before.total.amount)}</s>`
  const values = { old, new: price(reader, quote.total.amount) }
  return before.total.amount === quote.total.amount
    ? html`<p class="note">${reader.words('expired.same', { new: values.new })}</p>`
    : html`<p class="note binds"><b>${reader.words('expired.changed', values)}</b></p>`
}

/** Told before anybody pays: the money is safe, but the plan will not come at once. */
function illNote(reader: Reader, { quote, illSince }: QuoteModel): Html | undefined {
  if (!illSince) return undefined
  const operator = bdi(shortName(reader, quote.operator.name))
  const values = { operator, time: soon(reader, illSince) }
  return html`<p class="note binds">${reader.words('quote.not_answering', values)}</p>`
}

/** The two things seen first. */
function figures(reader: Reader, { effect, total }: Quote): Html {
  const unknown = html`<b class="big">${reader.text('quote.lasts_unknown')}</b>`
  return html`
    <div>
    <span class="label">${reader.text('quote.lasts_until')}</span>
    ${effect.expiresAt ? largeMoment(reader, effect.expiresAt) : unknown}
    </div>
    <div class="stub">
    <span class="label">${reader.text('quote.you_pay')}</span>
    ${largePrice(reader, total.amount)}
    </div>`
}

function planFacts(reader: Reader, { quote, plansPlace }: QuoteModel): Html {
  const { plan } = quote
  const operator = shortName(reader, quote.operator.name)
  const { figure, more } = planWords(reader, plan.allowance, operator)
  const volume = figure ? [[bdi(`${figure.large} ${figure.unit}`), ' ', ...figure.note]] : []
  const other = html`
    <a class="tap" href="${reader.path(plansPlace)}">${reader.text('quote.other_plan')}</a>`
  return html`
    <div class="of">
    <h2>${longName(pick(reader.language, plan.name))}</h2>
    <p>${joined([...volume, ...more, validityWords(reader, plan.validity)])}</p>
    <p class="sub">
    <a class="src" href="${reader.path(recordPlace(plan.id))}">${sourceWords(reader, plan, operator)}</a>${' '}
    · ${other}</p>
    </div>`
}

/** The number in full: this is the last moment at which a wrong digit costs nothing. */
function numberFacts(reader: Reader, quote: Quote): Html {
  const operator = bdi(pick(reader.language, quote.operator.name))
  const warnings = quote.warnings.map((warning) => `warning.${warning}`).filter(isMessageKey)
  return html`
    <div class="of">
    <p class="num">${bdi(nationalForm(quote.msisdn))} · ${operator}</p>
    <p class="sub">${reader.text('quote.check_number')}</p>
    ${warnings.map((key) => html`<p class="error">${reader.text(key)}</p>`)}
    </div>`
}

const effectTones: Partial<Record<Quote['effect']['kind'], string>> = {
  replace: ' loss',
  refused: ' binds',
  unknown: ' binds',
}

/** Conditional: nobody looked into the line, so the plan's rule speaks unless the operator did. */
function effectNote(reader: Reader, { effect, operator: { name } }: Quote): Html {
  const operator = bdi(shortName(reader, name))
  const { kind, certainty } = effect
  const refusedNow = kind === 'refused' && certainty === 'confirmed'
  const words = reader.words(refusedNow ? 'effect.refused_now' : `effect.${kind}`, { operator })
  const basis = certainty === 'confirmed' ? 'effect.by_operator' : 'effect.by_rule'
  return html`
    <section class="note${effectTones[kind]}">
    <h2>${reader.text('effect.heading')}</h2>
    <p><b>${words}</b></p>
    ${certainty !== 'unknown' && html`<p class="sub">${reader.words(basis, { operator })}</p>`}
    </section>`
}

function bestNote(reader: Reader, { bestMoment, effect }: Quote): Html | undefined {
  if (!bestMoment || !effect.expiresAt) return undefined
  const { time } = formatMoment(reader.language, bestMoment.at, pakistanZone, reader.now)
  const words = reader.words('best.body', {
    time: bdi(time),
    later: html`<b>${day(reader, bestMoment.expiresAt)}</b>`,
    sooner: day(reader, effect.expiresAt),
    n: bestMoment.gainsDays,
  })
  return html`
    <section class="note">
    <h2>${reader.text('best.heading')}</h2>
    <p>${words}</p>
    </section>`
}

/** The quote ran out while it was looked at: nothing is lost, one button asks again. */
export function expiredPage(reader: Reader, quote: Quote): Page {
  const operator = bdi(pick(reader.language, quote.operator.name))
  const until = bdi(formatClock(quote.expiresAt, false))
  return {
    title: reader.text('expired.heading'),
    style: quoteStyle,
    place: quotePlace(quote),
    body: html`
      <p class="tag dim">${reader.text('tag.not_charged')}</p>
      <h1>${reader.text('expired.heading')}</h1>
      <p class="lead">${reader.words('expired.body', { time: until })}</p>
      <div class="two">
      <form class="pay" method="post" action="${reader.path(`${quotePlace(quote)}/again`)}">
      <div class="card">
      <h2>${longName(pick(reader.language, quote.plan.name))}</h2>
      <p>${bdi(nationalForm(quote.msisdn))} · ${operator} · ${price(reader, quote.total.amount)}</p>
      </div>
      <button>${reader.text('expired.button')}</button>
      </form>
      </div>`,
  }
}
