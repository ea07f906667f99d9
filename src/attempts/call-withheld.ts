/**
 * No call was made, and it is known that none was: the party is stopped or ill, or the lease may
 * have run out. Whoever claimed the attempt gives it back as it was.
 */
export class CallWithheld extends Error {
  override readonly name = 'CallWithheld'
}
