import type { Config } from './config.ts'
import { demoWallet } from './demo-wallet.ts'

/**
 * The last three digits choose the end of a delivery; the sandbox's own table, in one line each.
 */
const samples = [
  ['000', 'delivered at once'],
  ['001', 'delivered after a callback, 3 s later'],
  ['002', 'delivered; the answer is lost and looked up'],
  ['003', 'refused by the operator: refunded'],
  ['004', 'operator down for 10 s, then delivered'],
  ['005', 'delivered; its callback comes five times'],
  ['006', 'first request lost; sent again, delivered once'],
  ['007', 'delivered, then reversed: refunded'],
  ['008', 'delivered; the answer is garbage'],
  ['009', 'never answers: a person has it, the money is held'],
] as const

const tokens =
  'tok_ok · tok_declined · tok_redirect · tok_lost_paid · tok_lost_unpaid · tok_slow · ' +
  'tok_webhook_twice · tok_refund_fails_once'

/** What a newcomer sees once everything answers. */
export function announcement(
  config: Pick<Config, 'environment'>,
  urls: {
    readonly app: string
    readonly sandbox: string | undefined
    readonly line: string | undefined
  },
  readyMs: number,
): string {
  const head = `Tajdeed is ready (${(readyMs / 1000).toFixed(1)} s): ${urls.app}`
  const places = [`  API reference  ${urls.app}/docs`, `  Health         ${urls.app}/healthz`]
  if (config.environment === 'production') return [head, ...places, 'Ctrl-C stops it.'].join('\n')
  return [
    head,
    ...places,
    `  Sandbox        ${urls.sandbox} (simulated operators and payment gateway, no real money)`,
    '  API key        tj_test_demo',
    '',
    'Numbers to try, and what their operator does:',
    ...samples.map(([digits, end]) => `  0300 1234${digits}   ${end}`),
    'Ways to pay with sandbox_card:',
    `  ${tokens}`,
    `With wallet (Rs 1,000,000 in it, paid at once): ${demoWallet}`,
    'What 0300 1234010 holds and uses (a link for 7 days, as POST /v1/lines/{msisdn}/link gives them;',
    '011 to 019 are told oddly: old, not at all, in bytes …):',
    `  ${urls.line}`,
    '',
    'Ctrl-C stops all of it; the data stays.',
  ].join('\n')
}
