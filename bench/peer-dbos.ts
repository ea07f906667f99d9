import { DBOS } from '@dbos-inc/dbos-sdk'

export interface Peer {
  perSecond(seconds: number): Promise<number>
  close(): Promise<void>
}

/** As many workflows under way at once as our payers. */
const atOnce = 16

/** The peer: a durable workflow of three steps, each checkpointed by a workflow library. */
export async function openDbosPeer(url: string): Promise<Peer> {
  DBOS.setConfig({ name: 'peer', systemDatabaseUrl: url, logLevel: 'error' })
  const renew = DBOS.registerWorkflow(
    async () => {
      for (const step of ['charge', 'deliver', 'record']) {
        await DBOS.runStep(async () => step, { name: step })
      }
    },
    { name: 'renew' },
  )
  await DBOS.launch()
  return {
    async perSecond(seconds) {
      const start = performance.now()
      let done = 0
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (performance.now() - start < seconds * 1000) {
            await (await DBOS.startWorkflow(renew)()).getResult()
            done += 1
          }
        }),
      )
      return done / ((performance.now() - start) / 1000)
    },
    close: () => DBOS.shutdown(),
  }
}
