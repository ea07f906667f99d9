/**
 * `npm run key -- "partner name" [permission …]`: issues an API key for the database that the
 * environment names and shows it this once. Without permissions it may do everything a partner can,
 * but neither read the ledger, settle cases, stop upstreams nor change the catalogue: that is for
 * staff. What lines hold and use it may read only where that is said: `lines:read`.
 */
import { BootProblem, openDatabase } from '#db'
import { issueKey, type Permission, permissions } from '#identity'
import { systemClock } from '#kernel'

const onlyIfSaid = /^(ledger|cases|upstreams|catalog|lines):/
const [name, ...wanted] = process.argv.slice(2)
const url = process.env.DATABASE_URL

try {
  if (!name) throw new BootProblem('Say whose key it is: npm run key -- "partner name"')
  if (!url) throw new BootProblem('Set DATABASE_URL to the address of the database, as its owner.')
  const unknown = wanted.filter((it) => !permissions.some((known) => known === it))
  if (unknown.length > 0) {
    throw new BootProblem(
      `No such permission: ${unknown.join(', ')}. Known: ${permissions.join(', ')}`,
    )
  }
  const granted = wanted.length > 0 ? wanted : permissions.filter((it) => !onlyIfSaid.test(it))
  const owner = openDatabase({ url, max: 1, applicationName: 'tajdeed key' })
  const key = await issueKey(owner.db, {
    name,
    permissions: granted as Permission[],
    clock: systemClock,
  })
  await owner.close()
  console.log(`${key}\nKeep it now: only its hash is stored. It may: ${granted.join(', ')}`)
} catch (error) {
  console.error(error instanceof BootProblem ? error.message : error)
  process.exit(1)
}
