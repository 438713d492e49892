/** A row that was not taken over as it stands, and why. */
export interface Problem {
  /** Of the file, where the row begins; the first is 1. */
  readonly line: number;
  readonly reason: string;
}

/** The whole import cannot begin, or go on; the message is one sentence for people. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
}
