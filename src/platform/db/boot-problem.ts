/**
 * Something outside the program keeps it from starting: a taken port, a full disk, a database of
 * another environment. The message is for the person at the terminal, says what to do, and is
 * printed without a stack.
 */
export class BootProblem extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'BootProblem'
  }
}
