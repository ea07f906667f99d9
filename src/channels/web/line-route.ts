import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { Fault } from '#kernel'
import { type LineLink, type LinePicture, wholeDays } from '#lines'
import { type FitModel, readTyped } from './fit-model.ts'
import { fitPage } from './fit-view.ts'
import type { Dial, LineModel } from './line-model.ts'
import { linePage } from './line-view.ts'
import { shortName } from './operator-name.ts'
import { bdi } from './reader.ts'
import { answer, type Room, readerOf } from './room.ts'

/** Fewer days show no weekend, and the advice refuses them. */
const leastDays = 7

/** Nobody gets here by typing a number: only a link that was given for this very line opens it. */
export function lineRoutes(app: Hono, room: Room, language: string): void {
  for (const path of ['/l/:token', `/${language}/l/:token`])
    app.get(path, async (c) => {
      const token = c.req.param('token') ?? ''
      const link = await openLink(room, token)
      const picture = await room.lines.readLine(link)
      return answer(c, room, linePage(readerOf(c, room), await modelOf(room, token, picture)))
    })

  app.get(`/${language}/l/:token/fit`, async (c) => {
    const token = c.req.param('token')
    return await showFit(c, room, token, await room.lines.readLine(await openLink(room, token)))
  })
}

/** @throws Fault line_link_unknown · line_link_revoked · line_link_expired */
async function openLink(room: Room, token: string): Promise<LineLink> {
  const link = await room.lines.openLink(token)
  if (!link) throw new Fault('missing', 'line_link_unknown')
  if (link.isRevoked) throw new Fault('missing', 'line_link_revoked')
  if (link.expiresAt <= room.clock.now()) throw new Fault('missing', 'line_link_expired')
  return link
}

const ownDays = ({ usage }: LinePicture) => wholeDays(usage?.days ?? [])

/** The sealed number that the pages of plans and of plan fit go on with. */
function sealedLine(room: Room, { msisdn, operator, confidence }: LinePicture): string {
  const isKnown = confidence !== 'prefix_guess'
  return room.seal.seal({ msisdn, operator: isKnown ? operator.id : undefined })
}

async function modelOf(room: Room, token: string, picture: LinePicture): Promise<LineModel> {
  const sealed = sealedLine(room, picture)
  const fitsOwnUse = ownDays(picture).length >= leastDays
  return {
    picture,
    token,
    plansPlace: `/plans/${sealed}`,
    fitPlace: fitsOwnUse ? `/l/${token}/fit` : `/fit?line=${sealed}`,
    fitsOwnUse,
    planNames: await namesOf(room, picture),
    dial: await findDial(room, picture),
  }
}

async function namesOf(room: Room, { usage }: LinePicture): Promise<LineModel['planNames']> {
  const ids = new Set((usage?.plans ?? []).map(({ plan }) => plan))
  const known = await Promise.all([...ids].map((id) => room.catalog.findPlan(id, room.clock.now())))
  return new Map(known.flatMap((plan) => (plan ? [[plan.id, plan.name]] : [])))
}

/** The code that shows what is left, as a verified fact about the plan that runs. */
async function findDial(room: Room, { plan }: LinePicture): Promise<Dial | undefined> {
  const known = plan && (await room.catalog.findPlan(plan.plan, room.clock.now()))
  const code = known?.ussd.status
  if (!code || !known.verifiedFields.includes('ussd.status')) return undefined
  const { source, asOf } = known.provenance
  return { code, source, asOf }
}

/**
 * Plan fit from the line's own days: the answer first, and the number is known already. Of its own
 * network unless all are asked for: another one's plan cannot be bought on this number.
 */
async function showFit(
  c: Context,
  room: Room,
  token: string,
  picture: LinePicture,
): Promise<Response> {
  const reader = readerOf(c, room)
  const ofAll = c.req.query('all') === '1'
  const { operator } = picture
  const history = ownDays(picture)
  const isEnough = history.length >= leastDays
  const operators = await room.catalog.listOperators()
  const ids = operators.map(({ id }) => id)
  const request = { history, home: operator.id, ...(ofAll && { operators: ids }) }
  const model: FitModel = {
    typed: { ...readTyped(new URLSearchParams()), line: sealedLine(room, picture) },
    operators,
    errors: isEnough ? {} : { data: { key: 'fault.usage_too_short', values: {} } },
    answer: isEnough ? await room.advice.advise(request, room.clock.now()) : undefined,
    renewal: { number: '', fault: undefined },
  }
  const place = `/l/${token}/fit`
  const name = bdi(shortName(reader, operator.name))
  const other = ofAll
    ? html`<a class="tap" href="${reader.path(place)}"><span>${reader.words('line.fit_mine', { operator: name })}</span></a>`
    : html`<a class="tap" href="${reader.path(`${place}?all=1`)}">${reader.text('line.fit_all')}</a>`
  const page = fitPage(reader, model)
  return answer(c, room, {
    ...page,
    place: ofAll ? `${place}?all=1` : place,
    body: html`${page.body}${isEnough && html`<p>${other}</p>`}`,
  })
}
