import { Fault } from '#kernel'
import type { KeptAttempt } from '#obligations'
import { type CaseFile, type DeedName, deeds, type Finding, findings } from './case-file.ts'
import { decideDeed } from './decide-deed.ts'

/** What a person may do about a case as it stands. */
export interface SafeDeed {
  readonly deed: DeedName
  /** One of these has to be what the evidence shows; empty: none has to be told. */
  readonly findings: readonly Finding[]
}

/** Each deed is tried on the decision that will judge it, so that none is offered and refused. */
export function listSafeDeeds(file: CaseFile, attempts: readonly KeptAttempt[]): SafeDeed[] {
  const isSafe = (deed: DeedName, finding?: Finding) => {
    try {
      const asked = { deed, by: 'nobody', caller: 'nobody', proof: 'tried' }
      decideDeed(file, attempts, finding ? { ...asked, finding } : asked)
      return true
    } catch (error) {
      if (error instanceof Fault) return false
      throw error
    }
  }
  return deeds.flatMap((deed) => {
    if (isSafe(deed)) return [{ deed, findings: [] }]
    const shown = findings.filter((finding) => isSafe(deed, finding))
    return shown.length > 0 ? [{ deed, findings: shown }] : []
  })
}
