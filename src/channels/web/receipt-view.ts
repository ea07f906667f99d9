import { html, raw } from 'hono/html'
import { formatClock, pakistanZone, pick, sameDay } from '#i18n'
import { maskedForm, publicId, spokenReference } from '#kernel'
import { isPending, type Renewal, type TimelineEvent } from '#renewals'
import { day, largeMoment, largePrice, price, priceText, soon } from './figures.ts'
import type { Page } from './frame.ts'
import { moneyCard } from './money-view.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { type Story, storyOf } from './receipt-story.ts'
import { receiptStyle } from './receipt-style.ts'

export interface ReceiptModel {
  readonly renewal: Renewal
  readonly token: string
  /** The reader asked the page to stand still. */
  readonly still: boolean
  /** A wish to cancel came too late. */
  readonly notCancelled: boolean
}

export function receiptPlace(model: Pick<ReceiptModel, 'token' | 'still'>): string {
  return `/r/${model.token}${model.still ? '?still=1' : ''}`
}

export function receiptPage(reader: Reader, model: ReceiptModel): Page {
  const { renewal } = model
  const story = storyOf(renewal)
  const facts = namesOf(reader, renewal)
  const pending = isPending(renewal.status)
  return {
    title: reader.text('receipt.title', {
      reference: spokenReference(renewal.id),
      status: reader.text(story.status, facts.texts),
    }),
    style: receiptStyle,
    place: receiptPlace(model),
    body: html`<div class="two"><div><p class="tag ${story.tone}">${reader.text(story.tag)}</p><h1>${reader.words(
      story.status,
      facts.marked,
    )}</h1><p class="lead">${story.lead.map((key, i) => [
      i > 0 ? ' ' : '',
      i === 0 ? html`<b>${reader.words(key, facts.marked)}</b>` : reader.words(key, facts.marked),
    ])}</p>${
      model.notCancelled && html`<p class="note binds">${reader.text('receipt.not_cancelled')}</p>`
    }${hero(reader, model, story)}${acts(reader, model)}${timeline(reader, renewal, pending, facts.marked)}</div><aside>${about(
      reader,
      renewal,
      story,
      facts.marked,
    )}${moneyCard(reader, renewal.quote)}<p class="hint">${reader.text('receipt.keep')}</p>${
      pending && live(reader, model)
    }</aside></div>`,
  }
}

type Names = Readonly<Record<'operator' | 'plan' | 'price', Html>>

function namesOf(reader: Reader, { quote, total }: Renewal) {
  const operator = pick(reader.language, quote.operator.name)
  const plan = pick(reader.language, quote.plan.name)
  const texts = { operator, plan, price: priceText(reader, total.amount) }
  const marked: Names = {
    operator: bdi(operator),
    plan: bdi(plan),
    price: price(reader, total.amount),
  }
  return { texts, marked }
}

/** The two things seen first: by when it is settled (or how long the plan lasts), and the price. */
function hero(reader: Reader, { renewal }: ReceiptModel, story: Story): Html {
  const operator = bdi(pick(reader.language, renewal.quote.operator.name))
  const payBy = renewal.payment.nextAction?.expiresAt
  const left = (label: Words | string, large: Html) =>
    html`<div><span class="label">${label}</span>${large}</div>`
  const clock = (at: Date) => html`${bdi(formatClock(at, false))}<small> PKT</small>`
  const large = (at: Date) =>
    sameDay(at, reader.now, pakistanZone)
      ? html`<b class="big">${clock(at)}</b>`
      : largeMoment(reader, at)
  return html`<section class="ticket hero">${
    renewal.status === 'delivered' && renewal.expiresAt
      ? left(reader.text('quote.lasts_until'), largeMoment(reader, renewal.expiresAt))
      : renewal.status === 'awaiting_payment' && payBy
        ? left(reader.text('receipt.pay_by'), large(payBy))
        : isPending(renewal.status) && renewal.status !== 'needs_attention' && renewal.promisedBy
          ? left(reader.text('promise.label'), large(renewal.promisedBy))
          : left(
              reader.text('place.heading'),
              html`<b>${reader.words(story.place, { operator })}</b>`,
            )
  }<div class="stub"><span class="label">${reader.text('receipt.total')}</span>${largePrice(reader, renewal.total.amount)}</div></section>`
}

