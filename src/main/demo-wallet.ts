import type { Db } from '#db'
import { authenticate } from '#identity'
import { type Clock, pkr, publicId, type Uuid } from '#kernel'
import { fundWallet, openWallet } from '#ledger'

const id = '00000000-0000-7000-8000-00000000002a' as Uuid
/** The one filling it ever gets has a name, so that a restart does not fill it again. */
const firstFilling = '00000000-0000-7000-8000-00000000012a' as Uuid

/** The token that pays from the demo key's wallet. */
export const demoWallet = publicId('wallet', id)

/** Rs 1,000,000 of nobody's money, for the key that the sandbox is tried with. */
export async function openDemoWallet(db: Db, key: string, clock: Clock): Promise<void> {
  const caller = await authenticate(db, `Bearer ${key}`)
  if (!caller) throw new Error('the demo key was not issued')
  await openWallet(db, { id, owner: caller.id, currency: 'PKR' })
  const amount = pkr(100_000_000n)
  await fundWallet(db, { wallet: id, subject: firstFilling, amount, at: clock.now() })
}
