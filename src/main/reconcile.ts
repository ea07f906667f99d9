/**
 * `npm run reconcile [-- --from TIME --to TIME --by NAME]`: compares our books with each party's
 * own list and opens a case for each difference. `-- --after-restore --by NAME` is what
 * `npm run release` demands after a backup was restored. Ends with 1 unless every list was read.
 */
import { parseArgs } from 'node:util'
import type { PartyReport } from '#cases'
import { BootProblem } from '#db'
import { runCommand } from './wire-command.ts'

await runCommand(async ({ cases }, install) => {
  const { from, to, by, afterRestore } = readArguments()
  if (afterRestore && !by) throw new BootProblem('After a restore, say who compares: --by NAME')
  const report = await cases.reconcile({
    by: by ?? 'command line',
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(afterRestore ? { restoredOn: install.server } : {}),
  })
  console.log(`${report.from.toISOString()} to ${report.to.toISOString()}`)
  for (const party of report.parties) console.log(lineOf(party))
  if (report.complete) return
  console.error('Not every list could be read: nothing is concluded about those parties.')
  process.exitCode = 1
})

function readArguments() {
  const time = { type: 'string' } as const
  const options = { from: time, to: time, by: time, 'after-restore': { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ options })
    return {
      from: readTime('--from', values.from),
      to: readTime('--to', values.to),
      by: values.by?.trim(),
      afterRestore: values['after-restore'] === true,
    }
  } catch (error) {
    if (error instanceof BootProblem) throw error
    throw new BootProblem((error as Error).message)
  }
}

function readTime(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new BootProblem(`${name} is "${text}"; it must be like 2026-11-23T00:00:00Z.`)
  return at
}

function lineOf(report: PartyReport): string {
  const { party, result, records, bookings, differences, opened, closed, problem } = report
  if (result !== 'compared') return `${party}: ${result} ${problem ?? ''}`.trimEnd()
  const named = Object.entries(differences).map(([kind, n]) => `${n} ${kind}`)
  return (
    `${party}: ${records} lines in its list, refused ones too; ${bookings} effects in our books; ` +
    `${named.length === 0 ? 'no difference' : named.join(', ')}; ` +
    `${opened} cases opened, ${closed} closed`
  )
}
