/** `numerator / denominator` as an integer, halves away from zero: the one place where the shop rounds. Exact for all safe integers. */
export function roundHalfUp(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('the denominator must be positive');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return Number(numerator < 0n ? -rounded : rounded);
}

/** `amount × numerator / denominator`, rounded once: a tax, or a percentage off. */
export const portionOf = (amount: number, numerator: number, denominator: number): number =>
  roundHalfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator));

/**
 * Splits `amount` in proportion to `weights`; the parts add up to it exactly. What rounding down leaves goes, a unit each, to the largest
 * remainders, the earlier one first where they are equal. Weights that are all 0 split it evenly.
 */
export function splitByLargestRemainder(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  if (weights.some(weight => weight < 0)) throw new RangeError('a weight must not be negative');
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n)
    return splitByLargestRemainder(
      amount,
      weights.map(() => 1),
    );
  const sign = amount < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amount));
  const shares = weights.map((weight, index) => ({ index, part: (whole * BigInt(weight)) / total, remainder: (whole * BigInt(weight)) % total }));
  let left = whole - shares.reduce((sum, share) => sum + share.part, 0n);
  for (const share of shares.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map(share => sign * Number(share.part) + 0);
}
