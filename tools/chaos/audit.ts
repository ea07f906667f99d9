import type { Json, Order } from './load.ts'

/** Both sides' books after the storm, each read over HTTP. */
export interface Books {
  readonly orders: readonly Order[]
  /** Ours, as the API shows them. */
  readonly renewals: readonly Json[]
  /** The gateway's, all of them. */
  readonly charges: readonly Json[]
  /** The operators', all that ever took effect, also when taken back. */
  readonly credits: readonly Json[]
  /** Our ledger's trial balance, in rupees. */
  readonly trial: Json
}

/** One invariant: what must hold, how much was looked at, and whatever breaks it. */
export interface Verdict {
  readonly invariant: string
  readonly looked: number
  readonly broken: readonly string[]
}

const neverPaid: readonly string[] = ['declined', 'expired', 'cancelled']
const sum = (rows: readonly Json[], pick: (row: Json) => number) =>
  rows.reduce((total, row) => total + pick(row), 0)

/** Pure: a planted lie in either side's books must be found. */
export function audit(books: Books): Verdict[] {
  const { orders, renewals, charges, credits } = books
  const chargesOf = Map.groupBy(charges, ({ reference }) => idIn(reference))
  const creditsOf = Map.groupBy(credits, ({ reference }) => idIn(reference))
  const sides = renewals.map((renewal) => ({
    renewal,
    charges: chargesOf.get(renewal.id) ?? [],
    credits: creditsOf.get(renewal.id) ?? [],
  }))
  const check = (invariant: string, problem: (side: Side) => string | false | undefined) => ({
    invariant,
    looked: sides.length,
    broken: sides.flatMap((side) => {
      const found = problem(side)
      return found ? [`${side.renewal.id} ${side.renewal.line.msisdn} ${found}`] : []
    }),
  })
  return [
    nothingLost(orders, renewals),
    nobodyElse(books),
    check('every renewal is at rest, or a person has it (009 alone)', restless),
    check('every renewal ended where its number and token say', ({ renewal }) =>
      wrongEnd(renewal, orders),
    ),
    check('charged at most once, and exactly when we say so', wronglyCharged),
    check('delivered at most once, and exactly when we say so', wronglyDelivered),
    check('refunded whole, once, and never beside a delivery', wronglyRefunded),
    ledgerAgrees(books),
    {
      invariant: 'the trial balance is 0',
      looked: books.trial.accounts.length,
      broken: books.trial.difference === 0 ? [] : [`difference ${books.trial.difference}`],
    },
  ]
}

interface Side {
  readonly renewal: Json
  readonly charges: readonly Json[]
  readonly credits: readonly Json[]
}

/** `rnw_…c1` is about `rnw_…`. */
const idIn = (reference: string) => reference.replace(/[cdr]\d$/, '')

function nothingLost(orders: readonly Order[], renewals: readonly Json[]): Verdict {
  const ours = new Set(renewals.map(({ id }) => id))
  const broken = orders.flatMap(({ msisdn, renewal, refused }) => {
    if (renewal !== undefined && !ours.has(renewal)) return [`${renewal} was answered and is gone`]
    return refused === undefined ? [] : [`${msisdn} was refused: ${refused}`]
  })
  return { invariant: 'no order that was answered is lost', looked: orders.length, broken }
}

/** Money or credit at a party that belongs to no order of ours. */
function nobodyElse({ renewals, charges, credits }: Books): Verdict {
  const ours = new Set(renewals.map(({ id }) => id))
  const all = [...charges, ...credits]
  return {
    invariant: 'every charge and every credit belongs to a renewal',
    looked: all.length,
    broken: all
      .filter(({ reference }) => !ours.has(idIn(reference)))
      .map(({ reference }) => reference),
  }
}

export function isAtRest({ status, line }: Json): boolean {
  if (status === 'needs_attention') return line.msisdn.endsWith('009')
  if (status === 'delivered') return !line.msisdn.endsWith('007')
  return status === 'refunded' || neverPaid.includes(status)
}

const restless = ({ renewal }: Side) => !isAtRest(renewal) && `is ${renewal.status}`

function wrongEnd(renewal: Json, orders: readonly Order[]): string | false {
  const order = orders.find(({ msisdn }) => renewal.line.msisdn.endsWith(msisdn.slice(1)))
  if (!order) return 'was ordered by nobody'
  const allowed = endsOf(order)
  return !allowed.includes(renewal.status) && `${order.token}: ${renewal.status}, not ${allowed}`
}

/** A payer who comes too late, or a cancelling that does, lets the session end by itself. */
function endsOf({ msisdn, token, payer }: Order): readonly string[] {
  if (token === 'tok_declined') return ['declined']
  const paid = /00[37]$/.test(msisdn)
    ? 'refunded'
    : msisdn.endsWith('009')
      ? 'needs_attention'
      : 'delivered'
  if (token !== 'tok_redirect') return [paid]
  if (payer === 'stays away') return ['expired']
  return payer === 'cancels' ? ['cancelled', 'expired'] : [paid, 'expired']
}

function wronglyCharged({ renewal, charges }: Side): string | false {
  const captured = charges.filter(({ captured_amount }) => captured_amount > 0)
  const taken = sum(captured, ({ captured_amount }) => captured_amount)
  const owed = neverPaid.includes(renewal.status) ? 0 : renewal.total.amount
  if (captured.length > 1) return `was charged ${captured.length} times`
  return taken !== owed && `is ${renewal.status}; the gateway took ${taken}, not ${owed}`
}

function wronglyDelivered({ renewal, credits }: Side): string | false {
  if (credits.length > 1) return `was delivered ${credits.length} times`
  const standing = credits.filter(({ reversed_at }) => !reversed_at).length
  const wanted = renewal.status === 'delivered' ? 1 : 0
  return standing !== wanted && `is ${renewal.status}; the operator has ${standing} credits`
}

function wronglyRefunded({ renewal, charges, credits }: Side): string | false {
  const back = sum(charges, ({ refunded_amount }) => refunded_amount)
  const wanted = renewal.status === 'refunded' ? renewal.total.amount : 0
  if (back > 0 && credits.some(({ reversed_at }) => !reversed_at))
    return 'was refunded beside a delivery'
  return back !== wanted && `is ${renewal.status}; the gateway gave back ${back}, not ${wanted}`
}

/** Our accounts against what the parties themselves have written down. */
function ledgerAgrees({ trial, charges, credits }: Books): Verdict {
  const side = (start: string, which: 'debits' | 'credits') =>
    sum(
      trial.accounts.filter(({ code }: Json) => code.startsWith(start)),
      (account) => account[which],
    )
  const pairs = [
    ['charged', side('gateway_clearing', 'debits'), sum(charges, (it) => it.captured_amount)],
    ['refunded', side('gateway_clearing', 'credits'), sum(charges, (it) => it.refunded_amount)],
    ['delivered', side('operator_payable', 'credits'), sum(credits, (it) => it.amount)],
    [
      'taken back',
      side('operator_payable', 'debits'),
      sum(credits, (it) => (it.reversed_at ? it.amount : 0)),
    ],
  ] as const
  return {
    invariant: "the ledger's sums are the parties' own",
    looked: pairs.length,
    broken: pairs
      .filter(([, ours, theirs]) => ours !== theirs)
      .map(([what, ours, theirs]) => `${what}: ours ${ours}, theirs ${theirs}`),
  }
}
