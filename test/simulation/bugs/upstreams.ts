import type { Bug } from './bug.ts'

const gateTest = 'src/engine/upstream-gate.test.ts'
const runTest = 'src/engine/run-claimed.test.ts'

/**
 * Mistakes about parties that are ill or stopped: one history hardly shows them, so each has a
 * test.
 */
export const upstreamBugs: readonly Bug[] = [
  {
    name: 'pending-is-ill',
    file: 'src/engine/run-claimed.ts',
    find: `  return kind === 'unknown' && reason === 'silent'`,
    replace: `  return kind === 'unknown' && reason !== undefined`,
    why: 'An operator that takes its time is cut off for it, at its busiest hour.',
    ownTest: runTest,
  },
  {
    name: 'withheld-send-is-counted-as-sent',
    file: 'src/obligations/store/give-back.ts',
    find: `           sends = sends - \${isSend ? 1 : 0}, looks`,
    replace: `           sends = sends - \${isSend ? 0 : 0}, looks`,
    why: 'Asked for what was never sent, a party without a memory leaves it to a person for ever.',
    ownTest: 'src/obligations/late-send.test.ts',
  },
  {
    name: 'switch-lets-looks-through',
    file: 'src/engine/stop-calls.ts',
    find: `const operatorCalls = ['deliver', 'lookUp', 'listOffers', 'readUsage'] as const`,
    replace: `const operatorCalls = ['deliver', 'listOffers', 'readUsage'] as const`,
    why: 'Stopped because each look topped up again, and it goes on.',
    ownTest: 'src/engine/stop-calls.test.ts',
  },
  {
    name: 'stopped-after-the-claim-goes-out',
    file: 'src/engine/upstream-gate.ts',
    find: '        if (isStopped(work.party)) throw',
    replace: '        if (work.party.length === 0) throw',
    why: 'Whoever stops a party has to wait for a minute and cannot know that it is over.',
    ownTest: gateTest,
  },
  {
    name: 'late-send-goes-out',
    file: 'src/engine/run-claimed.ts',
    find: `options.monotonic() >= sendBefore)`,
    replace: `options.monotonic() < 0)`,
    why: 'Called expired by one worker, charged by another that was away for a while.',
    ownTest: 'src/obligations/late-send.test.ts',
  },
  {
    name: 'old-answer-closes-the-breaker',
    file: 'src/engine/breaker.ts',
    find: '  if (heard.epoch !== breaker.epoch) return breaker\n',
    replace: '',
    why: 'An answer of before the outage lets the whole backlog run at a party that is down.',
    ownTest: 'src/engine/breaker.test.ts',
  },
  {
    name: 'probes-have-no-end',
    file: 'src/engine/upstream-gate.ts',
    find: `    return breakerAt(upstream).kind === 'closed' ? own : [...own, upstream.probes]`,
    replace: '    return own',
    why: 'A party that gets up is knocked down again by everybody who waited.',
    ownTest: gateTest,
  },
  {
    name: 'never-sent-charge-is-sent-late',
    file: 'src/attempts/decide-withheld.ts',
    find: '  if (isNeverToBeSent(work, context))',
    replace: '  if (work.sends < 0)',
    why: 'After a night the gateway is back, and charges those who went elsewhere.',
    ownTest: 'src/attempts/decide-withheld.test.ts',
  },
]
