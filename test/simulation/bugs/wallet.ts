import type { Bug } from './bug.ts'

const claim = 'src/mandates/store/claim-mandates.ts'
const written = 'src/obligations/store/mandate-ctes.ts'
const giveBack = 'src/attempts/give-back.ts'
const theme = 'wallets'

export const walletBugs: readonly Bug[] = [
  {
    name: 'period-not-counted',
    file: written,
    find: 'set period = mandate.period + 1, next_due = null, aside = null',
    replace: 'set next_due = null, aside = null',
    why: 'The fence of a mandate stays where it was; the unique index alone stops a second payment.',
    theme,
  },
  {
    name: 'late-reversal-stops-the-next-period',
    file: 'src/obligations/store/record.ts',
    find: '         and mandate.period = input.period\n',
    replace: '',
    why: 'What became of last week pauses the week that was paid since.',
    theme,
  },
  {
    name: 'wallet-debited-once-for-many-lines',
    file: 'src/ledger/store.ts',
    find: `sum(case when account.code like 'wallet:%'
               then \${from}.amount else -\${from}.amount end)::bigint as change
        from \${from} join ledger.account account on account.id = \${from}.credit
       where \${from}.wallet is not null and (select count(*) from purse) > 0
       group by \${from}.wallet`,
    replace: `(case when account.code like 'wallet:%'
               then \${from}.amount else -\${from}.amount end)::bigint as change
        from \${from} join ledger.account account on account.id = \${from}.credit
       where \${from}.wallet is not null and (select count(*) from purse) > 0`,
    why: 'An update touches a row once however many rows join it: lines renew for nothing.',
    theme,
  },
  {
    name: 'each-line-finds-the-wallet-full',
    file: claim,
    find: `payable and sum(case when payable then total end) over (
               partition by wallet_id order by total, next_due, line_id rows unbounded preceding
             ) <=`,
    replace: 'payable and total <=',
    why: 'Each line alone can be paid, all of them cannot: the database refuses, and nobody renews.',
    theme,
  },
  {
    name: 'refund-into-the-wallet-twice',
    file: giveBack,
    find: '      transfers: moneyCourse.returned(work, total),',
    replace: `      transfers: [
        ...moneyCourse.returned(work, total),
        ...moneyCourse.returned(work, total).map((it) => ({ ...it, kind: 'refund_settled' as const })),
      ],`,
    why: 'A refusal that makes money.',
    theme,
  },
  {
    name: 'refund-into-no-wallet',
    file: 'src/attempts/money-course.ts',
    find: `    return [{ ...move(work, 'refund', held(amount), purse(amount), amount), wallet }]`,
    replace: `    return [move(work, 'refund', held(amount), purse(amount), amount)]`,
    why: 'Booked on the account of all wallets and in none of them.',
    theme,
  },
  {
    name: 'refused-mandate-goes-on',
    file: giveBack,
    find: '      ...(work.mandate && { mandate: { nextDue: null, aside: why } }),\n',
    replace: '',
    why: 'Nobody hears that the line was refused; its mandate stays under way for ever.',
    theme,
  },
  {
    name: 'delivered-mandate-is-never-due-again',
    file: 'src/attempts/decide-delivery.ts',
    find: '    ...(work.mandate && { mandate: nextDueAfter(effect, endsAt, rules.policy.mandateLeadMs) }),\n',
    replace: '',
    why: 'Renewed by itself once, and then the line dies.',
    theme,
  },
  {
    name: 'cap-not-compared',
    file: claim,
    find: 'coalesce(offer.terms is not null and offer.total <= due.max_total, false) as payable',
    replace: 'offer.terms is not null as payable',
    why: 'The customer said how much it may cost.',
    theme,
  },
  {
    name: 'claimed-send-stays-a-send',
    file: written,
    find: `select \${shard}, id, 'delivery', 1, party, 'open', 'look', \${now}::timestamptz,`,
    replace: `select \${shard}, id, 'delivery', 1, party, 'open', 'send', \${now}::timestamptz,`,
    why: 'Whoever follows a worker that died in its claim sends what may have been sent.',
    theme: 'forgetful',
  },
  {
    name: 'short-wallet-is-never-tried-again',
    file: written,
    find: `next_due = case when reason = 'period_taken' then null`,
    replace: `next_due = case when reason in ('period_taken', 'wallet_short') then null`,
    why: 'The customer fills the wallet and the line dies all the same.',
    theme,
  },
  {
    name: 'two-payers-of-one-quote',
    file: 'src/quotes/store.ts',
    find: `where shard = \${shardOf(id)} and id = \${id} for update\``,
    replace: `where shard = \${shardOf(id)} and id = \${id}\``,
    why: 'One browser pays by card and one from a wallet in another shard, where no index sees both.',
    theme,
  },
  {
    name: 'card-not-seen-from-another-shard',
    file: 'src/renewals/place-renewal.ts',
    find: 'row.movedTo !== null || paidIn !== shardOf(id)',
    replace: 'row.movedTo !== null',
    why: 'The card paid first, and the wallet after it. Found by the simulation, and real.',
    theme,
  },
  {
    name: 'second-answer-under-a-key',
    file: 'src/platform/http/idempotency.ts',
    find: 'if (!(await insertAnswer(tx, keyed, answer, request.clock.now()))) throw new Overtaken()',
    replace: 'await insertAnswer(tx, keyed, answer, request.clock.now())',
    why: 'A retry that crosses the first request makes its effect a second time.',
    ownTest: 'test/stories/races.test.ts',
  },
  {
    name: 'mandate-claimed-without-its-shard',
    file: 'src/engine/engine.ts',
    find: 'this.#holds(shard) && this.#turns.renewBatch(shard)',
    replace: 'this.#turns.renewBatch(shard)',
    why: 'Two workers claim in one shard, each with prices and wake-ups of its own.',
    ownTest: 'src/engine/engine.test.ts',
  },
]
