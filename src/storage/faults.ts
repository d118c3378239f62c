/** The start cannot go on, for a reason outside of the code. The message is one line for the person who starts it. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/**
 * The database cannot be reached, refuses connections or did not answer in time. Whether a commit that was under way
 * came through is not known: send the same write again.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
}
