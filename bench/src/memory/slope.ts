/** A sample: after how many orders, how much. */
export type Sample = readonly [orders: number, amount: number];

/** How much more an order makes it, by least squares, and the standard error of that; NaN with fewer than three samples. */
export function slopeOf(samples: readonly Sample[]): { readonly slope: number; readonly error: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanOrders, meanAmount] = [mean(samples.map(([orders]) => orders)), mean(samples.map(([, amount]) => amount))];
  const spread = samples.reduce((sum, [orders]) => sum + (orders - meanOrders) ** 2, 0);
  const slope = samples.reduce((sum, [orders, amount]) => sum + (orders - meanOrders) * (amount - meanAmount), 0) / spread;
  const residual = samples.reduce((sum, [orders, amount]) => sum + (amount - meanAmount - slope * (orders - meanOrders)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (samples.length - 2) / spread) };
}
