import { html } from 'hono/html'
import { pick } from '#i18n'
import { nationalForm } from '#kernel'
import type { LineClock, LinePicture } from '#lines'
import type { RunningPlan, UsageBucket } from '#operators'
import { daysCard } from './days-view.ts'
import { day, moment, ownMoment, soon, volume } from './figures.ts'
import { longName } from './fit-words.ts'
import type { Page } from './frame.ts'
import { dataLeft, type Hero, heroOf, type LineModel } from './line-model.ts'
import { lineStyle } from './line-style.ts'
import { shortName } from './operator-name.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { ring } from './ring-view.ts'
import { sourceDate, sourceName } from './source-words.ts'
import { ageWords, rangeFrom, spanWords } from './span-words.ts'

/** What ends first and what to do about it; then what is left, and how it was used. */
export function linePage(reader: Reader, model: LineModel): Page {
  const { picture } = model
  const number = nationalForm(picture.msisdn)
  const days = picture.usage?.days ?? []
  return {
    title: reader.text('line.title', { number }),
    style: lineStyle,
    place: `/l/${model.token}`,
    body: html`
      <p class="lead">${longName(pick(reader.language, picture.operator.name))}</p>
      <h1>${bdi(number)}</h1>
      ${staleNote(reader, model)}
      <div class="two">
      <div>${first(reader, model)}${left(reader, picture)}</div>
      <aside>${days.length > 0 ? daysCard(reader, days) : noDays(reader, picture)}</aside>
      </div>`,
  }
}

const operatorName = (reader: Reader, { operator }: LinePicture) =>
  bdi(shortName(reader, operator.name))

/** How old, since when, and how to see it fresh. */
function staleNote(reader: Reader, { picture, dial }: LineModel): Html | undefined {
  const { usage, isStale } = picture
  if (!usage || !isStale) return undefined
  const operator = operatorName(reader, picture)
  const { asOf } = usage
  const source =
    dial &&
    reader.words('source.verified', {
      source: sourceName(reader, dial.source),
      date: sourceDate(reader, dial.asOf),
    })
  return html`
    <section class="note binds">
    <p><b>${reader.words('line.stale', {
      operator,
      age: ageWords(reader, asOf),
      moment: soon(reader, asOf),
    })}</b></p>
    <p>${
      dial
        ? reader.words('line.stale_dial', { code: html`<bdi dir="ltr">${dial.code}</bdi>` })
        : reader.text('line.stale_again')
    }</p>
    ${source && html`<p class="sub">${source}</p>`}
    </section>`
}

function first(reader: Reader, model: LineModel): Html {
  const { picture, plansPlace, fitPlace, fitsOwnUse } = model
  const hero = heroOf(picture)
  const { large, lines } = heroWords(reader, model, hero)
  const tag =
    (hero.kind === 'plan' || hero.kind === 'data') && reader.text(`line.${hero.kind}_first`)
  return html`
    <section class="card first">
    ${tag && html`<p class="tag binds">${tag}</p>`}
    <h2 class="big">${large}</h2>
    ${lines.map((line) => html`<p>${line}</p>`)}
    <a class="btn" href="${reader.path(plansPlace)}">${reader.text('line.renew')}</a>
    <a class="btn quiet" href="${reader.path(fitPlace)}">${reader.text(
      fitsOwnUse ? 'line.fit_own' : 'line.fit',
    )}</a>
    </section>`
}

interface HeroWords {
  readonly large: Words
  readonly lines: readonly Words[]
}

function heroWords(reader: Reader, model: LineModel, hero: Hero): HeroWords {
  const { picture } = model
  const operator = operatorName(reader, picture)
  const say = (key: Parameters<Reader['words']>[0]) => reader.words(key, { operator })
  switch (hero.kind) {
    case 'plan':
      return {
        large: [spanWords(reader, hero.clock.at!.getTime() - reader.now.getTime())].flat(),
        lines: [...planEnds(reader, model), ...dataWords(reader, picture)],
      }
    case 'data':
      return {
        large: rangeWords(reader, hero.clock),
        lines: dataFirst(reader, picture, hero.clock),
      }
    case 'gone':
      return {
        large: say('line.gone'),
        lines: [say('line.gone_next'), ...planEndsToo(reader, picture)],
      }
    case 'no_plan':
      return { large: say('line.no_plan'), lines: [say('line.no_plan_next')] }
    case 'no_end':
      return { large: say('line.no_end'), lines: [say('line.no_end_next')] }
    case 'refused':
      return { large: say('line.refused'), lines: [say('line.refused_next')] }
    case 'silent':
      return { large: say('line.silent'), lines: [say('line.silent_next')] }
    case 'not_told':
      return { large: say('line.not_told'), lines: [say('line.silent_next')] }
  }
}

