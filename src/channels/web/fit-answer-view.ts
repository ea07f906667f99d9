import { html, raw } from 'hono/html'
import type { Advised, FitAnswer } from '#advice'
import { formatVolume, isMessageKey, pick } from '#i18n'
import { costDetails } from './cost-view.ts'
import { largePrice, moment, price } from './figures.ts'
import { type FitModel, fitPlace } from './fit-model.ts'
import { listed, longName, spoken } from './fit-words.ts'
import { shortName } from './operator-name.ts'
import { joined, planWords, validityWords } from './plan-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/**
 * What to buy and what it costs in all first; then why, what it stands on, and what else there is.
 */
export function answerView(reader: Reader, model: FitModel, answer: FitAnswer): Html {
  const { recommended, runnerUp, alternatives, changes, doubts } = answer
  return html`
    ${understoodNote(reader, model, answer)}
    ${recommended ? bestTicket(reader, model, recommended) : nothing(reader, answer)}
    ${runnerUp && others(reader, 'fit.runner_up', [runnerUp])}
    ${alternatives.length > 0 && others(reader, 'fit.others', alternatives)}
    ${
      changes.length > 0 &&
      sentences(
        reader,
        'fit.changes',
        changes.map(({ sentence }) => spoken(reader, sentence)),
      )
    }
    ${sentences(
      reader,
      'fit.doubts',
      doubts.map(({ sentence }) => spoken(reader, sentence)),
    )}`
}

function understoodNote(reader: Reader, { operators }: FitModel, { understood }: FitAnswer): Html {
  const { low, high } = understood.forecast
  const gb = ({ figure, unit }: ReturnType<typeof formatVolume>) => `${figure}\u00a0${unit}`
  const ranges = [
    { of: 'dataMb', key: 'fit.range_data', text: (n: number) => gb(formatVolume(n)) },
    { of: 'minutes', key: 'fit.range_minutes', text: String },
    { of: 'sms', key: 'fit.range_sms', text: String },
  ] as const
  const used = ranges.filter(({ of }) => high[of] > 0)
  const list = used.map(({ of, key, text }) =>
    reader.words(key, {
      // Two bare numbers have no direction of their own, and would turn round inside Urdu.
      range: html`<bdi dir="ltr">${text(low[of])} – ${text(high[of])}</bdi>`,
    }),
  )
  const from = understood.messages.map(({ operator }) => {
    if (operator === null) return undefined
    const known = operators.find(({ id }) => id === operator)
    const name = bdi(known ? pick(reader.language, known.name) : operator)
    return html`<p>${reader.words('fit.read_as', { operator: name })}</p>`
  })
  return html`
    <section class="note">
    <h2>${reader.text('fit.understood')}</h2>
    ${understood.heard ? html`<p>${spoken(reader, understood.heard)}</p>` : from}
    ${understood.from === 'history' && html`<p>${reader.text('line.fit_from')}</p>`}
    ${
      list.length > 0
        ? html`<p>${reader.words('fit.range', { list: listed(reader, list) })}</p>`
        : html`<p>${reader.text('fit.range_none')}</p>`
    }
    ${understood.carry && html`<p>${spoken(reader, understood.carry)}</p>`}
    </section>`
}

function bestTicket(
  reader: Reader,
  model: FitModel,
  best: NonNullable<FitAnswer['recommended']>,
): Html {
  const operator = longName(pick(reader.language, best.operator.name))
  const order =
    best.kind === 'after'
      ? reader.text('fit.order_after')
      : best.kind === 'together'
        ? reader.text('fit.order_together')
        : best.parts[0]!.times > 1
          ? reader.text('fit.order_again')
          : undefined
  return html`
    <section class="ticket hero" aria-labelledby="best">
    <div>
    <p class="tag">${reader.text('fit.best')}</p>
    <p class="label">${operator}</p>
    <h2 id="best">${best.parts.map((part) => partName(reader, part))}</h2>
    </div>
    <div class="stub">
    <span class="label">${reader.text('fit.in_all')}</span>
    ${largePrice(reader, best.total.amount)}
    </div>
    <div class="of">
    <p><b>${until(reader, best)}</b></p>
    ${order && html`<p>${order}</p>`}
    ${best.parts.map((part) => partFacts(reader, best, part))}
    </div>
    ${best.parts.map(({ plan }) => plan.cost && costDetails(reader, plan.cost))}
    <div class="of">
    <h3>${reader.text('fit.why')}</h3>
    <p>${spoken(reader, best.why)}</p>
    </div>
    <div class="of">${renewForm(reader, model, best)}</div>
    </section>`
}

type Part = Advised['parts'][number]

