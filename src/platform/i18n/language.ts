/**
 * The languages the product speaks. Short forms stand in paths and catalogues, tags in `lang`
 * attributes.
 */
export const languages = ['zh', 'en', 'ur'] as const
export type Language = (typeof languages)[number]

interface Nature {
  /** BCP 47, for the `lang` attribute and `Content-Language`. */
  readonly tag: string
  readonly dir: 'ltr' | 'rtl'
  /** What the language calls itself, for the links that switch to it. */
  readonly ownName: string
  /**
   * The locale for Intl. Western digits everywhere: a price read aloud to a shop must match the
   * page.
   */
  readonly locale: string
}

const natures: Readonly<Record<Language, Nature>> = {
  zh: { tag: 'zh-Hans', dir: 'ltr', ownName: '中文', locale: 'zh-Hans-u-nu-latn' },
  en: { tag: 'en', dir: 'ltr', ownName: 'English', locale: 'en-GB-u-nu-latn' },
  ur: { tag: 'ur', dir: 'rtl', ownName: 'اردو', locale: 'ur-PK-u-nu-latn' },
}

export function natureOf(language: Language): Nature {
  return natures[language]
}

export function isLanguage(text: string | undefined): text is Language {
  return (languages as readonly (string | undefined)[]).includes(text)
}

/**
 * The language for a reader who asked for none in the path: the one chosen before (cookie `lang`),
 * then the best of `Accept-Language`, then English.
 */
export function negotiate(
  cookie: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  if (isLanguage(cookie)) return cookie
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag, ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((value) => value)
      return { primary: tag!.split('-')[0]!, quality: q === undefined ? 1 : Number(q) }
    })
    .filter(({ primary, quality }) => isLanguage(primary) && quality > 0)
    // The sort is stable, so equal wishes keep the reader's own order.
    .sort((a, b) => b.quality - a.quality)
  const best = wanted[0]?.primary
  return isLanguage(best) ? best : 'en'
}
