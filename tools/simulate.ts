import { testCluster, testDatabase } from '#test'
import { appRole } from '#db'
import { runSeed } from '../test/simulation/run-seed.ts'
import { openSource } from '../test/simulation/statements.ts'
const database = await testDatabase('sim')
const source = openSource(database.url, appRole)
const from = Number(process.argv[2]), to = Number(process.argv[3])
const started = performance.now()
let st = 0, bad = 0
const ends: Record<string, number> = {}
for (let seed = from; seed < to; seed++) {
  const r = await runSeed(seed, source)
  st += r.statements
  for (const e of r.ends) ends[e] = (ends[e] ?? 0) + 1
  if (r.violations.length) { bad++; console.log(seed, r.violations) }
  if (process.argv[4]) console.log(r.trace.join('\n'))
}
const s = (performance.now() - started) / 1000
console.log({ seeds: to - from, bad, perS: (to - from) / s, statements: st / (to - from), ms: s * 1000 / st, ends })
await source.close()
await database.drop()
process.exit(0)
