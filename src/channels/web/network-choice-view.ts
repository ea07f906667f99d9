import { html, raw } from 'hono/html'
import { pick } from '#i18n'
import { nationalForm } from '#kernel'
import { type PlansModel, plansPlace } from './plans-model.ts'
import { bdi, type Html, type Reader } from './reader.ts'

const current = (is: boolean) => is && raw(' aria-current="true"')

/** The network is a guess until it is chosen; choosing another one is a tap. */
export function networks(reader: Reader, model: PlansModel): Html {
  const how = reader.text(model.chosen ? 'plans.chosen' : 'plans.guessed')
  const help = reader.words('plans.ported', {
    text: bdi(`S ${nationalForm(model.msisdn).replace(' ', '')}`),
    code: bdi('76367'),
  })
  return html`
    <nav class="pick" aria-label="${reader.text('plans.network')}">
    <p class="what">
    ${reader.text('plans.network')}
    ${model.operator && html`<span class="tag dim">${how}</span>`}
    </p>
    ${model.choosable.map(({ id, name }) => {
      const address = reader.path(plansPlace(model, { operator: id, q: '', page: 1 }))
      const here = current(id === model.operator?.id)
      return html`<a href="${address}"${here}>${bdi(pick(reader.language, name))}</a>`
    })}
    <p class="hint">${help}</p>
    </nav>`
}
