/**
 * The peer: a durable workflow of three steps, each checkpointed by a workflow library. Undefined
 * when it is not installed: it is a dependency of this measurement alone.
 */
export async function dbosPerSecond(url: string, seconds: number): Promise<number | undefined> {
  const name = '@dbos-inc/dbos-sdk'
  const library = await import(name).catch(() => undefined)
  if (!library) return undefined
  const { DBOS } = library
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
  const start = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() - start < seconds * 1000) {
        await (await DBOS.startWorkflow(renew)()).getResult()
        done += 1
      }
    }),
  )
  const rate = done / ((performance.now() - start) / 1000)
  await DBOS.shutdown()
  return rate
}
