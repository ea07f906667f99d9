/**
 * `npm run cases -- list | show <case> | look <case> | delivered <case> | refund <case> |
 * accept <case>`, with `--by NAME`, and but for a look `--evidence TEXT`; `--finding` and
 * `--party-id` where they are known.
 */
import { parseArgs } from 'node:util'
import {
  type CaseFile,
  type CasesRoom,
  type Deed,
  deeds,
  disputed,
  type FactDispute,
  findings,
} from '#cases'
import { BootProblem } from '#db'
import { parsePublicId, publicId, type Uuid } from '#kernel'
import { runCommand } from './wire-command.ts'

const usage =
  'npm run cases -- list | show <case> | look | delivered | refund | accept <case> ' +
  '--by NAME --evidence TEXT [--finding charged|not_charged|not_delivered|given_back] ' +
  '[--party-id ID]'

await runCommand(async ({ cases }) => {
  const { values, positionals } = readArguments()
  const [what = 'list', id] = positionals
  if (what === 'list') return list(cases)
  const file = parsePublicId('case', id ?? '')
  if (!file) throw new BootProblem(`Say which case: ${usage}`)
  if (what === 'show') return show(cases, file)
  const deed = deeds.find((it) => it === what)
  if (!deed) throw new BootProblem(`No such deed: ${what}. ${usage}`)
  await cases.act(file, readDeed(deed, values))
  await show(cases, file)
})

function readArguments() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: { by: text, evidence: text, finding: text, 'party-id': text },
    })
  } catch (error) {
    throw new BootProblem(`${(error as Error).message}\n${usage}`)
  }
}

function readDeed(deed: Deed['deed'], values: ReturnType<typeof readArguments>['values']): Deed {
  const finding = findings.find((it) => it === values.finding)
  if (values.finding !== undefined && !finding)
    throw new BootProblem(`--finding is one of ${findings.join(', ')}`)
  if (!values.by?.trim()) throw new BootProblem(`Say who says so: --by NAME. ${usage}`)
  return {
    ...{ deed, by: values.by, caller: 'command line' },
    ...(values.evidence === undefined ? {} : { proof: values.evidence }),
    ...(values['party-id'] === undefined ? {} : { partyId: values['party-id'] }),
    ...(finding ? { finding } : {}),
  }
}

async function list(cases: CasesRoom): Promise<void> {
  let cursor: string | null = null
  let count = 0
  do {
    const page = await cases.listCases(cursor === null ? { limit: 200 } : { cursor, limit: 200 })
    for (const file of page.cases) console.log(lineOf(file))
    count += page.cases.length
    cursor = page.nextCursor
  } while (cursor !== null)
  console.log(count === 0 ? 'Nobody waits for a person.' : `${count} open`)
}

async function show(cases: CasesRoom, id: Uuid): Promise<void> {
  const { file, attempts, safe, deeds: done } = await cases.getCase(id)
  console.log(lineOf(file))
  if (Object.keys(file.evidence).length > 0) console.log(JSON.stringify(file.evidence, null, 2))
  if (file.reason === disputed && !file.closedAt) console.log(adviceOn(file))
  for (const { leg, n, party, state, sends, looks, answer } of attempts) {
    const last = JSON.stringify(answer)
    console.log(`${leg} ${n} at ${party}: ${state}, sent ${sends}, asked ${looks}, ${last}`)
  }
  for (const { deed, findings: shown } of safe)
    console.log(`possible: ${deed}${shown.length > 0 ? ` --finding ${shown.join('|')}` : ''}`)
  for (const { at, deed, by, caller, evidence } of done)
    console.log(`${at.toISOString()} ${deed} by ${by} (${caller}) ${JSON.stringify(evidence)}`)
}

/**
 * A doubted fact is looked up and, where the reader was right, changed; then the case is closed.
 */
function adviceOn({ id, evidence }: CaseFile): string {
  const dispute = evidence as FactDispute
  const who = '--by NAME --because TEXT'
  const change = `npm run catalog -- import FILE --apply ${who}`
  const steps =
    'plan' in dispute
      ? [
          `Right as it is: npm run catalog -- verify ${dispute.plan} ${dispute.fact} --source … --source-url … ${who}`,
          `Wrong: ${change}`,
        ]
      : 'tax' in dispute
        ? [`Wrong: ${change}, with the rule of taxes from the day it holds`]
        : ['Wrong: correct facts/payment-methods.json and its source; it holds from the next start']
  return [
    ...steps,
    `Then: npm run cases -- accept ${publicId('case', id)} --by NAME --evidence TEXT`,
  ].join('\n')
}

function lineOf({
  id,
  reason,
  renewalId,
  party,
  reference,
  deadlineAt,
  closedHow,
  evidence,
}: CaseFile) {
  return [
    publicId('case', id),
    closedHow ?? `due ${deadlineAt.toISOString()}`,
    reason,
    ...(renewalId ? [publicId('renewal', renewalId)] : []),
    ...(party ? [`${party} ${reference}`] : []),
    ...(reason === disputed ? [`said by ${(evidence as FactDispute).count}`] : []),
  ].join('  ')
}
