import type { Bug } from './bug.ts'

const file = 'src/attempts/decide-delivery.ts'
const no = `{ kind: 'refused', reason: 'unclassified', again: false }`

export const deliveryBugs: readonly Bug[] = [
  {
    name: 'unknown-delivery-is-refused',
    file,
    find: `    case 'unknown':
      return stillOpen(work, answer, rules, words)`,
    replace: `      return stillOpen(work, answer, rules, words)
    case 'unknown':
      return refused(work, ${no}, rules)`,
    why: 'Delivered and refunded: the commonest loss of all who resell airtime.',
  },
  {
    name: 'missing-delivery-is-refused',
    file,
    find: `    case 'not_found':
    case 'unknown':`,
    replace: `    case 'not_found':
      return refused(work, ${no}, rules)
    case 'unknown':`,
    why: '"Not found" taken for a no before the visibility lag: refunded beside the delivery.',
    theme: 'unseen',
  },
  {
    name: 'refund-without-proof-at-the-deadline',
    file,
    find: `    case 'unknown':
      return stillOpen(work, answer, rules, words)`,
    replace: `    case 'unknown':
      if (rules.now >= work.deadlineAt) return refused(work, ${no}, rules)
      return stillOpen(work, answer, rules, words)`,
    why: 'Compensation because it took long, not because the operator said no.',
    theme: 'unseen',
  },
  {
    name: 'reversal-not-booked',
    file,
    find: '      ...moneyCourse.reversed(work),\n',
    replace: '',
    why: 'The operator gave the load back and our books still owe it.',
  },
  {
    name: 'unseen-delivery-not-booked-before-its-reversal',
    file,
    find: '      ...(wasBooked ? [] : moneyCourse.delivered(work)),\n',
    replace: '',
    why: 'A delivery that was taken back before we saw it turns up as money from nowhere.',
  },
  {
    name: 'watch-delivers-again',
    file,
    find: `  if (work.state === 'done')
    return answer.kind === 'reversed' ? reversed(work, rules) : watched(work, answer, rules)\n`,
    replace: '',
    why: 'Every look at a delivered line books it again and can never be written.',
  },
  {
    name: 'no-watch-for-reversals',
    file,
    find: '  if (!reversals) return null',
    replace: '  if (reversals) return null',
    why: 'With its callback lost, a reversal is never found and the customer has neither.',
    theme: 'reversed',
  },
  {
    name: 'watch-ends-in-a-silence',
    file,
    find: `return canBeAsked && (answer.kind === 'unknown' || answer.kind === 'not_found')`,
    replace: 'return !canBeAsked',
    why: 'The last look was not answered and was taken for good news. Found in seed 626, and real.',
    theme: 'reversed',
  },
  {
    name: 'any-4xx-is-a-no',
    file: 'src/operators/adapters/tmf/tmf-operator.ts',
    find: '  if (answer.status === 422 && error.success) return refused(error.data.code)',
    replace: `  if (answer.status >= 400 && answer.status < 500) return refused('failed')`,
    why: '409 means that an earlier send arrived: the opposite of a no.',
  },
  {
    name: 'server-error-is-a-no',
    file: 'src/operators/adapters/tmf/tmf-operator.ts',
    find: '  if (answer.status === 422 && error.success) return refused(error.data.code)',
    replace: `  if (answer.status >= 500) return refused('failed')
  if (answer.status === 422 && error.success) return refused(error.data.code)`,
    why: 'A 504 comes from a proxy that gave up, not from the operator that delivered.',
    theme: 'unseen',
  },
]
