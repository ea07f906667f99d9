import { html, raw } from 'hono/html'
import { isPending } from '#attempts'
import { formatClock, pakistanZone, sameDay } from '#i18n'
import type { Renewal, TimelineEvent } from '#receipts'
import { day, soon } from './figures.ts'
import { bdi, type Html, type Reader } from './reader.ts'

/** The values that a renewal's words may need. */
export type Names = Readonly<Record<'operator' | 'plan' | 'price', Html>>

/** What happened in plain words with clock times, and last what happens by when. */
export function timeline(reader: Reader, renewal: Renewal, names: Names): Html {
  const { status, promisedBy, timeline: events } = renewal
  const pending = isPending(status)
  const promised =
    pending && status !== 'needs_attention' && status !== 'awaiting_payment' && promisedBy
  return html`
    <section class="card">
    <h2>${reader.text('timeline.heading')}</h2>
    <ol class="steps">
    ${events.map((event, i) => {
      const now = pending && i === events.length - 1 && raw(' class="now"')
      return html`
        <li${now}>
        ${reader.words(`event.${event.event}`, names)}
        ${eventTime(reader, event, events[i - 1])}
        </li>`
    })}
    ${promised && promise(reader, promised)}
    </ol>
    </section>`
}

function promise(reader: Reader, by: Date): Html {
  return html`<li class="next">${reader.words('promise.by', { time: soon(reader, by) })}</li>`
}

/** The day stands with the first event and wherever it changes: a printed page needs no other. */
function eventTime(reader: Reader, { at }: TimelineEvent, before: TimelineEvent | undefined): Html {
  const clock = reader.words('time.clock', { time: bdi(formatClock(at, true)) })
  const today = before && sameDay(at, before.at, pakistanZone)
  return html`
    <time datetime="${at.toISOString()}">
    ${today ? '' : html`${day(reader, at)} · `}${clock}
    </time>`
}