function acts(reader: Reader, { renewal, token }: ReceiptModel): Html | undefined {
  const { status, payment, quote } = renewal
  const total = price(reader, renewal.total.amount)
  if (status === 'awaiting_payment')
    return html`<div class="acts">${
      payment.nextAction &&
      html`<a class="btn" href="${payment.nextAction.url}">${reader.words('receipt.continue', { price: total })}</a>`
    }<form method="post" action="${reader.path(`/r/${token}/cancel`)}"><button class="quiet">${reader.text(
      'receipt.cancel',
    )}</button></form></div>`
  if (status === 'declined' || status === 'expired' || status === 'cancelled') {
    const place = reader.path(`/q/${publicId('quote', quote.id)}`)
    return quote.expiresAt > reader.now
      ? html`<div class="acts"><a class="btn" href="${place}">${reader.words('receipt.try_again', { price: total })}</a></div>`
      : html`<form class="acts" method="post" action="${place}/again"><button>${reader.text(
          'receipt.new_price',
        )}</button></form>`
  }
  if (isPending(status)) return undefined
  return html`<div class="acts"><a class="btn quiet" href="${reader.path('/')}">${reader.text(
    'receipt.another',
  )}</a></div>`
}

function timeline(reader: Reader, renewal: Renewal, pending: boolean, names: Names): Html {
  const events = renewal.timeline
  const promised =
    renewal.status !== 'needs_attention' && renewal.status !== 'awaiting_payment' && pending
      ? renewal.promisedBy
      : null
  return html`<section class="card"><h2>${reader.text('timeline.heading')}</h2><ol class="steps">${events.map(
    (event, i) =>
      html`<li${pending && i === events.length - 1 && raw(' class="now"')}>${reader.words(
        `event.${event.event}`,
        names,
      )}<time datetime="${event.at.toISOString()}">${eventTime(reader, event, events[i - 1])}</time></li>`,
  )}${
    promised &&
    html`<li class="next">${reader.words('promise.by', { time: soon(reader, promised) })}</li>`
  }</ol></section>`
}

/** The day stands with the first event and wherever it changes, so that a printed page needs no other date. */
function eventTime(reader: Reader, event: TimelineEvent, before: TimelineEvent | undefined): Html {
  const clock = reader.words('time.clock', { time: bdi(formatClock(event.at, true)) })
  const sameAsBefore = before && sameDay(event.at, before.at, pakistanZone)
  return sameAsBefore ? html`${clock}` : html`${day(reader, event.at)} · ${clock}`
}

function about(reader: Reader, { id, quote }: Renewal, story: Story, names: Names): Html {
  const row = (label: Html | string, value: unknown) =>
    html`<dt>${label}</dt><dd>${value as Html}</dd>`
  return html`<section class="card"><dl class="facts">${row(
    reader.text('receipt.reference'),
    html`<bdi class="ref">${spokenReference(id)}</bdi>`,
  )}${row(reader.text('receipt.number'), bdi(maskedForm(quote.msisdn)))}${row(
    reader.text('receipt.plan'),
    html`${names.operator} · ${names.plan}`,
  )}${row(reader.text('place.heading'), reader.words(story.place, names))}</dl><p class="hint">${reader.text(
    'receipt.reference_hint',
  )}</p></section>`
}

/** A page that changes by itself can be told to stop, and to go on. */
function live(reader: Reader, { token, still }: ReceiptModel): Html {
  const link = (place: string, key: 'receipt.stop' | 'receipt.resume') =>
    html`<a class="tap" href="${reader.path(place)}">${reader.text(key)}</a>`
  return html`<p class="live">${
    still
      ? [reader.text('receipt.still'), ' ', link(`/r/${token}`, 'receipt.resume')]
      : [reader.text('receipt.refreshing'), ' ', link(`/r/${token}?still=1`, 'receipt.stop')]
  }</p>`
}
