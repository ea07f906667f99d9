import type { z } from '@hono/zod-openapi'
import { type Language, pick, say } from '#i18n'
import type { Ground, MethodVerdict } from '#payments'
import type * as schemas from './payment-method-schemas.ts'

type Wire = z.output<typeof schemas.paymentMethods>['data'][number]

interface Seller {
  readonly id: string
  readonly name: string
}

/** A way to pay as we can take it, and beside it as another seller does. */
export function presentWay(
  language: Language,
  way: MethodVerdict,
  other: { readonly seller: Seller; readonly way: MethodVerdict | undefined } | undefined,
): Wire {
  const { method, grounds, payWith } = way
  const missing = grounds.some((it) => it.kind === 'rule' && it.rule === 'not_connected')
  return {
    id: method.id,
    name: method.name,
    connected: !missing,
    payment_method: payWith ?? null,
    ...presentAnswer(language, way, ''),
    ...(other?.way && {
      at_operator: {
        operator: other.seller.id,
        ...presentAnswer(language, other.way, other.seller.name),
      },
    }),
  }
}

function presentAnswer(language: Language, { verdict, grounds }: MethodVerdict, seller: string) {
  const claims = grounds.flatMap((ground) => (ground.kind === 'claim' ? [ground.claim] : []))
  return {
    verdict,
    why: grounds.map((ground) => whyOf(language, ground, seller)),
    limits: claims.flatMap(({ limits }) => (limits ? [pick(language, limits)] : [])),
    sources: claims.map(({ provenance }) => ({
      source: pick(language, provenance.source),
      source_url: provenance.sourceUrl,
      as_of: provenance.asOf,
      verified: provenance.verified,
    })),
  }
}

function whyOf(language: Language, ground: Ground, seller: string): string {
  if (ground.kind === 'claim') return pick(language, ground.claim.why)
  return say(language, `pay_rule.${ground.rule}`, { seller })
}
