/** The token is not good; the message says why and may be shown to whoever presented it. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** Whether the token is good cannot be said now, because the identity server did not answer. */
export class IdentityUnavailableError extends Error {
  override readonly name = 'IdentityUnavailableError';
}
