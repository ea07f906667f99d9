import type { Language } from '#i18n'

/** Who is paying, as far as it decides which payment works; `payer.<id>` is its name on a page. */
export const situations = ['pakistan', 'no_cnic', 'foreign_card', 'abroad', 'china'] as const
export type Situation = (typeof situations)[number]

/** For whom ways to pay are put in order. */
export const audiences = ['zh', 'pakistan', 'abroad'] as const
export type Audience = (typeof audiences)[number]

/** What is taken until the payer says otherwise: most Chinese readers there have a passport. */
export function likelySituation(language: Language): Situation {
  return language === 'zh' ? 'no_cnic' : 'pakistan'
}

export function audienceOf(language: Language, situation: Situation): Audience {
  if (language === 'zh' || situation === 'china') return 'zh'
  return situation === 'abroad' ? 'abroad' : 'pakistan'
}
