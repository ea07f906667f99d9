import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { BootProblem } from '#db'

/** A program that was killed leaves children that need a moment to notice. */
const patienceMs = 1_000

/**
 * The port itself once it is free, or a free one for 0.
 * @throws BootProblem naming the variable that chooses another
 */
export async function claimPort(port: number, host: string, variable: string): Promise<number> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const answer = await tryPort(port, host)
    if (typeof answer === 'number') return answer
    if (answer.code !== 'EADDRINUSE' || performance.now() > deadline)
      throw portProblem(answer, port, variable)
    await pause(50)
  }
}

/** What a person should know about a port that cannot be listened on. */
export function portProblem(
  error: NodeJS.ErrnoException,
  port: number,
  variable: string,
): BootProblem {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program`,
    EACCES: `Port ${port} may not be used by this user`,
    EADDRNOTAVAIL: 'BIND_HOST is not an address of this machine',
  }
  const reason = reasons[error.code ?? ''] ?? `Port ${port} cannot be used (${error.code})`
  const advice =
    error.code === 'EADDRNOTAVAIL' ? '' : `: stop it, or set ${variable} to a free port`
  return new BootProblem(`${reason}${advice}.`, { cause: error })
}

function tryPort(port: number, host: string): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ port, host, exclusive: true }, () => {
      const { port: got } = server.address() as { port: number }
      server.close(() => resolve(got))
    })
  })
}
