/**
 * `npm run bench`: our rates beside TPC-B of the same PostgreSQL (fsync on) and a peer, in
 * interleaved rounds on one machine; medians. `-- --quick` ends within a minute and leaves the ten
 * million lines out. Worker, sandbox and PostgreSQL are processes of their own; this one is the
 * payers.
 */
import { assertBooks, autoRound, bytesPerLine } from './auto.ts'
import {
  createClient,
  interactiveP99,
  interactiveRound,
  nudgeMs,
  seedWallets,
  somePages,
} from './interactive.ts'
import { largestPage, pagesPerSecond } from './pages.ts'
import { openDbosPeer } from './peer-dbos.ts'
import { readyMs } from './ready.ts'
import { median, type Result, ratioOf, report } from './report.ts'
import { openRig, type Rig, startWorker, type Worker } from './rig.ts'
import { seedLines } from './seed.ts'
import { prepareTpcb, tpcbRound } from './tpcb.ts'

const quick = process.argv.includes('--quick')
const size = quick
  ? { rounds: 5, seconds: 1.5, stored: 20_000, many: undefined, due: 4_000 }
  : { rounds: 5, seconds: 10, stored: 100_000, many: 10_000_000, due: 20_000 }
const payers = 16

const say = (line: string) => console.log(line)
const rig = await openRig()
try {
  await measure(rig)
} finally {
  await rig.close()
}

async function measure(rig: Rig): Promise<void> {
  say('Preparing: TPC-B at scale 20, lines with mandates, wallets …')
  const pgbench = await prepareTpcb(rig)
  // The first one leaves its compiled code to the second, as any earlier start would have.
  const shop = await openWorker(rig, 'shop', 0)
  const auto = await openWorker(rig, 'auto', size.stored)
  const lineBytes = await bytesPerLine(rig, 'auto')
  const wallets = await seedWallets(rig, 'shop', payers)
  const call = createClient(shop.url, 64)
  // Plans and caches of every side are made before the first round counts.
  await autoRound(rig, 'auto', auto, size.due)
  await interactiveRound(call, wallets, 1)

  const rounds: { tpcb: number; auto: number; bytes: number; interactive: number; dbos: number }[] =
    []
  await rig.createDatabase('dbos', { migrated: false })
  const peer = await openDbosPeer(rig.urlOf('dbos'))
  for (let i = 1; i <= size.rounds; i++) {
    const tpcb = await tpcbRound(rig, Math.ceil(size.seconds))
    const renewed = await autoRound(rig, 'auto', auto, size.due)
    const interactive = await interactiveRound(call, wallets, size.seconds)
    const dbos = await peer.perSecond(size.seconds)
    rounds.push({
      tpcb,
      auto: renewed.perSecond,
      bytes: renewed.bytesPerRenewal,
      interactive,
      dbos,
    })
    say(`round ${i}: TPC-B ${tpcb.toFixed()}, auto ${renewed.perSecond.toFixed()}/s`)
  }
  const of = (key: keyof (typeof rounds)[number]) => rounds.map((round) => round[key])
  const interactive = median(of('interactive'))
  const dbos = median(of('dbos'))
  await peer.close()
  const rss = await auto.ask('rss')
  await assertBooks('auto', auto)
  // From here on the payers are alone: what the rounds left behind is written now, and the other
  // installation, which looks over its own books every minute, is gone.
  await auto.stop()
  for (const database of ['auto', 'shop', 'dbos', 'postgres'])
    await rig.query(database, 'vacuum (analyze)')
  await rig.query('postgres', 'checkpoint')
  const load = { perSecond: interactive / 2, seconds: Math.max(3, 2 * size.seconds) }
  const p99 = await interactiveP99(call, wallets, load)
  const results: Result[] = [
    {
      ...rate('renewals_auto_per_s', median(of('auto'))),
      ratio_to_tpcb: ratioOf(of('auto'), of('tpcb')),
      peer: { name: 'dbos', value: dbos },
    },
    {
      ...rate('renewals_interactive_per_s', interactive),
      ratio_to_tpcb: ratioOf(of('interactive'), of('tpcb')),
    },
    cost('renewals_interactive_p99_ms', p99, 'ms'),
    rate('dbos_workflows_per_s', dbos),
    cost('nudge_ms_p50', await nudgeMs(call, quick ? 11 : 51), 'ms'),
    cost('page_bytes_max', await largestPage(shop.url, await somePages(call)), 'B'),
    rate('pages_per_s', await pagesPerSecond(shop.url, Math.min(3, size.seconds))),
    cost('ready_ms', await readyMs(), 'ms'),
    cost('rss_mb', rss / 1e6, 'MB'),
    cost('bytes_per_line', lineBytes, 'B'),
    cost('bytes_per_renewal', median(of('bytes')), 'B'),
    ...(size.many === undefined ? [] : [await scanRatio(rig, size.many)]),
  ]
  await assertBooks('shop', shop)
  await shop.stop()
  report(results, median(of('tpcb')), [
    `TPC-B by ${pgbench}; embedded PostgreSQL with fsync on; one machine for all processes`,
    'only ratios within one run count: rates move with whatever else the machine does',
    ...(quick ? ['scan_10m_ratio left out: it needs the full run'] : []),
  ])
}

async function openWorker(rig: Rig, database: string, lines: number): Promise<Worker> {
  await rig.createDatabase(database, { migrated: true })
  const worker = await startWorker(rig, database)
  if (lines > 0) await seedLines(rig, database, 0, lines)
  return worker
}

/** The rate with ten million lines stored over the rate with a hundred thousand, interleaved. */
async function scanRatio(rig: Rig, lines: number): Promise<Result> {
  say('Storing ten million lines …')
  const step = 500_000
  const many = await openWorker(rig, 'many', 0)
  for (let i = 0; i < lines; i += step) await seedLines(rig, 'many', i, i + step)
  const few = await startWorker(rig, 'auto')
  for (const [database, worker] of [['many', many] as const, ['auto', few] as const])
    await autoRound(rig, database, worker, size.due)
  const ratios: number[] = []
  for (let i = 0; i < size.rounds; i++) {
    const small = await autoRound(rig, 'auto', few, size.due)
    const large = await autoRound(rig, 'many', many, size.due)
    ratios.push(large.perSecond / small.perSecond)
  }
  await assertBooks('many', many)
  await Promise.all([few.stop(), many.stop()])
  return { name: 'scan_10m_ratio', value: median(ratios), unit: '', higher_is_better: true }
}

function rate(name: string, value: number): Result {
  return { name, value, unit: '1/s', higher_is_better: true }
}

function cost(name: string, value: number, unit: string): Result {
  return { name, value, unit, higher_is_better: false }
}
