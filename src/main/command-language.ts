import { BootProblem } from '#db'
import { isLanguage, type Language, languages } from '#i18n'

/**
 * What a command speaks: `--lang`, else the language of the terminal, else English.
 * @throws BootProblem for a language that it does not speak
 */
export function commandLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = argv.findIndex((one) => one === '--lang' || one.startsWith('--lang='))
  if (at >= 0) {
    const asked = argv[at]!.split('=')[1] ?? argv[at + 1]
    if (isLanguage(asked)) return asked
    throw new BootProblem(`--lang is "${asked ?? ''}"; it may be ${languages.join(', ')}.`)
  }
  // The first that is set counts, as for every program (`ur_PK.UTF-8`).
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const spoken = locale.split(/[_.-]/, 1)[0]
  return isLanguage(spoken) ? spoken : 'en'
}
