/** What the runner runs: every chosen test file in this one process (docs/decisions/0003). */
import { findTestFiles, registerFiles } from './test-files.ts'

await registerFiles(findTestFiles(process.argv.slice(2)))
