/**
 * `npm run check`: everything that can be said without running the product. `-- --write` repairs.
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { templateName, testCluster } from '#test'
import { describeSchema } from './schema.ts'
import { maxLineLength } from './tidy-rules.ts'
import { wrapComments } from './wrap-comments.ts'

interface Result {
  readonly ok: boolean
  readonly output: string
}

interface Check {
  readonly name: string
  readonly run: () => Promise<Result>
}

const write = process.argv.includes('--write')
const schemaFile = 'docs/schema.txt'

/** A program of node_modules, or one of our own scripts on this Node. */
function command(program: string, ...args: string[]): () => Promise<Result> {
  const isScript = program.endsWith('.ts')
  const bin = isScript ? process.execPath : `node_modules/.bin/${program}`
  const all = isScript ? ['--disable-warning=ExperimentalWarning', program, ...args] : args
  return () =>
    new Promise((resolve) => {
      let output = ''
      // The linters are told of no terminal, and so print no colours into a log.
      const child = spawn(bin, all, { stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          output += chunk
        })
      child.once('error', (error) => resolve({ ok: false, output: error.message }))
      child.once('close', (code) => resolve({ ok: code === 0, output }))
    })
}

/** Compares what the migrations really make with what was last looked at. */
async function checkSchema(): Promise<Result> {
  const cluster = await testCluster()
  const now = await describeSchema(cluster.urlOf(templateName))
  const before = existsSync(schemaFile) ? readFileSync(schemaFile, 'utf8') : ''
  if (now === before) return { ok: true, output: '' }
  if (write) {
    writeFileSync(schemaFile, now)
    return { ok: true, output: `${schemaFile} rewritten` }
  }
  const [was, is] = [new Set(before.split('\n')), new Set(now.split('\n'))]
  const gone = [...was].filter((line) => !is.has(line)).map((line) => `- ${line}`)
  const added = [...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`)
  const advice = 'If that is meant: npm run check -- --write'
  return { ok: false, output: [...gone, ...added, advice].join('\n') }
}

function repairComments(): void {
  for (const path of globSync('{src,sandbox,test,tools,bench}/**/*.{ts,mjs}')) {
    const text = readFileSync(path, 'utf8')
    const wrapped = wrapComments(text, maxLineLength)
    if (wrapped !== text) writeFileSync(path, wrapped)
  }
}

/** Named proofs that other rooms keep beside their code; one that is not there is not asked for. */
const proofs = [
  { name: 'translations complete', test: 'src/platform/i18n/messages.test.ts' },
  { name: 'OpenAPI valid', test: 'src/channels/api/openapi.test.ts' },
].filter(({ test }) => existsSync(test))

const checks: readonly Check[] = [
  { name: 'types', run: command('tsc', '-p', '.') },
  { name: 'lint and format', run: command('biome', 'check', ...(write ? ['--write'] : [])) },
  { name: 'tidy', run: command('tools/tidy.test.ts') },
  { name: 'schema manifest', run: checkSchema },
  ...proofs.map(({ name, test }) => ({ name, run: command(test) })),
]

if (write) repairComments()
let failed = 0
for (const { name, run } of checks) {
  const start = performance.now()
  const { ok, output } = await run()
  if (!ok) failed += 1
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds} s)`)
  if (!ok || output.endsWith('rewritten')) console.log(output.trimEnd())
}
console.log(failed === 0 ? 'Every check holds.' : `${failed} of ${checks.length} checks failed.`)
process.exitCode = failed === 0 ? 0 : 1
