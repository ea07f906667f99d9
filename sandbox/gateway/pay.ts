import { type Answer, type Call, notFound } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import type { World } from '../world.ts'
import { approveCharge, changeCharge, isOpen } from './change-charge.ts'
import { payPage, redirectBack, unknownPage } from './pay-page.ts'
import { chooseLanguage } from './pay-words.ts'

/**
 * The payer's page: shows the charge, and takes the one decision. The id in the address is the
 * key.
 */
export function answerPayer(world: World, call: Call, id: string): Answer {
  const language = chooseLanguage(call.query.get('lang'), call.headers['accept-language'])
  const charge = world.store.charges.find(id)
  if (!charge) return unknownPage(language)
  if (call.method === 'GET' || call.method === 'HEAD')
    return payPage(language, charge, isOpen(world, charge))
  if (call.method !== 'POST') return notFound
  const decision = new URLSearchParams(call.body).get('decision')
  if (decision !== 'approve' && decision !== 'decline')
    return payPage(language, charge, isOpen(world, charge), 400)
  const decided = decide(world, charge, decision)
  // Too late, or a second click: the page says what holds and links back.
  if (!decided) return payPage(language, world.store.charges.find(id)!, false, 409)
  if (decided.returnUrl !== null) return redirectBack(decided.returnUrl)
  return redirectBack(`${id}?lang=${language}`)
}

function decide(world: World, charge: Charge, decision: 'approve' | 'decline') {
  return world.store.transact(() => {
    if (!isOpen(world, charge)) return undefined
    if (decision === 'approve') return approveCharge(world, charge)
    return changeCharge(world, charge, 'declined', { declineCode: 'payer_declined' })
  })
}
