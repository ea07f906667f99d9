import { readFileSync } from 'node:fs'
import { BootProblem } from '../boot-problem.ts'
import { run } from './processes.ts'

/** How PostgreSQL's programs are started so that they do not see themselves as root. */
export interface RunAs {
  /** Words put before the program. */
  readonly prefix: readonly string[]
  /** Who owns the cluster's files, seen from here; undefined where it needs no change. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
}

/**
 * PostgreSQL refuses to run as root. Two ways around it enter a clone in `/root` and a data folder
 * that only root can open (both 0700), so no folder has to be opened for others. In this order:
 *
 * 1. A user namespace in which our own root carries another number (`unshare`): files stay root's
 *    and the server has no capability at all. Containers often forbid it.
 * 2. Another user with one capability, to pass closed folders (`setpriv`). It needs nothing that a
 *    default container takes away. `no_setuid_fixup` matters: without it access(2) ignores the
 *    capability, and initdb takes its own programs for missing.
 *
 * @throws BootProblem when neither works here
 */
export async function chooseRunAs(postgres: string, env: NodeJS.ProcessEnv): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined }
  const user = ordinaryUser()
  const failures: string[] = []
  for (const way of [namespaceWay(user), capabilityWay(user)]) {
    const probe = await run([...way.prefix, postgres, '--version'], env)
    if (probe.code === 0) return way
    failures.push(probe.output.trim().split('\n')[0] ?? '')
  }
  throw new BootProblem(
    'PostgreSQL refuses to run as root, and this system allows neither a user namespace nor a ' +
      `change of user (${failures.join('; ')}). Start Tajdeed as an ordinary user, ` +
      'or set DATABASE_URL to a PostgreSQL that runs already.',
  )
}

interface User {
  readonly uid: number
  readonly gid: number
}

function namespaceWay(user: User): RunAs {
  const map = [`--map-user=${user.uid}`, `--map-group=${user.gid}`]
  return { prefix: ['unshare', '--user', ...map, '--'], owner: { uid: 0, gid: 0 } }
}

function capabilityWay(user: User): RunAs {
  const who = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const only = '-all,+dac_override'
  const may = [`--bounding-set=${only}`, `--inh-caps=${only}`, '--ambient-caps=+dac_override']
  const prefix = ['setpriv', ...who, '--securebits=+no_setuid_fixup', ...may, '--']
  return { prefix, owner: user }
}

/** initdb looks its user up by number, so it has to be one of the system's. */
function ordinaryUser(): User {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  const user = users.find(({ name }) => name === 'postgres' || name === 'nobody')
  return user ?? { uid: 65534, gid: 65534 }
}
