/**
 * `npm run upstreams -- list | show <party> | stop <party> | start <party>`, with `--by NAME` and
 * `--because TEXT` for the two that change something. What working processes found ill is shown as
 * they told it; every process obeys a switch within seconds.
 */
import { parseArgs } from 'node:util'
import { BootProblem } from '#db'
import type { UpstreamDesk, UpstreamStanding } from '#engine'
import { runCommand } from './wire-command.ts'

const usage =
  'npm run upstreams -- list | show <party> | stop <party> --by NAME --because TEXT | ' +
  'start <party> --by NAME --because TEXT'

await runCommand(async ({ renewals: { upstreams } }) => {
  const { values, positionals } = readArguments()
  const [what = 'list', party] = positionals
  if (what === 'list') return list(upstreams)
  if (party === undefined) throw new BootProblem(`Say which party: ${usage}`)
  if (what === 'show') return show(upstreams, party)
  if (what !== 'stop' && what !== 'start')
    throw new BootProblem(`No such command: ${what}. ${usage}`)
  const by = values.by?.trim()
  const because = values.because?.trim()
  if (!by || !because) throw new BootProblem(`Say who and why: ${usage}`)
  await upstreams[what](party, { by, because, caller: 'command line' })
  await show(upstreams, party)
})

function readArguments() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ allowPositionals: true, options: { by: text, because: text } })
  } catch (error) {
    throw new BootProblem(`${(error as Error).message}\n${usage}`)
  }
}

async function list(upstreams: UpstreamDesk): Promise<void> {
  for (const standing of await upstreams.list()) console.log(lineOf(standing))
}

async function show(upstreams: UpstreamDesk, party: string): Promise<void> {
  const history = await upstreams.history(party)
  console.log(lineOf((await upstreams.find(party))!))
  for (const { at, stopped, by, because, caller } of history) {
    const turned = stopped ? 'stopped' : 'started'
    console.log(`${at.toISOString()} ${turned} by ${by} (${caller}): ${because}`)
  }
}

function lineOf({ party, state, since, retryAt, stopped }: UpstreamStanding): string {
  return [
    party,
    state,
    ...(since ? [`since ${since.toISOString()}`] : []),
    ...(retryAt ? [`tried again ${retryAt.toISOString()}`] : []),
    ...(stopped ? [`by ${stopped.by}: ${stopped.because}`] : []),
  ].join('  ')
}
