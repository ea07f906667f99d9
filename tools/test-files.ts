import { globSync } from 'node:fs'
import { suite } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Where tests may be; anything else in the folder is not ours. */
const places = 'src,sandbox,test,tools,bench'

/** Every test file, or those whose path contains one of the words. */
export function findTestFiles(words: readonly string[]): string[] {
  return globSync(`{${places}}/**/*.test.ts`)
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
}

/** No file takes longer, browser journeys included; one that hangs must not hang the run. */
const fileTimeoutMs = 180_000

/**
 * Registers each file as a suite of its own. Without it all files of a process share one root, and
 * a `beforeEach` or an `after` at the top of one file runs for the tests of every other.
 */
export async function registerFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    // One after the other, so that a run loads its files in the same order each time.
    const { promise: loaded, resolve: done } = Promise.withResolvers<void>()
    suite(file, { timeout: fileTimeoutMs }, async () => {
      try {
        await import(pathToFileURL(file).href)
      } finally {
        done()
      }
    })
    await loaded
  }
}
