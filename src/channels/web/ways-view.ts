import { html, raw } from 'hono/html'
import { pick } from '#i18n'
import {
  type Ground,
  type MethodVerdict,
  type Situation,
  situations,
  type Verdict,
} from '#payments'
import { soon } from './figures.ts'
import { listed, longName } from './fit-words.ts'
import { shortName } from './operator-name.ts'
import { type QuoteModel, quotePlace } from './quote-model.ts'
import { bdi, type Html, type Reader, type Value } from './reader.ts'
import { sourceDate } from './source-words.ts'
import type { Ways } from './ways-model.ts'

export const waysStyle = `
.who{display:flex;flex-wrap:wrap;gap:.4rem;margin-block:.6rem}
.who .what{flex:0 0 100%;font-size:.875rem;color:var(--soft)}.who .what .tag{margin:0 .5rem}
.who a{display:flex;align-items:center;min-height:2.75rem;padding:.2rem .9rem;
border:1px solid var(--line);border-radius:1.4rem;background:var(--card);color:var(--ink);
text-decoration:none;font-size:.9375rem}
.who a[aria-current]{border-color:var(--green);box-shadow:inset 0 0 0 1px var(--green);
color:var(--green);font-weight:650}
.ways li{padding-block:.7rem;border-top:1px solid var(--line)}
.ways .name{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .7rem;font-weight:650}

.ways .name a{margin-inline-start:auto;font-size:.8125rem;font-weight:450}.ways .tag{margin:0}.ways li p{font-size:.9375rem}
.ways h2{margin-block:1.6rem .5rem}.ways li .src{font-size:.8125rem;color:var(--soft)}
`

/** A link each, so that it works without a script and can be sent to somebody. */
export function payerChips(
  reader: Reader,
  ways: Ways,
  label: 'payer' | 'payer_short',
  address: (who: Situation) => string,
): Html {
  return html`
    <nav class="who" aria-label="${reader.text('ways.you')}">
    <p class="what">
    ${reader.text('ways.you')}
    ${ways.assumed && html`<span class="tag dim">${reader.text('ways.assumed')}</span>`}
    </p>
    ${situations.map((id) => {
      const current = id === ways.situation && raw(' aria-current="true"')
      return html`<a href="${address(id)}"${current}>${reader.text(`${label}.${id}`)}</a>`
    })}
    </nav>`
}

const tones: Readonly<Record<Verdict, string>> = {
  works: '',
  works_with_limits: ' binds',
  not_here: ' dim',
  unknown: ' dim',
}

/** One way to pay: whether it works, why, and within which limits. */
export function wayRow(
  reader: Reader,
  way: MethodVerdict,
  seller: Value,
  /** Where its facts stand; absent where no sources are shown. */
  place?: string,
): Html {
  const { method, verdict, grounds } = way
  const works = verdict === 'works' || verdict === 'works_with_limits'
  // Where one side says no or nothing is known, the other side's yes would only confuse.
  const said = works ? grounds : grounds.slice(0, 1)
  const limits = works ? grounds.flatMap(limitsOf) : []
  const gap = reader.language === 'zh' ? '' : ' '
  return html`
    <li>
    <p class="name">
    ${bdi(pick(reader.language, method.name))}
    <span class="tag${tones[verdict]}">${reader.text(`verdict.${verdict}`)}</span>
    ${place !== undefined && wrongLink(reader, way, place)}
    </p>
    <p>${said.map((ground) => [groundWords(reader, ground, seller), gap])}${limits.map((limit) => [
      pick(reader.language, limit),
      gap,
    ])}</p>
    ${place !== undefined && said.map((ground) => sourceLine(reader, ground))}
    </li>`
}

const isMissing = (ground: Ground) => ground.kind === 'rule' && ground.rule === 'not_connected'

/** Ways that cannot be chosen here; a simulated one is missed by nobody. */
export function notConnected(judged: readonly MethodVerdict[]): MethodVerdict[] {
  return judged.filter(({ method, grounds }) => {
    return method.environment === null && grounds.some(isMissing)
  })
}

