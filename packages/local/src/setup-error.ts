/** Something about this machine keeps MicroMart from starting; the message is one sentence that says what to do about it. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