function partName(reader: Reader, { plan, times }: Part): Html {
  const name = longName(pick(reader.language, plan.name))
  const words = times === 1 ? [name] : reader.words('fit.times', { plan: name, n: times })
  return html`<span class="part">${words}</span>`
}

function partFacts(reader: Reader, { operator, parts }: Advised, { plan, times }: Part): Html {
  const { figure, more } = planWords(reader, plan.allowance, shortName(reader, operator.name))
  const volume = figure ? [[bdi(`${figure.large}\u00a0${figure.unit}`), ' ', ...figure.note]] : []
  const each =
    times > 1 || parts.length > 1
      ? [reader.words('fit.price_each', { price: price(reader, plan.total!) })]
      : []
  return html`
    <p class="sub">
    ${parts.length > 1 && [longName(pick(reader.language, plan.name)), ' · ']}
    ${joined([...volume, ...more, validityWords(reader, plan.validity), ...each])}
    </p>`
}

function until(reader: Reader, { lastsUntil }: Advised): Words {
  if (!lastsUntil) return reader.words('fit.carries_unknown')
  return reader.words('fit.carries_until', { end: moment(reader, lastsUntil) })
}

/**
 * What is bought now gets a button: the first of plans that follow one another, each of those that
 * run side by side. From a plans page the number is known already.
 */
function renewForm(reader: Reader, model: FitModel, { parts, kind, operator }: Advised): Html {
  const { typed, renewal } = model
  const now = kind === 'after' ? parts.slice(0, 1) : parts
  const buttons = now.map(({ plan }) => {
    const name = longName(pick(reader.language, plan.name))
    return html`
      <button name="plan" value="${plan.id}">${reader.words('fit.renew', { plan: name })}</button>`
  })
  const territory =
    typed.territory !== '' &&
    html`<input type="hidden" name="territory" value="${typed.territory}">`
  if (typed.line !== '')
    return html`
      <form class="fit" method="post" action="${reader.path('/quote')}">
      <input type="hidden" name="sealed" value="${typed.line}">${territory}
      ${buttons}
      </form>`
  const { fault } = renewal
  const elsewhere = fault === 'plan_other_operator'
  const name = bdi(shortName(reader, operator.name))
  return html`
    <form class="fit" method="post" action="${reader.path('/fit/renew')}">
    <input type="hidden" name="asked" value="${fitPlace({ ...typed, text: '' }).split('?')[1] ?? ''}">
    <input type="hidden" name="text" value="${typed.text}">${territory}
    <div class="field">
    <label for="number">${reader.text('fit.renew_number')}</label>
    <input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" dir="ltr"${' '}
    required maxlength="64" value="${renewal.number}"${
      fault && raw(' aria-invalid="true" aria-describedby="number-error"')
    }>
    ${fault && html`<p class="error" id="number-error">${reader.text(faultKey(fault))}</p>`}
    ${
      elsewhere &&
      html`
        <label class="check"><input type="checkbox" name="operator" value="${operator.id}">
        <span>${reader.words('fit.renew_sure', { operator: name })}</span></label>`
    }
    </div>
    ${buttons}
    </form>`
}

function faultKey(code: string) {
  const key = `fault.${code}`
  return isMessageKey(key) ? key : 'fault.not_found'
}

function others(
  reader: Reader,
  heading: 'fit.runner_up' | 'fit.others',
  baskets: readonly Advised[],
): Html {
  return html`
    <section class="others">
    <h2>${reader.text(heading)}</h2>
    <ul>
    ${baskets.map((basket) => {
      const { operator, parts, total } = basket
      const names = parts.map((part, i) => [i === 0 ? '' : ' + ', partName(reader, part)])
      return html`
        <li>
        <div>${names}<span class="sub">${bdi(shortName(reader, operator.name))} · ${until(
          reader,
          basket,
        )}</span></div>
        <b>${price(reader, total.amount)}</b>
        ${parts.map(({ plan }) => plan.cost && costDetails(reader, plan.cost))}
        </li>`
    })}
    </ul>
    </section>`
}

function sentences(
  reader: Reader,
  heading: 'fit.changes' | 'fit.doubts',
  lines: readonly Words[],
): Html {
  return html`
    <section class="lines">
    <h2>${reader.text(heading)}</h2>
    <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
    </section>`
}

function nothing(reader: Reader, { understood }: FitAnswer): Html {
  if (!understood.carry)
    return html`
      <section class="card">
      <h2>${reader.text('fit.no_use_heading')}</h2>
      <p><a class="tap" href="${reader.path('/plans?kind=keep')}">${reader.text('fit.no_use_next')}</a></p>
      </section>`
  return html`
    <section class="card">
    <h2>${reader.text('fit.none_heading')}</h2>
    <p class="lead">${reader.text('fit.none_next')}</p>
    </section>`
}
