/** What one side's books say of a payment in some span of time: captured less refunded, in minor units. */
export interface Entry {
  readonly paymentId: string;
  readonly currency: string;
  readonly net: number;
}

export interface Reconciled {
  readonly currency: string;
  readonly ledger: number;
  readonly provider: number;
  /** Payments on which the two sides do not agree; null where a side knows nothing of one. */
  readonly differences: readonly { readonly paymentId: string; readonly ledger: number | null; readonly provider: number | null }[];
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

function sums(entries: readonly Entry[]): Map<string, Map<string, number>> {
  const byCurrency = new Map<string, Map<string, number>>();
  for (const { paymentId, currency, net } of entries) {
    const payments = byCurrency.get(currency) ?? new Map<string, number>();
    byCurrency.set(currency, payments.set(paymentId, (payments.get(paymentId) ?? 0) + net));
  }
  return byCurrency;
}

const total = (payments: ReadonlyMap<string, number>): number => [...payments.values()].reduce((sum, net) => sum + net, 0);
