/** Why there is nothing to measure, in a sentence for people. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
