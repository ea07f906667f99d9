/**
 * `npm run catalog -- import FILE` shows what a file of plans would change; `--apply` changes it.
 * `review`, `history`, `verify`, `withdraw`, `restore` and `take-back` are the other deeds.
 * Their options: docs/CATALOGUE.md.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type AppliedImport,
  type CatalogDesk,
  type ChangeDeed,
  describeImport,
  type FactField,
  factFields,
  type KeptChange,
  valueText,
} from '#catalog'
import { BootProblem } from '#db'
import { type Language, say } from '#i18n'
import { runCommand } from './wire-command.ts'

const usage = `npm run catalog --
  import FILE [--whole OPERATOR]           shows what it would change, and changes nothing
  import FILE --apply --by NAME --because TEXT [--revision N] [--accept ROW ...]
  review                                   what needs a look
  history [PLAN]                           who changed what, newest first
  verify PLAN FIELD ... --source TEXT --source-url URL --as-of DATE --by NAME --because TEXT
  withdraw PLAN [--from DAY] --source TEXT --as-of DATE --by NAME --because TEXT [--accept PLAN]
  restore PLAN [--from DAY] --source TEXT --as-of DATE --by NAME --because TEXT [--accept PLAN]
  take-back CHANGE --by NAME --because TEXT
  --lang zh|en|ur, else that of the terminal`

type Arguments = ReturnType<typeof readArguments>

await runCommand(async ({ catalogDesk: desk }, _, language) => {
  const { values: typed, positionals } = readArguments()
  const values = { ...typed, language }
  const [what = 'review', ...rest] = positionals
  if (what === 'import') return importFile(desk, rest, values)
  if (what === 'review') return review(desk)
  if (what === 'history') return history(desk, rest[0])
  if (what === 'take-back') return takeBack(desk, rest, values)
  if (what === 'verify') return verify(desk, rest, values)
  if (what === 'withdraw' || what === 'restore')
    return setWithdrawn(desk, what === 'withdraw', rest, values)
  throw new BootProblem(`No such command: ${what}. ${usage}`)
})

function readArguments() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ...{ apply: flag, by: text, because: text, revision: text, whole: text, from: text },
        ...{ source: text, 'source-url': text, 'as-of': text },
        accept: { ...text, multiple: true },
        lang: text,
      },
    })
  } catch (error) {
    throw new BootProblem(`${(error as Error).message}\n${usage}`)
  }
}

type Values = Arguments['values'] & { readonly language: Language }

async function importFile(desk: CatalogDesk, [path]: string[], values: Values): Promise<void> {
  if (path === undefined) throw new BootProblem(`Say which file: ${usage}`)
  const file = { name: basename(path), bytes: await readOrSay(path) }
  const wish = { whole: values.whole }
  const accept = values.accept ?? []
  if (!values.apply) {
    const { diff, revision } = await desk.previewImport(file, wish)
    console.log(describeImport(diff, values.language))
    const whole = values.whole === undefined ? '' : ` --whole ${values.whole}`
    const next = `npm run catalog -- import ${path} --apply${whole} --revision ${revision}`
    const command = `${next} --by NAME --because TEXT`
    const hints =
      diff.problems.length > 0
        ? [say(values.language, 'import.correct_rows', { mark: '!' })]
        : [
            say(values.language, 'import.to_apply', { command }),
            ...(diff.suspicions.length > 0
              ? [say(values.language, 'import.name_rows', { mark: '?', option: '--accept ROW' })]
              : []),
          ]
    console.log(hints.join('\n'))
    if (diff.problems.length > 0) process.exitCode = 1
    return
  }
  const deed = readDeed(values)
  const revision = readNumber(values.revision, '--revision')
  const looked = await desk.previewImport(file, wish)
  console.log(describeImport(looked.diff, values.language))
  const applied = await desk.applyImport(file, { ...wish, deed, accept, revision })
  console.log(outcomeText(applied, values.language))
}

function outcomeText({ changeSet, diff }: AppliedImport, language: Language): string {
  if (changeSet === undefined) return say(language, 'import.nothing_new')
  const change = String(changeSet)
  if (diff.taxes.length > 0) return say(language, 'import.applied_taxes', { change })
  const command = `npm run catalog -- take-back ${change}`
  return say(language, 'import.applied', { change, command })
}

async function readOrSay(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new BootProblem(`${path} cannot be read: ${(error as Error).message}`)
  }
}

function readDeed({ by, because }: Values): ChangeDeed {
  if (!by?.trim() || !because?.trim()) throw new BootProblem(`Say who and why: ${usage}`)
  return { by: by.trim(), because: because.trim(), caller: 'command line' }
}

function readNumber(text: string | undefined, name: string): bigint | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,18}$/.test(text)) throw new BootProblem(`${name} is a number. ${usage}`)
  return BigInt(text)
}

function readSource(values: Values) {
  const { source } = values
  if (!source?.trim() || !values['as-of']?.trim())
    throw new BootProblem(`Say where it stands and of when: --source, --as-of. ${usage}`)
  return { source, sourceUrl: values['source-url'] ?? null, asOf: values['as-of'] }
}

async function verify(desk: CatalogDesk, [plan, ...names]: string[], values: Values) {
  const fields = names.filter((name): name is FactField => factFields.some((it) => it === name))
  if (plan === undefined || fields.length === 0 || fields.length < names.length)
    throw new BootProblem(`Say which plan and which of ${factFields.join(', ')}. ${usage}`)
  const { diff, changeSet } = await desk.verify(plan, fields, readSource(values), readDeed(values))
  console.log(describeImport(diff, values.language))
  if (changeSet !== undefined) console.log(`Kept as change ${changeSet}.`)
}

async function setWithdrawn(
  desk: CatalogDesk,
  withdrawn: boolean,
  [plan]: string[],
  values: Values,
): Promise<void> {
  if (plan === undefined) throw new BootProblem(`Say which plan: ${usage}`)
  const source = readSource(values)
  const deed = readDeed(values)
  const { from, accept } = values
  const done = await desk.setWithdrawn(plan, { withdrawn, from, accept }, source, deed)
  console.log(describeImport(done.diff, values.language))
  if (done.changeSet !== undefined) console.log(`Kept as change ${done.changeSet}.`)
}

async function takeBack(desk: CatalogDesk, [id]: string[], values: Values): Promise<void> {
  const changeSet = readNumber(id, 'CHANGE')
  if (changeSet === undefined) throw new BootProblem(`Say which change: ${usage}`)
  const by = await desk.takeBack(changeSet, readDeed(values))
  console.log(`Change ${changeSet} is taken back; kept as change ${by}.`)
}

async function review(desk: CatalogDesk): Promise<void> {
  const items = await desk.listReview()
  for (const { plan, unverified, stale, scheduled, disputed } of items) {
    const facts = [
      ...disputed.map(
        ({ field, staff, release, changeSet }) =>
          `${field}: staff say ${valueText(field, staff)} (change ${changeSet}), ` +
          `the release says ${valueText(field, release)}`,
      ),
      ...(scheduled.length > 0 ? [`changes on ${scheduled.join(', ')}`] : []),
      ...(unverified.length > 0 ? [`not verified: ${unverified.join(', ')}`] : []),
      ...(stale ? ['an old source'] : []),
    ]
    console.log([plan, ...facts].join('\n    '))
  }
  console.log(items.length === 0 ? 'Nothing needs a look.' : `${items.length} plans`)
}

async function history(desk: CatalogDesk, plan: string | undefined): Promise<void> {
  const changes = await desk.listChanges({ plan, limit: 200 })
  for (const change of changes) console.log(changeText(change))
  if (changes.length > 0) return
  console.log(plan === undefined ? 'Nothing was changed yet.' : `No change of ${plan} is kept.`)
}

function changeText(change: KeptChange): string {
  const { id, at, kind, by, caller, because, fileName, statements, taxRules } = change
  const file = fileName === null ? '' : ` ${fileName}`
  const head = `${id}  ${at.toISOString()}  ${kind}${file} by ${by} (${caller}): ${because}`
  const facts = statements.map(
    ({ plan, field, from, before, value, takenBackBy }) =>
      `${plan} ${field}: ${valueText(field, before)} → ${valueText(field, value)} from ${from}` +
      (takenBackBy === null ? '' : `, taken back by ${takenBackBy}`),
  )
  const rules = taxRules.length > 0 ? [`tax rules ${taxRules.join(', ')}`] : []
  return [head, ...facts, ...rules].join('\n    ')
}
