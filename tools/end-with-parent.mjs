/**
 * Preloaded (`node --import`) into a child process whose stdin is a pipe that its parent never
 * writes to: the pipe closes when the parent is gone, however it ended, and the child stops as if
 * asked to.
 */
process.stdin.on('end', () => {
  process.kill(process.pid, 'SIGTERM')
  // What does not stop by itself must still not outlive the program it belongs to.
  setTimeout(() => process.exit(1), 3000).unref()
})
process.stdin.on('error', () => {})
process.stdin.resume()
process.stdin.unref?.()
