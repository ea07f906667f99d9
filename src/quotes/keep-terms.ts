import type { Db } from '#db'
import type { Uuid } from '#kernel'
import { findTerms, insertTerms } from './store.ts'
import { sealTerms, type Terms } from './terms.ts'

/** A few hundred plans under a few tax rules; past this the memory begins anew. */
const mostKept = 2000

/**
 * Terms as a process keeps them. Their id is the hash of what they say, so what was read or written
 * once need not be asked for again: a quote is then one insert, and a renewal is read without the
 * largest of its rows. They are written outside of transactions, so what is remembered is
 * committed.
 */
export interface KeptTerms {
  /**
   * Within a transaction `on` is that transaction: a second connection beside it could wait for
   * ever.
   * @throws when nobody ever wrote them: a row that refers to nothing, a bug.
   */
  get(id: Uuid, on?: Db): Promise<Terms>
  /** Writes them unless they are known to be there, in a statement of its own; gives their id. */
  ensure(terms: Terms, at: Date): Promise<Uuid>
}

export function keepTerms(db: Db): KeptTerms {
  const known = new Map<Uuid, Terms>()
  const remember = (id: Uuid, terms: Terms) => {
    if (known.size >= mostKept) known.clear()
    known.set(id, terms)
  }
  return {
    async get(id, on = db) {
      const kept = known.get(id)
      if (kept) return kept
      const found = await findTerms(on, id)
      if (!found) throw new Error(`no such terms: ${id}`)
      remember(id, found)
      return found
    },
    async ensure(terms, at) {
      const { id, body } = sealTerms(terms)
      if (known.has(id)) return id
      await insertTerms(db, { id, body, terms, at })
      remember(id, terms)
      return id
    },
  }
}