/** The same way without the fact that it is not connected: what is known of it for this payer. */
export function elsewhere(way: MethodVerdict): MethodVerdict {
  const grounds = way.grounds.filter((ground) => !isMissing(ground))
  return { ...way, grounds, verdict: grounds[0]!.verdict }
}

const limitsOf = (ground: Ground) =>
  ground.kind === 'claim' && ground.claim.limits ? [ground.claim.limits] : []

function groundWords(reader: Reader, ground: Ground, seller: Value): Value | readonly Value[] {
  if (ground.kind === 'claim') return pick(reader.language, ground.claim.why)
  return reader.words(`pay_rule.${ground.rule}`, { seller })
}

function wrongLink(reader: Reader, { method }: MethodVerdict, place: string): Html {
  const about = reader.text('record.wrong_about', { fact: pick(reader.language, method.name) })
  return html`<a class="tap" href="${place}" aria-label="${about}">${reader.text('record.wrong')}</a>`
}

function sourceLine(reader: Reader, ground: Ground): Html | undefined {
  if (ground.kind === 'rule') return undefined
  const { source, sourceUrl, asOf, verified } = ground.claim.provenance
  const named = longName(pick(reader.language, source))
  const words = reader.words(verified ? 'source.verified' : 'source.unverified', {
    source: sourceUrl === null ? named : html`<a href="${sourceUrl}">${named}</a>`,
    date: sourceDate(reader, asOf),
  })
  return html`<p class="src">${words}</p>`
}

/**
 * On the quote, before anything can be pressed: what works for this payer here, what is not
 * connected, and what people ask for in vain.
 */
export function quoteWays(reader: Reader, model: QuoteModel, place: (who: string) => string): Html {
  const { ways, quote } = model
  const { judged, situation } = ways
  const offered = judged.filter(
    ({ payWith }) => payWith !== undefined && ways.methods.some(({ id }) => id === payWith),
  )
  const missing = notConnected(judged)
  const names = missing
    .filter(({ method }) => !method.askedFor)
    .map(({ method }) => [longName(pick(reader.language, method.name))])
  const operator = bdi(shortName(reader, quote.operator.name))
  const full = new URLSearchParams({ payer: situation })
  return html`
    <section class="ways" id="ways">
    <h2>${reader.text('ways.title')}</h2>
    ${payerChips(reader, ways, 'payer_short', (who) => `${reader.path(place(who))}#ways`)}
    <ul>${offered.map((way) => wayRow(reader, way, operator))}</ul>
    ${ways.methods.length === 0 && nothingWorks(reader, model)}
    <p class="hint">
    ${names.length > 0 && reader.words('ways.not_connected', { list: listed(reader, names) })}${' '}
    ${askedFor(reader, missing)} ${reader.text('ways.cnic')}
    </p>
    <p><a class="tap" href="${reader.path(`/payments?${full}`)}">${reader.text('ways.all')}</a></p>
    </section>`
}

/** What is asked for by name is answered by name. */
function askedFor(reader: Reader, missing: readonly MethodVerdict[]): Html[] {
  return missing
    .filter(({ method }) => method.askedFor)
    .flatMap(({ grounds }) => grounds)
    .filter((ground) => ground.kind === 'claim')
    .map((ground) => html`<b>${pick(reader.language, ground.claim.why)}</b>`)
}

/**
 * Said before the place where a button would be, with what can be done instead. The address to send
 * on does not say who pays: that is another's matter.
 */
function nothingWorks(reader: Reader, { quote, ways, connected }: QuoteModel): Html {
  const operator = bdi(shortName(reader, quote.operator.name))
  const there = new URLSearchParams({ at: quote.operator.id, payer: ways.situation })
  const link = html`<a href="${reader.path(quotePlace(quote))}">${reader.text('ways.share_link')}</a>`
  const share = reader.words('ways.share', { link, time: soon(reader, quote.expiresAt) })
  const other = reader.words('ways.elsewhere', { operator })
  return html`
    <div class="note binds">
    <p><b>${reader.text(connected === 0 ? 'pay.none' : 'ways.none')}</b></p>
    ${connected > 0 && html`<p>${share}</p>`}
    <p><a class="tap" href="${reader.path(`/payments?${there}`)}"><span>${other}</span></a></p>
    </div>`
}
