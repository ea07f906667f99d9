import type { Bug } from './bug.ts'
import { chargeBugs } from './charge.ts'
import { deliveryBugs } from './delivery.ts'
import { engineBugs } from './engine.ts'
import { refundBugs } from './refund.ts'
import { upstreamBugs } from './upstreams.ts'
import { walletBugs } from './wallet.ts'

export type { Bug } from './bug.ts'

export const bugs: readonly Bug[] = [
  ...chargeBugs,
  ...deliveryBugs,
  ...refundBugs,
  ...engineBugs,
  ...walletBugs,
  ...upstreamBugs,
]
