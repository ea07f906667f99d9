import { html, raw } from 'hono/html'
import { formatVolume } from '#i18n'
import { volume } from './figures.ts'
import type { DataLeft } from './line-model.ts'
import type { Html, Reader } from './reader.ts'

export const ringStyle = `
.dial{display:grid;place-items:center;width:10.5rem;margin:.8rem auto 0;text-align:center}
.dial>*{grid-area:1/1}.ring{display:block;width:100%;fill:none;stroke-width:8}
.ring .track{stroke:var(--line)}.ring .arc{stroke:var(--green);stroke-linecap:round}
.ring.binds .arc{stroke:var(--amber)}.ring.open .track{stroke:var(--edge);stroke-width:2;
stroke-dasharray:4 5}
.dial b{display:block;font-size:1.65rem;font-weight:720;letter-spacing:-.02em;line-height:1.2}
.dial small{display:block}
:dir(rtl) .ring{transform:scaleX(-1)}
`

const radius = 45
const round = 2 * Math.PI * radius

/**
 * What is left, as the part of a ring that is still there; it runs the way the reader reads. A ring
 * of which the whole is not known has no part, only its figure.
 */
export function ring(reader: Reader, left: DataLeft, binds: boolean): Html {
  const share = shareOf(left)
  const arc =
    share !== undefined &&
    share > 0 &&
    `<circle class="arc" cx="50" cy="50"
    r="${radius}" transform="rotate(-90 50 50)"
    stroke-dasharray="${(round * share).toFixed(1)} ${round.toFixed(1)}"/>`.replace(/\n\s*/g, ' ')
  return html`
    <div class="dial">
    <svg class="ring${share === undefined ? ' open' : ''}${binds ? ' binds' : ''}" role="img"${' '}
    viewBox="0 0 100 100" aria-label="${label(reader, left)}">
    <circle class="track" cx="50" cy="50" r="${radius}"/>${arc && raw(arc)}
    </svg>
    <p>${figures(reader, left)}</p>
    </div>`
}

function shareOf({ kind, remaining, total }: DataLeft): number | undefined {
  if (kind === 'unlimited') return 1
  if (kind === 'unknown' || total === null) return undefined
  return total === 0 ? 0 : Math.min(1, remaining / total)
}

function label(reader: Reader, left: DataLeft): string {
  if (left.kind !== 'known') return reader.text(`line.ring_${left.kind}`)
  const text = (megabytes: number) => {
    const { figure, unit } = formatVolume(megabytes)
    return `${figure} ${unit}`
  }
  const values = { left: text(left.remaining) }
  if (left.total === null) return reader.text('line.ring_left', values)
  const percent = Math.floor((100 * left.remaining) / Math.max(1, left.total))
  return reader.text('line.ring', { ...values, total: text(left.total), percent })
}

function figures(reader: Reader, { kind, remaining, total }: DataLeft): Html {
  const name = html`<small>${reader.text('bucket.data')}</small>`
  if (kind !== 'known') return html`${name}<b>${reader.text(`line.${kind}`)}</b>`
  const of = total !== null && reader.words('line.of', { total: volume(total) })
  return html`${name}<b>${volume(remaining)}</b>${of && html`<small>${of}</small>`}`
}
