import { readFileSync, readdirSync } from 'node:fs'
import { autoRound } from './auto.ts'
import { openRig, startWorker } from './rig.ts'
import { seedLines } from './seed.ts'
const rig = await openRig()
const cpu = (pid: number) => { const s = readFileSync(`/proc/${pid}/stat`, 'utf8'); const f = s.slice(s.lastIndexOf(')') + 2).split(' '); return (Number(f[11]) + Number(f[12])) * 10_000 }
const pg = () => readdirSync('/proc').filter((x) => /^\d+$/.test(x)).reduce((t, p) => { try { return /^postgres.* auto /.test(readFileSync(`/proc/${p}/cmdline`, 'utf8').replaceAll('\0', ' ')) ? t + cpu(Number(p)) : t } catch { return t } }, 0)
try {
  await rig.createDatabase('auto', { migrated: true })
  const auto = await startWorker(rig, 'auto')
  await seedLines(rig, 'auto', 0, 20000)
  await autoRound(rig, 'auto', auto, 4000)
  const a = cpu(auto.pid), pa = pg(), t0 = performance.now()
  let n = 0
  const t1 = performance.now(); while (performance.now() - t1 < 600_000) { const r = await autoRound(rig, 'auto', auto, 20000); n += 20000; console.log(Math.round((performance.now() - t1) / 1000), 's', Math.round(r.perSecond), '/s, most', Math.round((await auto.ask('rss')) / 1e6), 'MB') }
  console.log(process.env.FLAGS, 'rss', (await auto.ask('rss')) / 1e6, 'worker us', Math.round((cpu(auto.pid) - a) / n), 'pg us', Math.round((pg() - pa) / n))
  await auto.stop()
} finally { await rig.close() }
