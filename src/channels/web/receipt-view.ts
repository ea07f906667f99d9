import { html } from 'hono/html'
import { isPending } from '#attempts'
import { formatClock, pakistanZone, pick, sameDay } from '#i18n'
import { maskedForm, spokenReference } from '#kernel'
import type { Renewal } from '#receipts'
import { type Again, againForm } from './again-view.ts'
import { largeMoment, largePrice, price, priceText } from './figures.ts'
import { longName } from './fit-words.ts'
import type { Page } from './frame.ts'
import { moneyCard } from './money-view.ts'
import { shortName } from './operator-name.ts'
import { quotePlace } from './quote-model.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { type Story, storyOf } from './receipt-story.ts'
import { receiptStyle } from './receipt-style.ts'
import { type Names, timeline } from './timeline-view.ts'

export interface ReceiptModel {
  readonly renewal: Renewal
  readonly token: string
  /** The reader asked the page to stand still. */
  readonly still: boolean
  /** A wish to cancel came too late. */
  readonly notCancelled: boolean
  /** What was typed to renew again, when it was refused. */
  readonly again: Again | undefined
}

function receiptPlace({ token, still }: ReceiptModel): string {
  return `/r/${token}${still ? '?still=1' : ''}`
}

export function receiptPage(reader: Reader, model: ReceiptModel): Page {
  const { renewal } = model
  const story = storyOf(renewal)
  const { texts, names } = namesOf(reader, renewal)
  const late = model.notCancelled && reader.text('receipt.not_cancelled')
  const status = reader.text(story.status, texts)
  return {
    title: reader.text('receipt.title', { reference: spokenReference(renewal.id), status }),
    style: receiptStyle,
    place: receiptPlace(model),
    body: html`
      <div class="two">
      <div>
      <p class="tag ${story.tone}">${reader.text(story.tag)}</p>
      <h1>${reader.words(story.status, names)}</h1>
      <p class="lead">${leadWords(reader, story, names)}</p>
      ${late && html`<p class="note binds">${late}</p>`}
      ${hero(reader, renewal, story, names)}
      ${acts(reader, model)}
      ${timeline(reader, renewal, names)}
      </div>
      <aside>
      ${about(reader, renewal, story, names)}
      ${moneyCard(reader, renewal.quote)}
      <p class="hint">${reader.text('receipt.keep')}</p>
      ${isPending(renewal.status) && live(reader, model)}
      </aside>
      </div>`,
  }
}

function namesOf(reader: Reader, { quote, total }: Renewal) {
  const operator = shortName(reader, quote.operator.name)
  const plan = pick(reader.language, quote.plan.name)
  const texts = { operator, plan, price: priceText(reader, total.amount) }
  const names: Names = {
    operator: bdi(operator),
    plan: longName(plan),
    price: price(reader, total.amount),
  }
  return { texts, names }
}

/** The certain part first and strong, what else there is to say after it. */
function leadWords(reader: Reader, { lead }: Story, names: Names): Html {
  const [certain, ...rest] = lead
  return html`
    ${certain && html`<b>${reader.words(certain, names)}</b>`}
    ${rest.map((key) => html` ${reader.words(key, names)}`)}`
}

/** The two things seen first: the deadline that matters now, and the price. */
function hero(reader: Reader, renewal: Renewal, story: Story, names: Names): Html {
  const { label, large } = deadline(reader, renewal) ?? {
    label: reader.text('place.heading'),
    large: html`<b>${reader.words(story.place, names)}</b>`,
  }
  return html`
    <section class="ticket hero">
    <div><span class="label">${label}</span>${large}</div>
    <div class="stub">
    <span class="label">${reader.text('receipt.total')}</span>
    ${largePrice(reader, renewal.total.amount)}
    </div>
    </section>`
}

function deadline(reader: Reader, renewal: Renewal): { label: string; large: Html } | undefined {
  const { status, expiresAt, promisedBy, payment } = renewal
  if (status === 'delivered')
    return expiresAt
      ? { label: reader.text('quote.lasts_until'), large: largeMoment(reader, expiresAt) }
      : undefined
  const payBy = payment.nextAction?.expiresAt
  if (status === 'awaiting_payment' && payBy)
    return { label: reader.text('receipt.pay_by'), large: largeClock(reader, payBy) }
  // A person sets no clock, and what is settled has none.
  if (!isPending(status) || status === 'needs_attention' || !promisedBy) return undefined
  return { label: reader.text('promise.label'), large: largeClock(reader, promisedBy) }
}

function largeClock(reader: Reader, at: Date): Html {
  if (!sameDay(at, reader.now, pakistanZone)) return largeMoment(reader, at)
  return html`<b class="big">${bdi(formatClock(at, false))}<small> PKT</small></b>`
}

function acts(reader: Reader, model: ReceiptModel): Html | undefined {
  const { renewal, token } = model
  const { status, payment, quote } = renewal
  const total = { price: price(reader, renewal.total.amount) }
  const link = (address: string, words: Words, tone = '') =>
    html`<a class="btn${tone}" href="${address}">${words}</a>`
  if (status === 'awaiting_payment') {
    const { nextAction } = payment
    return html`
      <div class="acts">
      ${nextAction && link(nextAction.url, reader.words('receipt.continue', total))}
      <form method="post" action="${reader.path(`/r/${token}/cancel`)}">
      <button class="quiet">${reader.text('receipt.cancel')}</button>
      </form>
      </div>`
  }
  if (status === 'declined' || status === 'expired' || status === 'cancelled') {
    const place = reader.path(quotePlace(quote))
    if (quote.expiresAt > reader.now)
      return html`<div class="acts">${link(place, reader.words('receipt.try_again', total))}</div>`
    return html`
      <form class="acts" method="post" action="${place}/again">
      <button>${reader.text('receipt.new_price')}</button>
      </form>`
  }
  if (isPending(status)) return undefined
  const another = link(reader.path('/'), reader.words('receipt.another'), ' quiet')
  return html`<div class="acts">${status === 'delivered' && againForm(reader, model)}${another}</div>`
}

function about(reader: Reader, { id, quote }: Renewal, story: Story, names: Names): Html {
  return html`
    <section class="card">
    <dl class="facts">
    <dt>${reader.text('receipt.reference')}</dt>
    <dd><bdi class="ref">${spokenReference(id)}</bdi></dd>
    <dt>${reader.text('receipt.number')}</dt>
    <dd>${bdi(maskedForm(quote.msisdn))}</dd>
    <dt>${reader.text('receipt.plan')}</dt>
    <dd>${names.operator} · ${names.plan}</dd>
    <dt>${reader.text('place.heading')}</dt>
    <dd>${reader.words(story.place, names)}</dd>
    </dl>
    <p class="hint">${reader.text('receipt.reference_hint')}</p>
    </section>`
}

/** A page that changes by itself can be told to stop, and to go on. */
function live(reader: Reader, { token, still }: ReceiptModel): Html {
  const place = reader.path(`/r/${token}${still ? '' : '?still=1'}`)
  const state = reader.text(still ? 'receipt.still' : 'receipt.refreshing')
  const change = reader.text(still ? 'receipt.resume' : 'receipt.stop')
  return html`<p class="live">${state} <a class="tap" href="${place}">${change}</a></p>`
}
