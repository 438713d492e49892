/** What one side's books say of a payment in some span of time: captured less refunded, in minor units. */
export interface Entry {
  readonly paymentId: string;
  readonly currency: string;
  readonly net: number;
}

/** A payment on which the two sides do not agree; null where a side knows nothing of it. */
export interface Difference {
  readonly paymentId: string;
  readonly ledger: number | null;
  readonly provider: number | null;
}

export interface Reconciled {
  readonly currency: string;
  readonly ledger: number;
  readonly provider: number;
  readonly differences: readonly Difference[];
}

/** Lays our ledger beside the provider's: one entry a currency, by the currency's code. */
export function reconcile(ledger: readonly Entry[], provider: readonly Entry[]): Reconciled[] {
  const ours = sums(ledger);
  const theirs = sums(provider);
  const currencies = [...new Set([...ledger, ...provider].map(({ currency }) => currency))].toSorted();
  return currencies.map(currency => {
    const left = ours.get(currency) ?? new Map<string, number>();
    const right = theirs.get(currency) ?? new Map<string, number>();
    const paymentIds = [...new Set([...left.keys(), ...right.keys()])].toSorted();
    return {
      currency,
      ledger: total(left),
      provider: total(right),
      differences: paymentIds
        .filter(paymentId => left.get(paymentId) !== right.get(paymentId))
        .map(paymentId => ({ paymentId, ledger: left.get(paymentId) ?? null, provider: right.get(paymentId) ?? null })),
    };
  });
}

/** The second of two looks, with only those differences that both have: money that moved while it was looked at differs in one of them. */
export function standing(first: readonly Reconciled[], second: readonly Reconciled[]): Reconciled[] {
  const same = (one: Difference, other: Difference): boolean =>
    one.paymentId === other.paymentId && one.ledger === other.ledger && one.provider === other.provider;
  return second.map(entry => {
    const before = first.find(({ currency }) => currency === entry.currency)?.differences ?? [];
    return { ...entry, differences: entry.differences.filter(difference => before.some(known => same(known, difference))) };
  });
}

function sums(entries: readonly Entry[]): Map<string, Map<string, number>> {
  const byCurrency = new Map<string, Map<string, number>>();
  for (const { paymentId, currency, net } of entries) {
    const payments = byCurrency.get(currency) ?? new Map<string, number>();
    byCurrency.set(currency, payments.set(paymentId, (payments.get(paymentId) ?? 0) + net));
  }
  return byCurrency;
}

const total = (payments: ReadonlyMap<string, number>): number => [...payments.values()].reduce((sum, net) => sum + net, 0);
