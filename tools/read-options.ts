import { type ParseArgsConfig, parseArgs } from 'node:util'

/** The options of a tool; what it does not know is told in a line, and the tool ends with 2. */
export function readOptions<const Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config)
  } catch (error) {
    console.error(`${(error as Error).message.replace(/\. .*/s, '')}. --help says what there is.`)
    process.exit(2)
  }
}
