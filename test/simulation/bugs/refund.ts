import type { Bug } from './bug.ts'

const file = 'src/attempts/decide-refund.ts'

export const refundBugs: readonly Bug[] = [
  {
    name: 'refund-with-a-new-key',
    file: 'src/attempts/take-step.ts',
    find: `    reference: work.reference,
    charge: attemptReference`,
    replace: `    reference: work.reference + (work.sends + work.looks),
    charge: attemptReference`,
    why: 'Each try is another refund for the gateway: money given back twice.',
  },
  {
    name: 'unknown-refund-is-refused',
    file,
    find: `    case 'unknown':
      return stillOpen(work, answer, rules, words)`,
    replace: `      return stillOpen(work, answer, rules, words)
    case 'unknown':
      return refusedForGood(work, 'unknown')`,
    why: 'A person refunds by hand what was already refunded.',
  },
  {
    name: 'refund-that-may-be-tried-again-is-given-up',
    file,
    find: '      if (!answer.again) return refusedForGood(work, answer.code ?? answer.reason)',
    replace: '      return refusedForGood(work, answer.code ?? answer.reason)',
    why: 'An empty gateway balance is over in an hour; a forgotten refund is not.',
    theme: 'garbled',
  },
  {
    name: 'bare-422-is-a-no',
    file: 'src/payments/providers/sandbox-gateway/sandbox-gateway.ts',
    find: 'if (answer.status === 422 && code !== undefined) {',
    replace: 'if (answer.status === 422) {',
    why: 'A firewall answers with statuses too. Found by the simulation in seed 138, and real.',
    theme: 'garbled',
  },
  {
    name: 'refund-is-told-but-not-asked-for',
    file: 'src/obligations/store/record.ts',
    find: '       where follow_leg is not null',
    replace: `       where follow_leg is not null and follow_leg <> 'refund'`,
    why: 'The next obligation is not written with the answer that made it one.',
  },
]
