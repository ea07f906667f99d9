import type { Bug } from './bug.ts'

const file = 'src/attempts/decide-charge.ts'

export const chargeBugs: readonly Bug[] = [
  {
    name: 'unknown-charge-is-declined',
    file,
    find: `    case 'unknown':
      return stillOpen(work, answer, rules, words)`,
    replace: `    case 'unknown':
      return refused(work, 'unclassified', undefined)`,
    why: 'A timeout read as a no: the customer is told to pay again and pays twice.',
  },
  {
    name: 'missing-charge-is-no-before-the-lag',
    file,
    find: `  if (lag === null || rules.now.getTime() - sent < lag) {`,
    replace: '  if (lag === null) {',
    why: 'A look-up that does not show it yet ends it, and the money is nowhere in our books.',
    ownTest: 'src/attempts/decide-silence.test.ts',
  },
  {
    name: 'missing-charge-is-no-at-once',
    file,
    find: '      if (isPastQuote(work, rules)) return neverArrived(work, rules)\n',
    replace: `      return refused(work, 'expired', undefined)\n`,
    why: '"Not found" taken for a no: captured a second later, and nobody looks again.',
  },
  {
    name: 'unknown-close-is-cancelled',
    file,
    find: `    case 'unknown':
      return stillOpen(work, answer, rules, words)`,
    replace: `    case 'unknown':
      if (work.step === 'close') return refused(work, 'cancelled', undefined)
      return stillOpen(work, answer, rules, words)`,
    why: 'Cancelled on our side alone: the payer still pays at the page that is open.',
    theme: 'closing',
  },
  {
    name: 'amount-not-compared',
    file,
    find: '  if (!sameMoney(answer.amount, work.order.total)) {',
    replace: '  if (work.order.total.amount === 0n) {',
    why: 'What was really taken differs from the price and nobody ever hears of it.',
    theme: 'unseen',
  },
  {
    name: 'second-capture-for-a-resend',
    file: 'src/obligations/store/claim.ts',
    find: '    reference: attemptReference(row.renewal_id, row.leg, row.n),',
    replace: '    reference: attemptReference(row.renewal_id, row.leg, row.sends),',
    why: 'A new key on each retry: the party cannot know that it is the same charge.',
  },
  {
    name: 'unreadable-look-up-is-not-found',
    file: 'src/payments/providers/sandbox-gateway/sandbox-gateway.ts',
    find: `        if (found === undefined) return silent('lookup not readable')
        return found.length === 0 ? { kind: 'not_found' } : readCharge(found[0], order)`,
    replace: `        if (found === undefined) return { kind: 'not_found' }
        return found.length === 0 ? { kind: 'not_found' } : readCharge(found[0], order)`,
    why: 'A gateway that is down looks like one that never heard of the charge.',
    theme: 'garbled',
  },
]