function planEnds(reader: Reader, { picture, planNames }: LineModel): Words[] {
  const called = ({ plan, name }: RunningPlan) =>
    longName(pick(reader.language, planNames.get(plan) ?? { en: name }))
  const { usage } = picture
  const last = usage?.plans?.toSorted((a, b) => a.endsAt.getTime() - b.endsAt.getTime()).at(-1)
  const at = picture.clocks.find(({ kind }) => kind === 'plan')?.at
  if (!at) return []
  const own = ownMoment(reader, at)
  const plan = last ? called(last) : reader.text('line.plan')
  const ends = reader.words('line.plan_ends', { plan, end: moment(reader, at) })
  const queued = (usage?.plans ?? [])
    .filter(({ startsAt }) => startsAt > reader.now)
    .map((running) => {
      const values = { plan: called(running), start: moment(reader, running.startsAt) }
      return reader.words('line.queued', values)
    })
  return [own ? [html`${ends}<br><span class="sub">${own}</span>`] : ends, ...queued]
}

function planEndsToo(reader: Reader, { clocks }: LinePicture): Words[] {
  const at = clocks.find(({ kind }) => kind === 'plan')?.at
  return at ? [reader.words('line.plan_ends_too', { end: moment(reader, at) })] : []
}

/** What is to be said of data where the plan ends first. */
function dataWords(reader: Reader, picture: LinePicture): Words[] {
  const data = picture.clocks.find(({ kind }) => kind === 'data')
  if (!data || dataLeft(picture)?.kind !== 'known') return []
  if (data.certainty === 'unknown') return [reader.words('line.data_unknown')]
  if (data.earliest) return [reader.words('line.data_doubt', { from: day(reader, data.earliest) })]
  return [reader.words('line.data_lasts')]
}

function dataFirst(reader: Reader, picture: LinePicture, clock: LineClock): Words[] {
  const earliest = clock.earliest ?? clock.at!
  const from = day(reader, earliest)
  const to = clock.latest && day(reader, clock.latest)
  const words = !to
    ? reader.words('line.data_open', { from })
    : from.join('') === to.join('')
      ? reader.words('line.data_range_day', { from })
      : reader.words('line.data_range', { from, to })
  return [words, ...planEndsToo(reader, picture)]
}

function rangeWords(reader: Reader, { at, earliest, latest }: LineClock): Words {
  const { unit, low, high } = rangeFrom(reader.now, earliest ?? at!, latest)
  if (high === undefined) {
    const left = (earliest ?? at!).getTime() - reader.now.getTime()
    return reader.words('span.from', { span: spanWords(reader, left) })
  }
  if (low === high) return reader.words(`span.${unit}`, { n: low })
  // Two bare numbers have no direction of their own, and would turn round inside Urdu.
  const range = html`<bdi dir="ltr">${low}–${high}</bdi>`
  return reader.words(`span.range_${unit}`, { range })
}

function left(reader: Reader, picture: LinePicture): Html | undefined {
  const { usage, clocks } = picture
  if (!usage || usage.buckets.length === 0) return undefined
  const data = dataLeft(picture)
  const others = usage.buckets.filter(({ kind }) => kind !== 'data')
  const operator = operatorName(reader, picture)
  const counted = reader.words('line.counted', { operator, age: ageWords(reader, usage.asOf) })
  return html`
    <section class="card">
    <h2>${reader.text('line.left')}</h2>
    <p class="sub">${counted}</p>
    ${data && ring(reader, data, clocks[0]?.kind === 'data')}
    ${
      others.length > 0 &&
      html`<dl class="rows">${others.map((it) => bucketRow(reader, it, picture))}</dl>`
    }
    </section>`
}

function bucketRow(reader: Reader, bucket: UsageBucket, picture: LinePicture): Html {
  const { kind, name, validUntil } = bucket
  const operator = operatorName(reader, picture)
  const label =
    kind === 'other'
      ? html`<bdi class="n">${name}</bdi>`
      : reader.words(`bucket.${kind}`, { operator })
  const planEnd = picture.clocks.find((it) => it.kind === 'plan')?.at
  // Said only where it is not the end that stands above already.
  const apart = validUntil && validUntil.getTime() !== planEnd?.getTime()
  const until = apart && reader.words('line.until', { end: day(reader, validUntil) })
  return html`
    <dt>${label}${until && html`<small>${until}</small>`}</dt>
    <dd>${bucketFigures(reader, bucket)}</dd>`
}

function bucketFigures(
  reader: Reader,
  { unit, remaining, total, unlimited }: UsageBucket,
): Html | Words {
  if (unlimited) return reader.words('line.unlimited')
  if (remaining === null) return html`<span class="soft">${reader.text('line.unknown')}</span>`
  const amount = (count: number) => (unit === 'MB' ? volume(count) : bdi(count))
  if (total === null) return amount(remaining)
  return reader.words('line.left_of', { left: amount(remaining), total: amount(total) })
}

function noDays(reader: Reader, picture: LinePicture): Html | undefined {
  if (!picture.usage) return undefined
  const operator = operatorName(reader, picture)
  return html`<p class="hint">${reader.words('line.days_none', { operator })}</p>`
}
