import { html, raw } from 'hono/html'
import { formatMoment, formatVolume, pakistanZone } from '#i18n'
import type { KeptDay } from '#lines'
import { volume } from './figures.ts'
import type { Html, Reader, Words } from './reader.ts'

export const daysStyle = `
.days{display:block;width:100%;margin-block:.9rem .3rem;overflow:visible}
.days rect{fill:var(--mid)}.days .now{fill:var(--card);stroke:var(--mid);stroke-width:1.2}
.days .none{fill:var(--edge)}.days path{stroke:var(--line);fill:none}
:dir(rtl) .days{transform:scaleX(-1)}
.axis{display:flex;justify-content:space-between;gap:1rem;font-size:.8125rem;color:var(--soft)}
.card summary{display:flex;align-items:center;min-height:2.75rem;color:var(--green);
font-weight:650;cursor:pointer}
.card summary::before{content:"";width:.5rem;height:.5rem;border:solid;border-width:0 2px 2px 0;
margin:-.25rem .5rem 0;transform:rotate(45deg)}
.card details[open] summary::before{transform:rotate(225deg);margin-top:.25rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
th{font-weight:450;color:var(--soft)}thead th{font-size:.8125rem;text-align:end}
th:first-child{text-align:start}td{text-align:end}
td,thead th+th{padding-inline-start:.7rem;white-space:nowrap}
tbody :is(th,td){border-top:1px solid var(--line);padding-block:.32rem}
`

/** As many as fit a telephone. */
const shown = 30

/** The last thirty days without holes: one that is not known is there, and is unknown. */
export function lastDays(days: readonly KeptDay[]): KeptDay[] {
  const last = days.at(-1)
  if (!last) return []
  const known = new Map(days.map((day) => [day.date, day]))
  const end = Temporal.PlainDate.from(last.date)
  return Array.from({ length: shown }, (_, i) => {
    const date = String(end.subtract({ days: shown - 1 - i }))
    return known.get(date) ?? { date, dataMb: null, minutes: null, sms: null, whole: true }
  })
}

export function daysCard(reader: Reader, days: readonly KeptDay[]): Html {
  const rows = lastDays(days)
  const whole = rows.flatMap(({ dataMb, whole }) => (whole && dataMb !== null ? [dataMb] : []))
  const average = Math.round(whole.reduce((sum, mb) => sum + mb, 0) / Math.max(1, whole.length))
  const missing = rows.filter(({ dataMb }) => dataMb === null).length
  const gap = missing > 0 && reader.text('line.days_missing', { n: missing })
  const [first, last] = [rows[0]!.date, rows.at(-1)!.date]
  const label = reader.text('line.days_chart', {
    from: dayText(reader, first),
    to: dayText(reader, last),
    least: volumeText(Math.min(...whole)),
    most: volumeText(Math.max(...whole)),
    average: volumeText(average),
  })
  return html`
    <section class="card">
    <h2>${reader.text('line.days')}</h2>
    <p class="sub">${reader.words('line.days_average', { volume: volume(average) })}${
      gap && html` ${gap}`
    }</p>
    <svg class="days" role="img" viewBox="0 0 300 72" aria-label="${label}${gap && ` ${gap}`}">
    ${raw(bars(rows))}
    </svg>
    <p class="axis"><span>${dateText(reader, first)}</span><span>${dateText(reader, last)}${
      !rows.at(-1)!.whole && soFar(reader)
    }</span></p>
    <details>
    <summary>${reader.text('line.days_table')}</summary>
    ${table(reader, rows)}
    </details>
    </section>`
}

/** A day that is not known has a mark on the ground; the day that runs is drawn hollow. */
function bars(rows: readonly KeptDay[]): string {
  const most = Math.max(1, ...rows.map(({ dataMb }) => dataMb ?? 0))
  const all = rows.map(({ dataMb, whole }, i) => {
    const x = i * 10 + 1.5
    if (dataMb === null) return `<rect class="none" x="${x + 2}" y="68" width="3" height="1.5"/>`
    const height = Math.max(1, Math.round((dataMb / most) * 680) / 10)
    const at = `x="${x}" y="${(70 - height).toFixed(1)}" width="7" height="${height}" rx="1.5"`
    return `<rect${whole ? '' : ' class="now"'} ${at}/>`
  })
  return `<path d="M0 70.5h300"/>${all.join('')}`
}

function table(reader: Reader, rows: readonly KeptDay[]): Html {
  const unknown = html`<span class="soft">${reader.text('line.unknown')}</span>`
  const heads = ['line.data', 'line.minutes', 'bucket.sms'] as const
  return html`
    <table>
    <thead><tr><th scope="col">${reader.text('line.day')}</th>
    ${heads.map((key) => html`<th scope="col">${reader.text(key)}</th>`)}</tr></thead>
    <tbody>
    ${rows.toReversed().map(({ date, dataMb, minutes, sms, whole }) => {
      const isKnown = dataMb !== null || minutes !== null || sms !== null
      const figures = html`
        <td>${dataMb === null ? unknown : volume(dataMb)}</td>
        <td>${minutes ?? unknown}</td><td>${sms ?? unknown}</td>`
      return html`
        <tr><th scope="row">${dateText(reader, date)}${!whole && soFar(reader)}</th>
        ${isKnown ? figures : html`<td colspan="3">${unknown}</td>`}</tr>`
    })}
    </tbody>
    </table>`
}

const soFar = (reader: Reader) => html` <span class="soft">(${reader.text('line.so_far')})</span>`

const noonOf = (date: string) => new Date(`${date}T12:00:00+05:00`)

function dayWords(reader: Reader, date: string): Words {
  const { weekday, date: day } = formatMoment(
    reader.language,
    noonOf(date),
    pakistanZone,
    reader.now,
  )
  return reader.words('time.day', { weekday, date: day })
}

const dateText = (reader: Reader, date: string) =>
  formatMoment(reader.language, noonOf(date), pakistanZone, reader.now).date

const dayText = (reader: Reader, date: string) => dayWords(reader, date).join('')

function volumeText(megabytes: number): string {
  const { figure, unit } = formatVolume(megabytes)
  return `${figure} ${unit}`
}
