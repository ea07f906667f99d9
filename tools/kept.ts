/** Opens the databases that a failed run of the tests kept in the folder it named, until Ctrl-C. */
import { startEmbedded } from '#db'

const dataDir = process.argv[2]
if (dataDir) {
  const server = await startEmbedded({ dataDir })
  console.log(`psql ${server.ownerUrl}   (\\l lists the databases; Ctrl-C stops)`)
  // The server's handle does not keep a process alive.
  const awake = setInterval(() => {}, 60_000)
  process.once('SIGINT', () => server.stop())
  await server.ended
  clearInterval(awake)
} else console.log('Which folder? A failed run prints it.')
