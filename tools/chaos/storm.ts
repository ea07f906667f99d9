import type { SeededRandom } from '../../test/support/random.ts'
import { bootSteps, serveSteps, sidesOf, workSteps } from './crash-points.ts'
import { pause } from './load.ts'
import { proxyModes } from './proxy.ts'
import type { Death, Life } from './slot.ts'
import type { Town } from './town.ts'

export interface Storm {
  nextLife(kind: 'serve' | 'work'): Life
  onDeath(death: Death): void
  /** Also kills what is not a process of ours, and breaks the network, until all kills are done. */
  rage(town: Town): Promise<void>
  readonly kills: () => number
  /** Labels at which a process died. */
  readonly hit: ReadonlySet<string>
  /** Ends that nobody ordered: the processes' own mistakes. */
  readonly byThemselves: readonly string[]
}

export interface StormOptions {
  readonly kills: number
  readonly random: SeededRandom
  readonly say: (line: string) => void
  /** From a process's first word: long enough to get something done, most of the time. */
  readonly lifeMs: { readonly min: number; readonly max: number }
  /** It is over after this, however many kills are left. */
  readonly maxMs: number
}

/** Every so many kills, one is for PostgreSQL, and one for the sandbox. */
const postgresEvery = 12
const sandboxEvery = 9

/** A step that no life comes to, such as a look for a refund, must not hold up the others. */
const maxTries = 4

/** Plans how everything dies: at labelled steps in turn, at random, and PostgreSQL and all. */
export function planStorm({ kills, random, say, lifeMs, maxMs }: StormOptions): Storm {
  const boot = sidesOf(bootSteps)
  const ahead = {
    serve: shuffled(sidesOf(serveSteps), random),
    work: shuffled([...boot, ...sidesOf(workSteps)], random),
  }
  const hit = new Set<string>()
  const tries = new Map<string, number>()
  const triesOf = (label: string) => tries.get(label) ?? 0
  const byThemselves: string[] = []
  let raging = true
  let done = 0
  const count = (what: string) => {
    done += 1
    say(`${String(done).padStart(4)}  ${what}`)
  }

  function nextLife(kind: 'serve' | 'work'): Life {
    if (!raging || done >= kills) return {}
    const killAfterMs = lifeMs.min + random.below(lifeMs.max - lifeMs.min)
    // Every fourth life ends at any moment, wherever the process happens to be.
    if (random.next() < 0.25) return { killAfterMs }
    const labels = ahead[kind]
    const left = labels.filter((label) => !hit.has(label) && triesOf(label) < maxTries)
    const wanted = left.length > 0 ? left : labels
    const [label] = wanted.toSorted((a, b) => triesOf(a) - triesOf(b)) as [string]
    const tried = triesOf(label)
    tries.set(label, tried + 1)
    // At its second time, unless it seems to be rare or comes once in a life.
    const nth = tried > 0 || boot.includes(label) ? 1 : 1 + random.below(2)
    return { crashAt: `${label}:${nth}`, killAfterMs: lifeMs.max }
  }

  async function rage(town: Town): Promise<void> {
    let [postgresAt, sandboxAt] = [postgresEvery, sandboxEvery]
    const until = performance.now() + maxMs
    while (done < kills && performance.now() < until) {
      await pause(600 + random.below(1_500))
      const mode = random.pick(proxyModes)
      town.proxy.setMode(mode)
      if (mode !== 'ok') say(`      network: ${mode}`)
      await pause(500 + random.below(1_500))
      town.proxy.setMode('ok')
      if (done >= postgresAt) {
        postgresAt += postgresEvery
        await town.crashPostgres()
        count('PostgreSQL  stopped immediately, and started again')
      }
      if (done >= sandboxAt) {
        sandboxAt += sandboxEvery
        town.sandbox.kill()
      }
    }
    raging = false
    for (const slot of town.slots) slot.spare()
  }

  return {
    nextLife,
    rage,
    hit,
    byThemselves,
    kills: () => done,
    onDeath({ slot, cause, detail }) {
      if (cause === 'by itself') {
        byThemselves.push(`${slot}: ${detail}`)
        return
      }
      // A process may refuse to start while its database is away, and is started again.
      if (cause === 'not started') return
      if (cause === 'crash point') hit.add(detail.split(':')[0]!)
      count(`${slot.padEnd(10)}  ${detail}`)
    },
  }
}

function shuffled(labels: readonly string[], random: SeededRandom): string[] {
  return labels
    .map((label) => ({ label, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ label }) => label)
}
