import { type Money, pkr } from '#kernel'
import { accountCode, type Transfer } from '#ledger'
import type { Work } from './work.ts'

/**
 * The transfers of each turn a renewal can take. Every kind occurs once per renewal: the ledger's
 * key says so.
 */
export const moneyCourse = {
  /** The gateway has the customer's money; we owe it to the customer until it is delivered. */
  charged(work: Work, amount: Money): Transfer[] {
    return [move(work, 'charge', clearing(work.party, amount), held(amount), amount)]
  },
  /** The operator's due is the full load; what is above it is ours. */
  delivered(work: Work): Transfer[] {
    const { load, total } = work.order
    const margin = pkr(total.amount - load.amount)
    return [
      move(work, 'delivery', held(load), payable(work.party, load), load),
      ...(margin.amount > 0n ? [move(work, 'margin', held(margin), ours(margin), margin)] : []),
    ]
  },
  reversed(work: Work): Transfer[] {
    const { load, total } = work.order
    const margin = pkr(total.amount - load.amount)
    return [
      move(work, 'reversal', payable(work.party, load), held(load), load),
      ...(margin.amount > 0n
        ? [move(work, 'margin_reversal', ours(margin), held(margin), margin)]
        : []),
    ]
  },
  refundOwed(work: Work, amount: Money): Transfer[] {
    return [move(work, 'refund', held(amount), owed(amount), amount)]
  },
  /** Back into the wallet it came from: our own books, so nobody outside has to be asked. */
  returned(work: Work, amount: Money): Transfer[] {
    const { wallet } = work.renewal
    if (wallet === null) throw new Error('only what a wallet paid goes back to one')
    return [{ ...move(work, 'refund', held(amount), purse(amount), amount), wallet }]
  },
  refunded(work: Work, amount: Money): Transfer[] {
    return [move(work, 'refund_settled', owed(amount), clearing(work.party, amount), amount)]
  },
}

function move(
  work: Work,
  kind: Transfer['kind'],
  debit: string,
  credit: string,
  amount: Money,
): Transfer {
  return { subject: work.renewalId, kind, debit, credit, ...amount }
}

const clearing = (party: string, { currency }: Money) =>
  accountCode({ kind: 'gateway_clearing', party }, currency)
const payable = (party: string, { currency }: Money) =>
  accountCode({ kind: 'operator_payable', party }, currency)
const held = ({ currency }: Money) => accountCode({ kind: 'held' }, currency)
const purse = ({ currency }: Money) => accountCode({ kind: 'wallet' }, currency)
const ours = ({ currency }: Money) => accountCode({ kind: 'margin' }, currency)
const owed = ({ currency }: Money) => accountCode({ kind: 'refund_payable' }, currency)
