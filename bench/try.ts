import { assertBooks, autoRound, bytesPerLine } from './auto.ts'
import {
  createClient,
  interactiveP99,
  interactiveRound,
  nudgeMs,
  seedWallets,
} from './interactive.ts'
import { openRig, startWorker } from './rig.ts'
import { seedLines } from './seed.ts'
import { prepareTpcb, tpcbRound } from './tpcb.ts'

const rig = await openRig()
try {
  console.log(await prepareTpcb(rig))
  await rig.createDatabase('auto', { migrated: true })
  const worker = await startWorker(rig, 'auto')
  const wallets = await seedWallets(rig, 'auto', 16)
  await seedLines(rig, 'auto', 0, 100_000)
  console.log('bytes/line', await bytesPerLine(rig, 'auto'))
  for (let i = 0; i < Number(process.argv[2] ?? 3); i++) {
    const tps = await tpcbRound(rig, 3)
    const a = await autoRound(rig, 'auto', worker, 20_000)
    console.log({ tps, ...a, ratio: a.perSecond / tps })
  }
  const call = createClient(worker.url, 64)
  for (let i = 0; i < 2; i++)
    console.log('interactive', await interactiveRound(call, wallets, 4), await tpcbRound(rig, 3))
  console.log('nudge', await nudgeMs(call, 11))
  console.log('rss', (await worker.ask('rss')) / 1e6)
  await assertBooks('auto', worker)
  await worker.stop()
} catch (e) { console.log(e) } finally {
  await rig.close()
}
