import type { Bug } from './bug.ts'

const fenceTest = 'src/obligations/store/fence.test.ts'

export const engineBugs: readonly Bug[] = [
  {
    name: 'call-inside-a-transaction',
    file: 'src/engine/run-claimed.ts',
    find: `    return takeStep(work, { ...context, call: callOf(claimed) })`,
    replace: `    const { inTransaction } = await import('#db')
    const { db } = options as never as { db: Parameters<typeof inTransaction>[0] }
    return inTransaction(db, () => takeStep(work, { ...context, call: callOf(claimed) }))`,
    why: 'A rollback hides a real charge; the guard must refuse every such call.',
  },
  {
    name: 'send-stays-a-send',
    file: 'src/obligations/store/claim.ts',
    find: `             step = case when due.sends then 'look' else due.step end,`,
    replace: '             step = due.step,',
    why: 'After a crash the next worker sends blindly what was sent already.',
    theme: 'forgetful',
  },
  {
    name: 'no-fence',
    file: 'src/obligations/store/record.ts',
    find: ' and attempt.fence = input.fence',
    replace: '',
    why: 'A worker that was away for a minute writes over the one that took its place.',
    ownTest: fenceTest,
  },
  {
    name: 'no-lease',
    file: 'src/obligations/store/due.ts',
    find: `         and (lease_until is null or lease_until < \${leaseNow})\n`,
    replace: `         and \${leaseNow}::timestamptz is not null\n`,
    why: 'Two workers ask for the same effect at once.',
    ownTest: fenceTest,
  },
  {
    name: 'key-outlives-the-party',
    file: 'src/attempts/decide-open.ts',
    find: ' || now.getTime() - firstSent < 0.8 * promises.keyTtlMs',
    replace: ' || firstSent > 0',
    why: 'Past its memory a party takes the same reference for a new one.',
    ownTest: 'src/attempts/decide.test.ts',
  },
  {
    name: 'resend-where-nobody-remembers',
    file: 'src/attempts/decide-open.ts',
    find: `  if (promises.dedupe === 'none' || promises.visibilityLagMs === null) return false`,
    replace: '  if (promises.visibilityLagMs === null) return false',
    why: 'Without a memory for references a late first request and a second one both take effect.',
    ownTest: 'src/attempts/decide.test.ts',
  },
  {
    name: 'a-person-has-it-and-nobody-looks',
    file: 'src/attempts/decide-open.ts',
    find: '      nextAt: resend ? now : nextLook(work, answer, late, rules),',
    replace: '      nextAt: resend ? now : late ? null : nextLook(work, answer, late, rules),',
    why: 'Late proof moves nothing any more.',
  },
  {
    name: 'status-not-compared',
    file: 'src/obligations/store/record.ts',
    find: ' and standing.status = input.from_status',
    replace: '',
    why: 'An answer to a wish that was withdrawn meanwhile is written all the same.',
    ownTest: fenceTest,
  },
  {
    name: 'callback-is-lost-in-a-look',
    file: 'src/obligations/store/claim.ts',
    find: `fence = fence + case when \${isOvertaken} then 1 else 0 end`,
    replace: `fence = fence + case when \${isOvertaken} then 0 else 0 end`,
    why: 'Taken back while the last look was on its way. Found in seed 5905, and real.',
    ownTest: fenceTest,
  },
  {
    name: 'balance-forgets-what-was',
    file: 'src/ledger/store.ts',
    find: 'set debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits',
    replace: 'set debits = excluded.debits, credits = kept.credits + excluded.credits',
    why: 'A stored balance that is not the sum of its transfers.',
  },
  {
    name: 'forged-callback-is-believed',
    file: 'src/payments/providers/sandbox-gateway/sandbox-gateway.ts',
    find: 'const verified = verifyWebhook(callback, config.webhookSecret)',
    replace: `const verified = verifyWebhook(callback, config.webhookSecret) ?? {
        id: String(callback.headers['webhook-id']),
        payload: JSON.parse(callback.body),
      }`,
    why: 'Whoever knows the address may speak for the gateway.',
  },
]
