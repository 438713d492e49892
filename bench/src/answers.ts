import { BenchError } from './bench-error.ts';

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** The answer of a mutation that was not refused. */
export function granted<Answer extends Payload>(answer: Answer | null): Answer {
  if (answer === null) throw new BenchError('A part of the shop is away.');
  if (answer.userErrors.length > 0)
    throw new BenchError(`The shop refused: ${answer.userErrors.map(({ code, message }) => `${code} ${message}`).join('; ')}`);
  return answer;
}

export function there<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new BenchError(`The shop gave no ${what}.`);
  return value;
}
