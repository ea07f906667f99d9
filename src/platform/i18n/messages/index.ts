import type { Language } from '../language.ts'
import { en } from './en/index.ts'
import { ur } from './ur/index.ts'
import { zh } from './zh/index.ts'

export type { FaultCode } from './en/faults.ts'

import type { FaultCode } from './en/faults.ts'

/** English names the keys; the compiler refuses a language that lacks one. */
export type MessageKey = keyof typeof en

export const messages: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  zh,
  en,
  ur,
}

export const faultCodes: readonly FaultCode[] = Object.keys(en)
  .filter((key) => key.startsWith('fault.'))
  .map((key) => key.slice('fault.'.length) as FaultCode)
